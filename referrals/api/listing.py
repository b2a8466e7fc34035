"""The list of one's own organisation: the filters of an address, a page at a time."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request

from accounts.machine.lists import SIZE, ListForm, address_of, cursor_of, filters_of
from contacts import codes
from contacts.models import Country
from protection.actor import require_actor
from referrals import lists
from referrals.codes import RequestState, State
from referrals.inbox import Filters, narrowed
from referrals.models import Event, Party

from . import showing

SENT, RECEIVED = "sent", "received"
STATES = sorted({*State, *RequestState} - {State.DRAFT, RequestState.QUEUED})


class ListFilters(ListForm):
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
    need = forms.ChoiceField(choices=lambda: codes.choices("need"), required=False)
    overdue = forms.ChoiceField(choices=[("true", "true"), ("false", "false")], required=False)
    since = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    until = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    changedSince = forms.CharField(required=False)  # noqa: N815 - as the address says it

    def clean_changedSince(self) -> datetime | None:  # noqa: N802 - of the field above
        text = self.cleaned_data["changedSince"]
        try:
            # A “+” of an address that was not escaped arrives as a space.
            moment = parse_datetime(text.replace(" ", "+")) if text else None
        except ValueError:
            moment = None
        if text and (moment is None or timezone.is_naive(moment)):
            raise forms.ValidationError(_("Write a moment with its zone: 2026-11-22T09:30:00Z."))
        return moment


def list_page(request: Request, *, now: datetime) -> showing.Shown:
    """One page, the newest first. Raises ValidationError for a filter or cursor that is none."""
    said = filters_of(request, ListFilters)
    side = said["side"] or RECEIVED
    text = cursor_of(request, lists.Cursor.decode)
    cursor = lists.Cursor.decode(text) if text else None
    size = said[SIZE] or lists.PAGE_SIZE
    page = lists.page_of(_rows(side, said, now=now), cursor, now=now, size=size)
    return {
        "next": address_of(request, page.following),
        "previous": address_of(request, page.previous),
        "results": [showing.line(row) for row in page.rows],
    }


def _rows(side: str, said: dict[str, Any], *, now: datetime) -> QuerySet[Party]:
    actor = require_actor()
    rows = lists.sent(actor) if side == SENT else lists.received(actor)
    filters = Filters(
        urgency=said["urgency"],
        country=said["country"],
        need=said["need"],
        overdue=said["overdue"] == "true",
        since=said["since"],
        until=said["until"],
    )
    rows = narrowed(rows, filters, {}, actor, now=now, mine=[])
    if said["state"]:
        rows = rows.filter(state=said["state"])
    if since := said["changedSince"]:
        # Row security leaves out what concerns another recipient alone.
        happened = Event.objects.filter(referral_id=OuterRef("referral_id"), at__gte=since)
        rows = rows.filter(Exists(happened))
    return rows
