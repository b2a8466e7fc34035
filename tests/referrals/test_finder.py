"""Who can help: ranked by the form's own answers, and by nobody else's cases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership
from contacts.models import Capacity, Organisation, Service
from referrals.finder import Found, Wanted, matching, rank
from referrals.services import answering
from tests.factories import (
    NOW,
    MembershipFactory,
    OrganisationFactory,
    ReferralFactory,
    acting,
    request_to,
)

pytestmark = pytest.mark.django_db
DUTCH = ("jade", "fier", "fairwork", "moviera")


def ranked(sender: Membership, wanted: Wanted, *slugs: str) -> list[Found]:
    with acting(sender):
        found = list(Organisation.objects.filter(slug__in=slugs).order_by("slug"))
        return rank(found, wanted, now=timezone.now())


def test_the_best_fit_comes_first_with_its_reasons_in_words() -> None:
    sender = MembershipFactory.create(belgian=True)
    wanted = Wanted(needs=("legal", "compensation"), languages=("ro",), target_group="women")
    first, *others = ranked(sender, wanted, *DUTCH)
    assert first.organisation.slug == "fairwork"
    assert first.fits
    assert [reason.split(":")[0] for reason in first.reasons] == [
        "Helps with", "Is there for", "Speaks", "Works for the whole country",
    ]  # fmt: skip
    assert len(others) == 3, "nobody is left out"


def test_what_speaks_against_one_is_said() -> None:
    sender = MembershipFactory.create(belgian=True)
    (found,) = ranked(sender, Wanted(needs=("guardian",), target_group="men"), "fier")
    assert not found.fits
    assert len(found.doubts) == 2


def test_only_ones_own_requests_say_who_answered_in_time(told: object) -> None:
    sender, stranger = MembershipFactory.create(), MembershipFactory.create()
    recipient = MembershipFactory.create(belgian=True)
    for person in (sender, sender, stranger):
        referral = ReferralFactory.create(sender=person, recipients=[recipient])
        with acting(recipient):
            request = request_to(referral, recipient).pk
            answering.decline(referral.pk, request, "no_capacity", now=NOW + timedelta(minutes=5))
    reasons = {}
    for person in (sender, recipient, MembershipFactory.create()):
        (found,) = ranked(person, Wanted(), recipient.organisation.slug)
        reasons[person.pk] = found.reasons
    assert reasons[sender.pk] == [
        "Answered your organisation in time in the last six months: 2 of 2"
    ]
    assert [reasons[pk] for pk in reasons if pk != sender.pk] == [[], []]


def test_the_list_is_searched_as_the_directory_is() -> None:
    fier = Organisation.objects.get(slug="fier")
    assert matching("NL", "Fier") == {fier.pk}
    assert matching("BE", "Fier") == set()


@pytest.fixture
def three_houses() -> dict[str, Service]:
    """Three alike in Luxembourg, where no body gives out the places; each says something else."""
    houses = {}
    for slug, state, hours in (("free", "yes", 1), ("full", "no", 1), ("long-ago", "yes", 50)):
        house = OrganisationFactory.create(
            slug=slug, luxembourgish=True, needs=["safe_accommodation"], target_groups=["women"]
        )
        service = Service.objects.create(
            organisation=house,
            name_en="Room",
            needs=["safe_accommodation"],
            target_groups=["women"],
        )
        said_at = timezone.now() - timedelta(hours=hours)
        Capacity.objects.create(
            service=service, target_group="women", state=state, updated_at=said_at
        )
        houses[slug] = service
    return houses


def test_who_has_room_comes_before_who_has_none(three_houses: dict[str, Service]) -> None:
    sender = MembershipFactory.create()
    wanted = Wanted(needs=("safe_accommodation",), target_group="women")
    free, long_ago, full = ranked(sender, wanted, *three_houses)
    slugs = [found.organisation.slug for found in (free, long_ago, full)]
    assert slugs == ["free", "long-ago", "full"]
    assert any("Has room" in reason for reason in free.reasons)
    assert any("is not known since" in reason for reason in long_ago.reasons)
    assert any("Has no room" in doubt for doubt in full.doubts)


def test_room_for_others_says_nothing_of_this_person(three_houses: dict[str, Service]) -> None:
    wanted = Wanted(needs=("safe_accommodation",), target_group="men")
    found = ranked(MembershipFactory.create(), wanted, "free")[0]
    assert not any("Has room" in reason for reason in found.reasons)


def test_places_of_a_dutch_shelter_are_said_to_be_comensha_s() -> None:
    sender = MembershipFactory.create(belgian=True)
    wanted = Wanted(needs=("safe_accommodation",), target_group="women")
    (found,) = ranked(sender, wanted, "jade")
    assert any("CoMensha" in doubt and "+31 33 448 11 86" in doubt for doubt in found.doubts)
