"""Received, sent and drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from contacts import codes
from referrals import lists
from referrals.codes import Side, State
from referrals.labels import STATE_KINDS, state_label
from referrals.models import Party

from .common import case_worker, for_case_workers

GROUP_LABELS: dict[str, Promise] = {
    "to_answer": _("To answer"),
    "waiting": _("Waiting for the sender"),
    "awaiting": _("Awaiting an answer"),
    "answered": _("Answered: your turn"),
    "agreed": _("Agreed"),
    "ended": _("Ended"),
}


@dataclass(frozen=True)
class List:
    """What the three lists, one template, name differently."""

    name: str
    title: Promise
    caption: Promise
    label_other: Promise
    label_at: Promise


RECEIVED = List(
    "received",
    _("Received referrals"),
    _("Received referrals, newest first"),
    _("From"),
    _("Received on"),
)
SENT = List("sent", _("Sent referrals"), _("Sent referrals, newest first"), _("To"), _("Sent on"))
DRAFTS = List(
    "drafts", _("Drafts"), _("Drafts, newest first"), _("Country of destination"), _("Begun")
)


@dataclass(frozen=True)
class Choice:
    """One line of a filter."""

    value: str
    label: str
    chosen: bool


@require_safe
@for_case_workers
def received(request: HttpRequest) -> HttpResponse:
    """What others ask this organisation."""
    rows = lists.received(case_worker())
    return _list(request, RECEIVED, rows, lists.RECEIVED_GROUPS)


@require_safe
@for_case_workers
def sent(request: HttpRequest) -> HttpResponse:
    """What this organisation asked others."""
    return _list(request, SENT, lists.sent(case_worker()), lists.SENT_GROUPS)


@require_safe
@for_case_workers
def drafts(request: HttpRequest) -> HttpResponse:
    """What this organisation has not sent yet."""
    return _list(request, DRAFTS, lists.drafts(case_worker()), {})


def _line(row: lists.Row) -> dict[str, str | bool]:
    """A row in words: what a template would otherwise look up and format cell by cell, which
    took most of the page's time. A case's own texts are escaped by the template."""
    party = row.party
    at, at_shown = _moment(party.sort_at)
    due, due_shown = _moment(party.due_at) if party.due_at else ("", "")
    return {
        "url": row.url,
        "reference": party.reference,
        "referral": str(party.referral_id),
        "other": _other_side(row),
        "urgency": _in_short(codes.label("urgency", party.urgency)) if party.urgency else "",
        "state": state_label(party.state),
        "kind": STATE_KINDS[party.state],
        "due": due,
        "due_shown": due_shown,
        "overdue": row.overdue,
        "at": at,
        "at_shown": at_shown,
    }


def _other_side(row: lists.Row) -> str:
    """Who asks, or who was asked, with the country; of a draft the country alone."""
    party = row.party
    if party.state == State.DRAFT:
        return party.destination_country or "–"
    if party.side == Side.SENDER:
        return f"{row.other or gettext('Contact point')} ({party.destination_country})"
    return f"{row.other} ({party.sender_country})"


def _in_short(urgency: str) -> str:
    """How urgent, without the explanation that follows a dash in some labels."""
    return urgency.partition(" – ")[0]


def _moment(at: datetime) -> tuple[str, str]:
    """A time for machines (ISO 8601) and for readers."""
    local = timezone.localtime(at)
    return local.isoformat(), date_format(local, "SHORT_DATETIME_FORMAT")


def _list(
    request: HttpRequest,
    kind: List,
    rows: QuerySet[Party],
    groups: Mapping[str, frozenset[str]],
) -> HttpResponse:
    """Filters live in the address; one that is not known is left out, not an error."""
    now = timezone.now()
    group = request.GET.get("group", "")
    states = groups.get(group)
    urgencies = codes.choices("urgency")
    urgency = request.GET.get("urgency", "")
    if urgency not in {code for code, _label in urgencies}:
        urgency = ""
    found = lists.narrowed(rows, states=states, urgency=urgency)
    page = lists.page_of(found, lists.Cursor.decode(request.GET.get("at", "")), now=now)
    kept = {"group": group if states is not None else "", "urgency": urgency}
    count = lists.capped_count(found)
    return render(
        request,
        "referrals/list.html",
        {
            "list": kind,
            "lines": [_line(row) for row in page.rows],
            "count": min(count, lists.COUNT_CAP),
            "count_is_capped": count > lists.COUNT_CAP,
            "groups": [Choice(g, str(GROUP_LABELS[g]), g == group) for g in groups],
            "urgencies": [
                Choice(code, _in_short(label), code == urgency) for code, label in urgencies
            ],
            "filtered": any(kept.values()),
            "previous_url": _address(kept, page.previous),
            "next_url": _address(kept, page.following),
        },
    )


def _address(kept: dict[str, str], cursor: str | None) -> str:
    if cursor is None:
        return ""
    return "?" + urlencode({**{k: v for k, v in kept.items() if v}, "at": cursor})
