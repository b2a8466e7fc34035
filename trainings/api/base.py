"""Who may ask, whose place a program takes, and a list a page at a time."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.machine.lists import (
    SIZE,
    ListForm,
    address_of,
    cursor_of,
    filters_of,
    page_parameters,
)
from accounts.machine.showing import Shown
from accounts.models import Role
from accounts.service_accounts import ApiToken
from protection.actor import Actor, acting_as, require_actor
from trainings.permissions import can_see_trainings

USUAL = 20
PAGES = page_parameters(USUAL)
READ, NOMINATE = "trainings:read", "trainings:nominate"
# What the lists give to go on from: a value of their order, and a row.
_KEY = re.compile(r"[0-9T:.+\-]{1,40}[_~][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class TrainingsView(APIView):
    """For whoever has a part in the trainings; for others there is nothing here."""

    scopes = {"read": READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not can_see_trainings(require_actor()):
            raise NotFound

    @property
    def actor(self) -> Actor:
        """Whoever asks."""
        return require_actor()


@contextmanager
def for_team_leads(request: Request) -> Iterator[Actor]:
    """A token with the scope to nominate stands in for the team leads who gave it, here alone:
    elsewhere its program is a caseworker of the organisation."""
    actor = require_actor()
    lends = isinstance(request.auth, ApiToken) and NOMINATE in request.auth.scopes
    if lends and actor.role == Role.CASEWORKER:
        actor = replace(actor, role=Role.TEAM_LEAD)
        with acting_as(actor):
            yield actor
    else:
        yield actor


def said_in(request: Request, form_class: type[ListForm]) -> dict[str, Any]:
    """The filters of an address, with `size` and `after`. Raises ValidationError for what is
    none."""
    said = filters_of(request, form_class)
    size = said.pop(SIZE) or USUAL
    return {**said, "size": size, "after": cursor_of(request, _KEY.fullmatch)}


def page(
    request: Request, rows: Iterable[Any], show: Callable[[Any], Shown], *, following: str
) -> Shown:
    """One page; `following` is the key of what comes after it, "" at the end."""
    shown = [show(row) for row in rows]
    return {"next": address_of(request, following), "results": shown}
