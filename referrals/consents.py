"""What the pages show of a referral's consents."""

from dataclasses import dataclass
from uuid import UUID

from contacts.models import Organisation
from contacts.selectors import named
from protection.prepared import Given, Prepared

from .models import Consent, ConsentRecipient

_TERMS = Prepared(
    lambda: (
        ConsentRecipient.objects.filter(referral_id=Given("id"))
        .select_related("organisation")
        .only("consent_id", "withheld", *named("organisation"))
        .order_by("organisation__name", "pk")
    )
)


@dataclass(frozen=True)
class ConsentTerm:
    """One recipient that a consent names, and the fields of the identity withheld from it."""

    organisation: Organisation
    withheld: list[str]


@dataclass(frozen=True)
class ConsentRecord:
    """One record of the history."""

    consent: Consent
    terms: list[ConsentTerm]
    recorded_by: str


def terms_by_consent(referral_id: UUID) -> dict[UUID, list[ConsentTerm]]:
    """The terms of every consent of a referral that the reader may see, in one query."""
    found: dict[UUID, list[ConsentTerm]] = {}
    for row in _TERMS.rows(id=referral_id):
        found.setdefault(row.consent_id, []).append(ConsentTerm(row.organisation, row.withheld))
    return found


def read_history(referral_id: UUID) -> list[ConsentRecord]:
    """Every record, the one in force first, then the newest."""
    terms = terms_by_consent(referral_id)
    consents = Consent.objects.filter(referral_id=referral_id).select_related("recorded_by")
    ordered = sorted(consents, key=lambda c: c.recorded_at, reverse=True)
    ordered.sort(key=lambda c: c.withdrawn_at is not None)
    return [ConsentRecord(c, terms.get(c.pk, []), str(c.recorded_by)) for c in ordered]
