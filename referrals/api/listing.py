"""The list of one's own organisation: the filters of an address, a page at a time."""

from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from contacts import codes
from contacts.models import Country
from protection.actor import require_actor
from referrals import lists
from referrals.codes import RequestState, State
from referrals.models import Party

from . import showing
from .said import errors_of

SENT, RECEIVED = "sent", "received"
STATES = sorted({*State, *RequestState} - {State.DRAFT, RequestState.QUEUED})


class ListFilters(forms.Form):
    """What a list is narrowed to; every filter may be left out."""

    side = forms.ChoiceField(
        choices=[(SENT, gettext_lazy("Sent")), (RECEIVED, gettext_lazy("Received"))],
        required=False,
    )
    state = forms.ChoiceField(choices=[(state, state) for state in STATES], required=False)
    country = forms.ChoiceField(
        choices=lambda: [(c.pk, c.pk) for c in Country.objects.filter(in_portal=True)],
        required=False,
    )
    urgency = forms.ChoiceField(choices=lambda: codes.choices("urgency"), required=False)


def list_page(request: Request, *, now: datetime) -> showing.Shown:
    """One page, the newest first. Raises ValidationError for a filter or cursor that is none."""
    form = ListFilters(request.query_params)
    if not form.is_valid():
        raise ValidationError(errors_of(form))
    side = form.cleaned_data["side"] or RECEIVED
    text = request.query_params.get("cursor")
    cursor = lists.Cursor.decode(text) if text else None
    if text and cursor is None:
        message = _("This is not a cursor that a page of this list gave.")
        raise ValidationError({"cursor": [ErrorDetail(message, code="invalid")]})
    page = lists.page_of(_rows(side, form), cursor, now=now)
    return {
        "next": _address(request, page.following),
        "previous": _address(request, page.previous),
        "results": [showing.line(row) for row in page.rows],
    }


def _rows(side: str, form: ListFilters) -> QuerySet[Party]:
    actor, said = require_actor(), form.cleaned_data
    rows = lists.sent(actor) if side == SENT else lists.received(actor)
    # The country of the other side: where it goes, or where it comes from.
    other = "destination_country" if side == SENT else "sender_country"
    wanted = {"state": said["state"], "urgency": said["urgency"], other: said["country"]}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def _address(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = request.query_params.copy()
    query["cursor"] = cursor
    address: str = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return address
