"""Who may ask, and a list a page at a time."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.machine.lists import address_of, cursor_of
from accounts.machine.showing import Shown
from accounts.models import CASE_ROLES
from protection.actor import Actor, require_actor
from workinggroup.paging import is_cursor, page_of
from workinggroup.permissions import can_see_group

USUAL = 25


class GroupView(APIView):
    """For whoever takes part. Calls that change something come from programs, which act as
    caseworkers or as the country's contact point."""

    scopes = {"read": "working_group:read", "write": "working_group:write"}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        actor = require_actor()
        changes = request.method not in SAFE_METHODS
        if not can_see_group(actor) or (changes and actor.role not in CASE_ROLES):
            raise NotFound

    @property
    def actor(self) -> Actor:
        """Whoever asks."""
        return require_actor()


def page(
    request: Request,
    rows: "QuerySet[Any]",
    show: Callable[[Any], Shown],
    *,
    column: str,
    size: int | None,
) -> Shown:
    """One page, the newest first by `column`, with the addresses beside it. Raises ValidationError
    for a cursor that no page gave."""
    cursor = cursor_of(request, is_cursor)
    found = page_of(rows, cursor, column=column, size=size or USUAL)
    return {
        "next": address_of(request, found.following),
        "previous": address_of(request, found.previous),
        "results": [show(row) for row in found.rows],
    }
