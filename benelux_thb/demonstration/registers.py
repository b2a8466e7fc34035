"""The two registers of data protection in the demonstration: four requests and two breaches."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model

from accounts.models import Role
from referrals.codes import State
from rights.codes import Decision, IdentityCheck, Kind, Refusal, Risk
from rights.codes import State as RequestState
from rights.deadlines import answer_by, extended_from, notify_by
from rights.models import Breach, LinkedReferral, PersonRequest
from rights.registers import seal

from .cast import Cast
from .life import Life

SLUG = "payoke"
DAY = timedelta(days=1)
ASKED = "Wil weten met wie haar gegevens zijn gedeeld, en een kopie."
WRONG = "De geboortedatum klopt niet."
MAIL = "Een overzicht zonder namen is naar een verkeerd adres binnen de organisatie gestuurd."


def rows(cast: Cast, lives: list[Life], now: datetime) -> Iterator[Model]:
    """All of it; written in this order."""
    access = _request(cast, 1, Kind.ACCESS, now - 24 * DAY, ASKED, now)
    access.state, access.identity_check = RequestState.CHECKED, IdentityCheck.KNOWN
    access.checked_at = now - 23 * DAY
    late = _request(cast, 2, Kind.RECTIFICATION, now - 40 * DAY, WRONG, now)
    long = _request(cast, 3, Kind.ACCESS, now - 45 * DAY, ASKED, now)
    long.extension_reason, long.extension_told_on = "complex", (now - 30 * DAY).date()
    long.extended_to = extended_from(long.country, long.due_on)
    settled = _request(cast, 4, Kind.ERASURE, now - 90 * DAY, "", now)
    settled.state, settled.answered_on = RequestState.ANSWERED, (now - 80 * DAY).date()
    settled.identity_check, settled.answered_by = IdentityCheck.DOCUMENT, "letter"
    settled.decision, settled.refusal = Decision.REFUSED, Refusal.CLAIMS
    settled.decided_at, settled.decided_by_id = now - 81 * DAY, settled.recorded_by_id
    yield from (access, late, long, settled)
    own = (life for life in lives if life.sender.organisation.slug == SLUG)
    sent = next((life for life in own if life.referral.state != State.DRAFT), None)
    if sent:
        yield LinkedReferral(
            id=UUID(int=41),
            request=access,
            referral=sent.referral,
            organisation_id=access.organisation_id,
            reference=sent.referral.reference,
        )
    yield _breach(cast, 1, now - timedelta(hours=20), "", now)
    closed = _breach(cast, 2, now - 60 * DAY, Risk.UNLIKELY, now)
    closed.closed_at = now - 58 * DAY
    yield closed


def _request(
    cast: Cast, number: int, kind: Kind, came: datetime, text: str, now: datetime
) -> PersonRequest:
    lead = cast.person(SLUG, Role.TEAM_LEAD)
    country = lead.organisation.country_id or ""
    row = PersonRequest(
        id=UUID(int=20 + number),
        reference=f"RQST-000{number}",
        organisation=lead.organisation,
        country=country,
        recorded_by=lead.user,
        recorded_at=came,
        kind=kind,
        received_on=came.date(),
        received_by="phone",
        due_on=answer_by(country, came.date()),
        reminded_at=now,  # a new portal does not begin with mails
        reminded_late_at=now,
    )
    seal(row, "details", text)
    return row


def _breach(cast: Cast, number: int, found: datetime, risk: str, now: datetime) -> Breach:
    lead = cast.person(SLUG, Role.TEAM_LEAD)
    country = lead.organisation.country_id or ""
    row = Breach(
        id=UUID(int=30 + number),
        reference=f"BRCH-000{number}",
        organisation=lead.organisation,
        country=country,
        recorded_by=lead.user,
        recorded_at=found,
        changed_at=found,
        discovered_at=found,
        due_at=notify_by(country, found),
        kinds=["confidentiality"],
        categories=["staff"],
        persons=3,
        risk=risk,
    )
    seal(row, "description", MAIL)
    return row
