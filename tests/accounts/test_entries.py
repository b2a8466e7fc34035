"""The people of an organisation are reminded of their entry and their room, and not too often."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.entries import REMIND_AGAIN, remind_of_room, remind_to_confirm
from accounts.models import Membership
from contacts import capacity, drafting
from contacts.entries import document_of
from contacts.models import EntryDraft, NationalContactPoint, Organisation, Service
from contacts.upkeep import REMIND_AFTER
from notifications.models import Notice
from protection.actor import acting_as, current_actor
from tests.factories import MembershipFactory, OrganisationFactory, acting

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
NOW = timezone.now()


def told(kind: str) -> list[int | None]:
    return list(Notice.objects.using("owner").filter(kind=kind).values_list("user_id", flat=True))


@pytest.fixture
def owner() -> Membership:
    """The one caseworker of an organisation with one service."""
    house = OrganisationFactory.create(
        slug="house", belgian=True, name_nl="Huis", name_fr="Maison", phone="+32 3 111 11 11",
        languages=["nl"],
    )  # fmt: skip
    Service.objects.create(
        organisation=house, name_nl="Hulp", name_fr="Aide", target_groups=["women"]
    )
    return MembershipFactory.create(organisation=house)


def test_an_entry_is_asked_about_after_ninety_days_and_then_monthly(owner: Membership) -> None:
    house = Organisation.objects.filter(slug="house")
    house.update(verified_at=(NOW - REMIND_AFTER).date() + timedelta(days=1))
    assert remind_to_confirm(NOW) == 0
    house.update(verified_at=(NOW - REMIND_AFTER).date())
    assert remind_to_confirm(NOW) == 1
    assert told("entry_to_confirm") == [owner.user_id]
    notice = Notice.objects.using("owner").get(kind="entry_to_confirm")
    assert (notice.path_name, notice.path_args) == ("contacts:confirm", ["house"])
    assert remind_to_confirm(NOW + timedelta(days=1)) == 0
    assert remind_to_confirm(NOW + REMIND_AGAIN + timedelta(days=1)) == 1


def test_who_said_there_is_room_hears_before_it_lapses_once(owner: Membership) -> None:
    colleague = MembershipFactory.create(organisation=owner.organisation)
    service = Service.objects.get(organisation__slug="house")
    with acting(owner):
        capacity.say(service.pk, "women", "yes", editor=owner, now=NOW)
    assert remind_of_room(NOW + timedelta(hours=41)) == 0
    assert remind_of_room(NOW + timedelta(hours=43)) == 1
    assert remind_of_room(NOW + timedelta(hours=44)) == 0
    assert remind_of_room(NOW + timedelta(hours=49)) == 0
    assert told("capacity_lapsing") == [owner.user_id]
    assert colleague.user_id not in told("capacity_lapsing")
    with acting(owner):  # said again: there is a next time
        later = NOW + timedelta(hours=47)
        capacity.say(service.pk, "women", "no", editor=owner, now=later)
    assert remind_of_room(later + timedelta(hours=43)) == 1


def test_a_proposal_reaches_the_second_person_and_the_answer_its_writer(owner: Membership) -> None:
    house = owner.organisation
    NationalContactPoint.objects.create(country_id="BE", organisation=house, order=9)
    second = MembershipFactory.create(organisation=house, contact_point=True)
    MembershipFactory.create(contact_point=True)  # of another country
    document = document_of(house)
    document["organisation"]["phone"] = "+32 3 222 22 22"
    with acting(owner):
        done = drafting.publish(house, document, version=1, editor=owner, now=NOW)
    assert not done
    assert told("entry_proposed") == [second.user_id]
    draft = EntryDraft.objects.get()
    with acting(second):
        actor = current_actor()
        assert actor is not None
        drafting.decide(draft.pk, approve=False, reason="No", decider=actor, now=NOW)
    assert told("entry_decided") == [owner.user_id]


def test_nobody_is_asked_where_nobody_works() -> None:
    with acting_as(None):
        OrganisationFactory.create(slug="empty-house")
    assert remind_to_confirm(NOW) == 0
