"""When the term of a referral begins to run, and where it ends: data of each country's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contacts.models import CountryRule
from contacts.selectors import rule_in_force
from protection.prepared import Given, Prepared
from protection.retention import add_months

from .codes import UNSETTLED_REQUEST, Ground, RequestState, State
from .models import Referral, Request, Retention

# Where a country has no rule of its own: GDPR art. 5(1)(e), no longer than necessary.
DEFAULT_MONTHS = {Ground.CLOSED: 36, Ground.ENDED: 6}
DAYS_A_MONTH = 30
_RETENTION = Prepared(lambda: Retention.objects.filter(pk=Given("id")))


def ground_of(referral: Referral, requests: Iterable[Request]) -> str:
    """Why the term runs, "" while the referral is open.

    Closed without a handover means that nobody could help; so does an answered referral of which
    every recipient declined.
    """
    if referral.state == State.CLOSED:
        return Ground.CLOSED if referral.handed_over_at else Ground.ENDED
    if referral.state == State.WITHDRAWN:
        return Ground.ENDED
    settled = {*UNSETTLED_REQUEST, RequestState.CHOSEN}
    if referral.state == State.ANSWERED and not any(r.state in settled for r in requests):
        return Ground.ENDED
    return ""


def keep_term(referral: Referral, requests: Iterable[Request], now: datetime) -> None:
    """Write down whether the term runs, and from when; called with every move by the one writer."""
    ground = ground_of(referral, requests)
    ended = (referral.closed_at or referral.withdrawn_at or now) if ground else None
    Retention.objects.bulk_create(
        [
            Retention(
                referral=referral,
                sender_organisation_id=referral.sender_organisation_id,
                sender_country=referral.sender_country,
                reference=referral.reference,
                ground=ground,
                since=ended,
            )
        ],
        update_conflicts=True,
        unique_fields=["referral"],
        update_fields=["ground", "since"],
    )


def months_kept(country: str, ground: str, on: date) -> int:
    """How many months a country keeps what ended so, by its rule in force on a day."""
    rule = rule_in_force(country, f"retention_{ground}", on)
    if rule is None:
        return DEFAULT_MONTHS[Ground(ground)]
    if rule.unit == CountryRule.Unit.DAYS:
        return max(1, rule.value // DAYS_A_MONTH)
    return rule.value


@dataclass(frozen=True)
class Term:
    """The term as a page shows it. `ends_on` is None while the referral is open."""

    retention: Retention
    ends_on: date | None

    @property
    def held(self) -> bool:
        return self.retention.held

    def review_is_due(self, today: date) -> bool:
        """Whether the day has come to look at the hold again."""
        review = self.retention.hold_review_on
        return review is not None and review <= today


def term_of(retention: Retention, today: date) -> Term:
    """The term of one referral, by the rule of its sender's country."""
    if retention.since is None:
        return Term(retention, None)
    months = months_kept(retention.sender_country, retention.ground, today)
    return Term(retention, add_months(retention.since, months).date())


def term_for(referral_id: UUID, today: date) -> Term | None:
    """The term of a referral that the actor may see; None for a draft."""
    retention = _RETENTION.first(id=referral_id)
    return term_of(retention, today) if retention else None
