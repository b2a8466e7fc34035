"""What the reports know of the tasks of the declaration, for the working group's board of them.

The board asks for it by the name of this address, as it may not import the reports. Counts of
referrals are those of the newest release; trainings are counted since the declaration, as nothing
of them is withheld.
"""

from datetime import date

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from protection.actor import Actor, current_actor
from reports.figures import LANGUAGES
from reports.models import ReportRun, ReportVersion
from reports.outline import Length
from reports.permissions import can_read_reports, can_write_reports
from reports.releases import figures_of, newest_release
from reports.text import Composer
from trainings.figures import for_period

DECLARED = date(2016, 12, 2)
Lines = list[tuple[str, str]]


@require_safe
def board(request: HttpRequest) -> JsonResponse:
    """{"lines": {task: [[label, number]]}, "source": sentence}; 404 for who reads no figures."""
    _reader()
    referrals, source = _referrals()
    lines = {"trainings": _trainings(), "mechanisms": referrals}
    return JsonResponse({"lines": lines, "source": source})


@require_safe
def chapters(request: HttpRequest) -> JsonResponse:
    """{key of a chapter, or of an entry of its list: its address in the newest whole report}; 404
    for who reads none."""
    return JsonResponse(_chapters(_reader()))


def _reader() -> Actor:
    actor = current_actor()
    if actor is None or not can_read_reports(actor):
        raise Http404
    return actor


def _referrals() -> tuple[Lines, str]:
    """The referrals of the newest release, and which that is; nothing while there is none."""
    newest = newest_release()
    if newest is None:
        return [], ""
    language = get_language() or ""
    words = Composer(figures_of(newest), language if language in LANGUAGES else LANGUAGES[0])
    lines = [
        (_("Referrals across a border"), words.shown("referrals")),
        (_("Requests answered with a yes"), words.shown("answers.can_help")),
        (_("Referrals with a handover"), words.shown("handed.handed")),
    ]
    source = _("Referrals are counted from %(first)s to %(last)s; small counts are withheld.")
    days = {"first": newest.period_from, "last": newest.period_to}
    return lines, source % {name: date_format(day, "DATE_FORMAT") for name, day in days.items()}


def _trainings() -> Lines:
    found = for_period(DECLARED, timezone.localdate())
    return [
        (_("Joint trainings held"), str(found.trainings_held)),
        (_("People who took part"), str(found.people_trained)),
        (_("Needs stated"), str(found.needs_stated)),
        (_("Needs met by a training"), str(found.needs_met)),
    ]


def _chapters(actor: Actor) -> dict[str, str]:
    """The addresses of the chapters of the newest whole report that the reader may read, and of
    the entries under them that have a key."""
    versions = ReportVersion.objects.filter(
        report__length=Length.FULL, report__country="", run__isnull=False
    )
    if not can_write_reports(actor):
        versions = versions.filter(shared_at__isnull=False)
    newest = versions.order_by("-report__period_to", "-report__period_from", "-number").first()
    if newest is None:
        return {}
    page = reverse("reports:detail", args=[newest.report_id])
    found = list(newest.blocks.values_list("key", flat=True))
    notes = ReportRun.objects.filter(pk=str(newest.run_id)).values_list(
        "released__notes", flat=True
    )
    found += [key for note in notes.first() or () if (key := note.get("key"))]
    return {key: f"{page}#{key}" for key in found}
