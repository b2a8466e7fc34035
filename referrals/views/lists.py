"""Received, sent and drafts; and what comes to a country's contact point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import Role
from protection.actor import Actor
from protection.prepared import Given, Prepared
from referrals import inbox, lists
from referrals.filter_fields import ALL, SORT_LABELS, code_options, options
from referrals.inbox import Filters
from referrals.list_rows import draw_rows
from referrals.models import Party, SavedFilter

from .common import case_worker, for_case_workers

GROUP_LABELS: dict[str, Promise] = {
    "to_answer": _("To answer"),
    "waiting": _("Waiting for the sender"),
    "awaiting": _("Awaiting an answer"),
    "answered": _("Answered: your turn"),
    "agreed": _("Agreed"),
    "ended": _("Ended"),
}
TAB_LABELS: dict[str, Promise] = {
    inbox.UNCLAIMED: _("Nobody’s yet"),
    inbox.MINE: _("Mine"),
    inbox.TEAM: _("Our team’s"),
}


@dataclass(frozen=True)
class List:
    """What the lists, one template, name differently. `groups` are states it narrows to."""

    name: str
    title: Promise
    caption: Promise
    label_other: Promise
    label_at: Promise
    rows: Callable[[Actor], QuerySet[Party]]
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("referrals:list" if self.name == "received" else f"referrals:{self.name}")


RECEIVED = List(
    "received",
    _("Received referrals"),
    _("Received referrals"),
    _("From"),
    _("Received on"),
    lists.received,
    lists.RECEIVED_GROUPS,
)
SENT = List(
    "sent",
    _("Sent referrals"),
    _("Sent referrals"),
    _("To"),
    _("Sent on"),
    lists.sent,
    lists.SENT_GROUPS,
)
DRAFTS = List(
    "drafts",
    _("Drafts"),
    _("Drafts, newest first"),
    _("Country of destination"),
    _("Last saved"),
    lists.drafts,
)
LISTS = {kind.name: kind for kind in (RECEIVED, SENT, DRAFTS)}


@dataclass(frozen=True)
class Tab:
    """A part of the list: nobody's, mine, the team's, with how many fit the filters."""

    label: str
    url: str
    current: bool
    count: str


@require_safe
@for_case_workers
def received(request: HttpRequest) -> HttpResponse:
    """What others ask this organisation."""
    return show_list(request, RECEIVED)


@require_safe
@for_case_workers
def sent(request: HttpRequest) -> HttpResponse:
    """What this organisation asked others."""
    return show_list(request, SENT)


@require_safe
@for_case_workers
def drafts(request: HttpRequest) -> HttpResponse:
    """What this organisation has not sent yet."""
    return show_list(request, DRAFTS)


def show_list(request: HttpRequest, kind: List) -> HttpResponse:
    """A list, narrowed and sorted as its address says."""
    now, actor = timezone.now(), case_worker()
    filters = Filters.read(request.GET, kind.groups)
    whole = kind.rows(actor)
    if not kind.groups:  # drafts
        page = lists.page_of(whole, _cursor(request), now=now)
        count = inbox.capped(whole, lists.COUNT_CAP)
        context = _frame(kind, filters, page, count, {}, now)
        return render(request, "referrals/list.html", context)
    mine = inbox.worked_on_as(actor, now=now)
    team = inbox.narrowed(whole, filters.of_tab(inbox.TEAM), kind.groups, actor, now=now, mine=mine)
    shown = inbox.of_whom(team, filters.who, kind.groups, actor, mine=mine)
    page = lists.page_of(shown, _cursor(request), now=now, sort=filters.sort)
    counts = inbox.count_tabs(team, kind.groups, actor, mine=mine, cap=lists.COUNT_CAP)
    workers = inbox.workers(actor, [row.party for row in page.rows])
    context = _frame(kind, filters, page, counts[filters.who], workers, now)
    context |= {
        "team_tabs": [_tab(filters, who, counts[who]) for who in inbox.TABS],
        "groups": options(
            f"{kind.name} groups",
            [("", ALL), *((g, GROUP_LABELS[g]) for g in kind.groups)],
            filters.group,
        ),
        "urgencies": code_options("urgency", filters.urgency),
        "countries": code_options("country", filters.country),
        "needs": code_options("need", filters.need),
        "sorts": options("sorts", SORT_LABELS.items(), filters.sort),
        "saved": _saved(actor, kind),
        "query": filters.query(),
        "on_duty_list": actor.role == Role.CONTACT_POINT,
    }
    return render(request, "referrals/list.html", context)


def _cursor(request: HttpRequest) -> lists.Cursor | None:
    return lists.Cursor.decode(request.GET.get("at", ""))


def _frame(
    kind: List,
    filters: Filters,
    page: lists.Page,
    count: int,
    workers: Mapping[object, str],
    now: datetime,
) -> dict[str, object]:
    """What every list shows."""
    rows = draw_rows(
        page.rows, workers, label_other=kind.label_other, label_at=kind.label_at, now=now
    )
    return {
        "list": kind,
        "filters": filters,
        "rows": rows,
        "count": min(count, lists.COUNT_CAP),
        "count_is_capped": count > lists.COUNT_CAP,
        "filtered": filters.narrows or bool(filters.who),
        "previous_url": f"?{filters.query(at=page.previous)}" if page.previous else "",
        "next_url": f"?{filters.query(at=page.following)}" if page.following else "",
    }


def _tab(filters: Filters, who: str, number: int) -> Tab:
    return Tab(
        label=str(TAB_LABELS[who]),
        url=f"?{filters.of_tab(who).query()}",
        current=filters.who == who,
        count=f"{inbox.TAB_CAP}+" if number > inbox.TAB_CAP else str(number),
    )


_SAVED = Prepared(
    lambda: SavedFilter.objects.filter(user=Given("user"), list_name=Given("kind"))[:30]
)


def _saved(actor: Actor, kind: List) -> list[dict[str, str]]:
    """The reader's own filters of this list."""
    rows = _SAVED.rows(user=actor.user_id, kind=kind.name)
    return [{"id": str(row.pk), "name": row.name, "url": f"?{row.query}"} for row in rows]
