"""What was delivered to a webhook, as its page tells it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referrals.labels import EVENT_TITLES
from referrals.lists import Cursor
from referrals.models import Webhook, WebhookDelivery

from .registering import TEST

PAGE_SIZE = 25
State = WebhookDelivery.State
KINDS: dict[str, str] = {State.WAITING: "info", State.DELIVERED: "good", State.FAILED: "bad"}
# Why there was no answer: the codes of `sending`.
ERRORS: dict[str, Promise] = {
    "address": _("the address leads into a closed network, where the portal sends nothing"),
    "name": _("the name of the address is not known"),
    "certificate": _("the certificate of the address is not valid"),
    "time": _("there was no answer in time"),
    "connection": _("there was no connection"),
    "answer": _("the answer was not one of the web"),
}


@dataclass(frozen=True)
class Line:
    """One delivery in words. `result` says what came of the last attempt, "" before the first."""

    delivery: WebhookDelivery
    title: str
    state: str
    kind: str
    result: str
    may_send_again: bool


@dataclass(frozen=True)
class Page:
    """The newest first; `following` is the cursor of older ones, or ""."""

    lines: list[Line]
    following: str


def read_page(webhook: Webhook, cursor: Cursor | None) -> Page:
    """A page of deliveries, in one query."""
    rows = WebhookDelivery.objects.filter(webhook=webhook)
    if cursor is not None:
        rows = rows.filter(
            Q(at__lt=cursor.sort_at) | Q(at=cursor.sort_at, id__lt=cursor.row_id),
        )
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    following = Cursor(shown[-1].at, shown[-1].pk).encode() if len(found) > PAGE_SIZE else ""
    return Page([_line(row, on=not webhook.off) for row in shown], following)


def _line(row: WebhookDelivery, *, on: bool) -> Line:
    title = _("Test event") if row.kind == TEST else EVENT_TITLES[row.kind.partition(".")[2]]
    result = ERRORS[row.error] if row.error else ""
    if row.status:
        result = _("it answered %(status)s") % {"status": row.status}
    return Line(
        delivery=row,
        title=str(title),
        state=str(State(row.state).label),
        kind=KINDS[row.state],
        result=str(result),
        may_send_again=on and row.state != State.WAITING,
    )
