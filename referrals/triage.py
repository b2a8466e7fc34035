"""What waits for a country's contact point: the requests to it, and the late ones of others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from protection.actor import Actor

from .codes import AWAITING_RECIPIENT, Side
from .inbox import DEADLINE
from .lists import NO_ID, Cursor, Page, Row, page_of
from .models import Party, Request


@dataclass(frozen=True)
class TriageRow:
    """A row and where its buttons lead. `of_another`: asked of an organisation, passed on to it or
    called in when it was late; its answer is written down for it."""

    row: Row
    of_another: bool
    yes_url: str
    no_url: str
    pass_on_url: str


def waiting(actor: Actor) -> QuerySet[Party]:
    """The requests that the actor's contact point may answer or pass on now."""
    return Party.objects.filter(
        organisation_id=actor.organisation_id,
        side=Side.CONTACT_POINT,
        state__in=sorted(AWAITING_RECIPIENT),
        ends_at__isnull=True,
        due_at__isnull=False,
    )


def with_buttons(page: Page) -> list[TriageRow]:
    """Each row with its moves; one query, whatever the number of rows."""
    wanted = [row.party.request_id for row in page.rows if row.party.request_id]
    asked = dict(Request.objects.filter(pk__in=wanted).values_list("pk", "to_contact_point"))
    # Reversed once and filled in for each row, as in lists.
    pattern = reverse("referrals:request_move", args=[NO_ID, UUID(int=1), "move"])

    def address(party: Party, slug: str) -> str:
        filled = pattern.replace(str(NO_ID), str(party.referral_id))
        filled = filled.replace(str(UUID(int=1)), str(party.request_id))
        return filled.removesuffix("move/") + f"{slug}/"

    rows = []
    for row in page.rows:
        of_another = not asked.get(row.party.request_id or NO_ID, True)
        rows.append(
            TriageRow(
                row=row,
                of_another=of_another,
                yes_url=address(row.party, "record-yes" if of_another else "accept"),
                no_url=address(row.party, "record-no" if of_another else "decline"),
                pass_on_url=address(row.party, "pass-on"),
            )
        )
    return rows


def triage_page(actor: Actor, cursor: Cursor | None, *, now: datetime) -> Page:
    """The nearest answer time first: what is most urgent and has waited longest."""
    return page_of(waiting(actor), cursor, now=now, sort=DEADLINE)
