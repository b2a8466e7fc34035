"""The rows of received, sent and drafts as HTML: templates/referrals/list_row.html."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from contacts import codes
from contacts.drawing import draw_row

from .clock import hour_in_short
from .codes import Side, State
from .expiry import days_left
from .filter_fields import in_short
from .labels import STATE_KINDS, state_label
from .lists import NO_ID, RECEIVED_GROUPS, SENT_GROUPS, Row

ENDED = RECEIVED_GROUPS["ended"] | SENT_GROUPS["ended"]


def draw_rows(
    rows: list[Row],
    workers: Mapping[object, str],
    *,
    label_other: Promise,
    label_at: Promise,
    now: datetime,
) -> SafeString:
    """All rows of a page; empty for none. `workers`: referral id to who works on it. The labels
    are those of the other side's column and of the time by which the list is sorted."""
    # Reversing an address costs more than the rest of a row: it is done once for all of them.
    claim, delete = (
        reverse(f"referrals:{name}", args=[NO_ID]) for name in ("claim", "delete_draft")
    )
    labels = {"label_other": str(label_other), "label_at": str(label_at)}
    drawn = []
    for row in rows:
        party = row.party
        referral = str(party.referral_id)
        worker = workers.get(party.referral_id, "")
        is_draft = party.state == State.DRAFT
        shape = {
            **labels,
            "is_draft": is_draft,
            "days_left": days_left(party.sort_at, now) if is_draft else 0,
            "state": state_label(party.state),
            "kind": STATE_KINDS[party.state],
            "has_due": party.due_at is not None,
            "overdue": row.overdue,
            "to_claim": not worker and party.state not in ENDED,
        }
        words = {
            "url": row.url,
            "reference": party.reference,
            "other": _other_side(row),
            "urgency": in_short(codes.label("urgency", party.urgency)) if party.urgency else "–",
            "at": party.sort_at.isoformat(),
            "at_shown": date_format(timezone.localtime(party.sort_at), "SHORT_DATETIME_FORMAT"),
            **_due(row),
            "worker": worker or "–",
            "claim_url": claim.replace(str(NO_ID), referral),
            "delete_url": delete.replace(str(NO_ID), referral),
        }
        drawn.append((draw_row("referrals/list_row.html", shape, words),))
    return format_html_join("", "{}", drawn)


def _due(row: Row) -> dict[str, str]:
    party = row.party
    if party.due_at is None:
        return {"due": "", "due_shown": ""}
    country = party.sender_country if party.side != Side.SENDER else party.destination_country
    return {"due": party.due_at.isoformat(), "due_shown": hour_in_short(party.due_at, country)}


def _other_side(row: Row) -> str:
    """Who asks, or who was asked, with the country; of a draft the country alone."""
    party = row.party
    if party.state == State.DRAFT:
        return party.destination_country or "–"
    if party.side == Side.SENDER:
        return f"{row.other or gettext('Contact point')} ({party.destination_country})"
    return f"{row.other} ({party.sender_country})"
