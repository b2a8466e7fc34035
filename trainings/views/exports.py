"""Spreadsheets of what the reader sees."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from protection.files.checks import CONTENT_TYPES
from trainings import exports
from trainings.models import Round
from trainings.permissions import can_see_round
from trainings.views.common import for_readers, for_secretariat, found_training, reader


@require_safe
@for_readers
def trainings(request: HttpRequest) -> HttpResponse:
    """All trainings, to be saved."""
    return _file(exports.trainings_sheet(reader()), "trainings")


@require_safe
@for_readers
def needs(request: HttpRequest, round_id: int) -> HttpResponse:
    """The needs of a round, to be saved."""
    found = Round.objects.filter(pk=round_id).first()
    if found is None or not can_see_round(reader(), found):
        raise Http404
    return _file(exports.needs_sheet(found, reader()), "needs")


@require_safe
@for_secretariat
def people(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """The participants of a training, to be saved."""
    training = found_training(training_id)
    return _file(exports.people_sheet(training, reader()), training.reference)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
