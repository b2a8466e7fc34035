"""What the pages of the working group share."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from protection.actor import Actor, current_actor
from workinggroup.models import Meeting
from workinggroup.permissions import can_run_bodies, can_see_group, can_write_texts

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def allowed(test: Callable[[Actor | None], bool]) -> Callable[[View[P]], View[P]]:
    """A page for those who pass `test`; the others get 404."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not test(current_actor()):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


for_part_takers = allowed(can_see_group)
for_secretariat = allowed(can_run_bodies)
for_writers = allowed(can_write_texts)


def found_meeting(meeting_id: int) -> Meeting:
    """A meeting that the reader may see. Raises Http404."""
    rows = Meeting.objects.visible_to(current_actor()).select_related("body")
    found = rows.defer("search_vector").filter(pk=meeting_id).first()
    if found is None:
        raise Http404
    return found
