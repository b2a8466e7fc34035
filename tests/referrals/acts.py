"""What people do in many tests of the referral's life, said once."""

from datetime import date, timedelta

from accounts.models import Membership
from referrals.models import Referral
from referrals.selectors import read_identity
from referrals.services import answering
from referrals.services.answering import Offer
from referrals.services.drafts import ConsentDetails
from tests.factories import NOW, acting, request_to

LATER = NOW + timedelta(minutes=20)
NO_TERMS = Offer()


def accept(referral: Referral, person: Membership, offer: Offer = NO_TERMS) -> None:
    with acting(person):
        request = request_to(referral, person).pk
        answering.accept(referral.pk, request, now=LATER, offer=offer)


def reads_identity(referral: Referral, person: Membership) -> bool:
    with acting(person):
        return read_identity(referral.pk, purpose="contact") is not None


def consent_for(*people: Membership, basis: str = "explicit_consent") -> ConsentDetails:
    return ConsentDetails(basis, date(2026, 3, 2), tuple(p.organisation_id for p in people))
