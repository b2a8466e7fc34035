"""What the pages of the trainings share."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from contacts.selectors import unnamed
from protection.actor import Actor, current_actor
from protection.prepared import Given, PreparedFor
from trainings.models import Training
from trainings.permissions import can_see_trainings, can_write_trainings

View = Callable[..., HttpResponse]
_TRAINING = PreparedFor(
    lambda actor: (
        Training.objects.visible_to(actor)
        .select_related("need", "organiser")
        .defer(*unnamed("organiser"))
        .filter(pk=Given("id"))
        .order_by()
    )
)


def for_readers(view: View) -> View:
    """For everybody who has a part in the trainings; strangers get 404."""
    return _for(view, can_see_trainings)


def for_secretariat(view: View) -> View:
    """For the secretariat; everybody else gets 404."""
    return _for(view, can_write_trainings)


def _for(view: View, may: Callable[[Actor | None], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not may(current_actor()):
            raise Http404
        return view(request, *args, **named)

    return guarded


def reader() -> Actor:
    """Who asks, for pages that `for_readers` lets in. Raises Http404."""
    actor = current_actor()
    if actor is None:
        raise Http404
    return actor


def found_training(training_id: UUID) -> Training:
    """A training that the reader may see. Raises Http404."""
    found = _TRAINING.rows_for(reader(), id=training_id)
    if not found:
        raise Http404
    return found[0]
