"""Who may ask, and a list a page at a time."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.machine.filling import errors_of
from accounts.models import CASE_ROLES
from protection.actor import Actor, require_actor
from workinggroup.paging import is_cursor, page_of
from workinggroup.permissions import can_see_group

CURSOR, SIZE = "cursor", "pageSize"
LARGEST, USUAL = 100, 25
Shown = dict[str, Any]


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


class ListForm(forms.Form):
    """The filters of a list; every one may be left out."""

    pageSize = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)  # noqa: N815


def said_in(request: Request, form_class: type[ListForm]) -> dict[str, Any]:
    """The filters of an address. Raises ValidationError for what is none: a misspelt filter would
    otherwise give the whole list as if it were narrowed."""
    form = form_class(request.query_params)
    if unknown := set(request.query_params) - {*form.fields, CURSOR}:
        told = ErrorDetail(_("This is not asked here."), code="unknown")
        raise ValidationError({name: [told] for name in sorted(unknown)})
    if not form.is_valid():
        raise ValidationError(errors_of(form))
    return form.cleaned_data


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
    cursor = request.query_params.get(CURSOR, "")
    if cursor and not is_cursor(cursor):
        message = _("This is not a cursor that a page of this list gave.")
        raise ValidationError({CURSOR: [ErrorDetail(message, code="invalid")]})
    found = page_of(rows, cursor, column=column, size=size or USUAL)
    return {
        "next": _address(request, found.following),
        "previous": _address(request, found.previous),
        "results": [show(row) for row in found.rows],
    }


def _address(request: Request, cursor: str) -> str | None:
    if not cursor:
        return None
    query = request.query_params.copy()
    query[CURSOR] = cursor
    address: str = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return address
