"""The list of one's own organisation: the filters of an address, a page at a time."""

from datetime import datetime

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from contacts import codes
from contacts.models import Country
from protection.actor import require_actor
from referrals import lists
from referrals.codes import RequestState, State
from referrals.inbox import Filters, narrowed
from referrals.models import Event, Party

from . import showing
from .said import errors_of

SENT, RECEIVED = "sent", "received"
CURSOR = "cursor"
LARGEST = 100
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
    need = forms.ChoiceField(choices=lambda: codes.choices("need"), required=False)
    overdue = forms.ChoiceField(choices=[("true", "true"), ("false", "false")], required=False)
    since = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    until = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    changedSince = forms.CharField(required=False)  # noqa: N815 - as the address says it
    pageSize = forms.IntegerField(  # noqa: N815
        min_value=1, max_value=LARGEST, required=False
    )

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
    form = ListFilters(request.query_params)
    # A filter that is misspelt would otherwise give the whole list, as if it were narrowed.
    if unknown := set(request.query_params) - {*form.fields, CURSOR}:
        told = ErrorDetail(_("This is not asked here."), code="unknown")
        raise ValidationError({name: [told] for name in sorted(unknown)})
    if not form.is_valid():
        raise ValidationError(errors_of(form))
    side = form.cleaned_data["side"] or RECEIVED
    text = request.query_params.get(CURSOR)
    cursor = lists.Cursor.decode(text) if text else None
    if text and cursor is None:
        message = _("This is not a cursor that a page of this list gave.")
        raise ValidationError({CURSOR: [ErrorDetail(message, code="invalid")]})
    size = form.cleaned_data["pageSize"] or lists.PAGE_SIZE
    page = lists.page_of(_rows(side, form, now=now), cursor, now=now, size=size)
    return {
        "next": _address(request, page.following),
        "previous": _address(request, page.previous),
        "results": [showing.line(row) for row in page.rows],
    }


def _rows(side: str, form: ListFilters, *, now: datetime) -> QuerySet[Party]:
    actor, said = require_actor(), form.cleaned_data
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


def _address(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = request.query_params.copy()
    query[CURSOR] = cursor
    address: str = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return address
