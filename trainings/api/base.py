"""Who may ask, whose place a program takes, and a list a page at a time."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.machine.filling import errors_of
from accounts.models import Role
from accounts.service_accounts import ApiToken
from protection.actor import Actor, acting_as, require_actor
from trainings.permissions import can_see_trainings

CURSOR, SIZE = "cursor", "pageSize"
LARGEST, USUAL = 100, 20
READ, NOMINATE = "trainings:read", "trainings:nominate"
# What the lists give to go on from: a value of their order, and a row.
_KEY = re.compile(r"[0-9T:.+\-]{1,40}[_~][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Shown = dict[str, Any]


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


class ListForm(forms.Form):
    """The filters of a list; every one may be left out."""

    pageSize = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)  # noqa: N815


def said_in(request: Request, form_class: type[ListForm]) -> dict[str, Any]:
    """The filters of an address, with `size` and `after`. Raises ValidationError for what is none:
    a misspelt filter would otherwise give the whole list as if it were narrowed."""
    form = form_class(request.query_params)
    if unknown := set(request.query_params) - {*form.fields, CURSOR}:
        told = ErrorDetail(_("This is not asked here."), code="unknown")
        raise ValidationError({name: [told] for name in sorted(unknown)})
    if not form.is_valid():
        raise ValidationError(errors_of(form))
    after = request.query_params.get(CURSOR, "")
    if after and not _KEY.fullmatch(after):
        message = _("This is not a cursor that a page of this list gave.")
        raise ValidationError({CURSOR: [ErrorDetail(message, code="invalid")]})
    size = form.cleaned_data.pop(SIZE) or USUAL
    return {**form.cleaned_data, "size": size, "after": after}


def page(
    request: Request, rows: Iterable[Any], show: Callable[[Any], Shown], *, following: str
) -> Shown:
    """One page; `following` is the key of what comes after it, "" at the end."""
    query = request.query_params.copy()
    query[CURSOR] = following
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"next": address if following else None, "results": [show(row) for row in rows]}
