"""Room for people: who says it, how long it holds, and what is asked through one body alone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contacts import capacity
from contacts.models import Capacity, Organisation, Service
from protection.actor import acting_as

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _in_a_request(db: None) -> Iterator[None]:
    with acting_as(None):
        yield


@pytest.fixture
def shelter(make_organisation: Callable[..., Organisation]) -> Service:
    """A service of an invented Belgian shelter, for women and for men."""
    house = make_organisation("house", "House", kind="shelter")
    service = house.services.get()
    service.needs, service.target_groups = ["safe_accommodation"], ["women", "men"]
    service.save()
    return service


def owner_of(service: Service, role: str = "caseworker") -> Any:
    user, _made = User.objects.get_or_create(email="owner@house.example")
    return SimpleNamespace(user_id=user.pk, organisation_id=service.organisation_id, role=role)


def test_what_was_said_holds_for_forty_eight_hours(shelter: Service) -> None:
    capacity.say(shelter.pk, "women", "yes", places_free=3, editor=owner_of(shelter), now=NOW)
    said = {shelter.pk: {"women": "yes"}}
    assert capacity.current([shelter.pk], NOW + timedelta(hours=47, minutes=59)) == said
    assert capacity.current([shelter.pk], NOW + timedelta(hours=48)) == {}


def test_places_are_free_only_with_a_yes(shelter: Service) -> None:
    editor = owner_of(shelter)
    capacity.say(shelter.pk, "women", "yes", places_free=3, editor=editor, now=NOW)
    row = capacity.say(shelter.pk, "women", "no", places_free=3, editor=editor, now=NOW)
    assert row.places_free is None


@pytest.mark.parametrize(("group", "state"), [("minors", "yes"), ("women", "perhaps"), ("", "yes")])
def test_what_the_service_does_not_know_is_refused(
    shelter: Service, group: str, state: str
) -> None:
    with pytest.raises(capacity.NotForThisServiceError):
        capacity.say(shelter.pk, group, state, editor=owner_of(shelter), now=NOW)


@pytest.mark.parametrize("role", ["secretariat", "editor", "dpo", "operator", "member"])
def test_who_works_on_no_case_says_nothing(shelter: Service, role: str) -> None:
    with pytest.raises(capacity.NotForThisServiceError):
        capacity.say(shelter.pk, "women", "yes", editor=owner_of(shelter, role), now=NOW)


def test_undo_brings_back_what_was_said_before_with_its_own_time(shelter: Service) -> None:
    editor = owner_of(shelter)
    capacity.say(shelter.pk, "women", "no", editor=editor, now=NOW - timedelta(hours=5))
    row = capacity.say(shelter.pk, "women", "yes", places_free=2, editor=editor, now=NOW)
    back = capacity.take_back(row.pk, editor=editor, now=NOW + timedelta(minutes=1))
    assert back is not None
    assert (back.state, back.updated_at) == ("no", NOW - timedelta(hours=5))


def test_undo_of_the_first_word_leaves_nothing_known(shelter: Service) -> None:
    editor = owner_of(shelter)
    row = capacity.say(shelter.pk, "women", "yes", editor=editor, now=NOW)
    assert capacity.take_back(row.pk, editor=editor, now=NOW) is None
    assert not Capacity.objects.exists()


def test_undo_is_for_a_slip_of_the_thumb_only(shelter: Service) -> None:
    editor = owner_of(shelter)
    row = capacity.say(shelter.pk, "women", "yes", editor=editor, now=NOW)
    with pytest.raises(capacity.TooLateToUndoError):
        capacity.take_back(row.pk, editor=editor, now=NOW + timedelta(minutes=16))


def test_places_of_a_dutch_shelter_are_asked_through_comensha_only() -> None:
    service = Service.objects.get(organisation__slug="jade")
    with pytest.raises(capacity.NotForThisServiceError):
        capacity.say(service.pk, "women", "yes", editor=owner_of(service), now=NOW)
    # Even what stood there before the rule is not shown.
    Capacity.objects.create(service=service, target_group="women", state="yes", updated_at=NOW)
    assert capacity.current([service.pk], NOW) == {}
    rule = capacity.rule_of(capacity.placing_rules(), service.organisation)
    assert rule is not None
    assert rule.through.slug == "comensha"


def test_the_other_services_of_a_dutch_shelter_speak_for_themselves() -> None:
    care = Service.objects.get(organisation__slug="moviera", needs__contains=["legal"])
    row = capacity.say(care.pk, "women", "yes", editor=owner_of(care), now=NOW)
    assert capacity.current([care.pk], NOW) == {care.pk: {"women": "yes"}}
    assert row.state == "yes"
