"""Users, memberships, and the actor that a request becomes."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from accounts.actors import SESSION_KEY, actor_of_request
from accounts.models import Membership, Role, User
from accounts.selectors import people_in_role, people_of
from protection.actor import Actor
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def asked_by(user: Any, chosen: int | None = None) -> Any:
    request: Any = RequestFactory().get("/")
    request.user, request.session = user, {SESSION_KEY: chosen} if chosen else {}
    return request


def test_an_address_is_one_user_however_it_is_typed() -> None:
    user = User.objects.create_user(" Anna@Example.org ", "grens-frontiere-2017")
    assert user.email == "anna@example.org"
    assert user.check_password("grens-frontiere-2017")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANNA@example.org")
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_a_user_without_a_password_cannot_sign_in_with_one() -> None:
    assert not User.objects.create_user("a@example.org").has_usable_password()


def test_nobody_and_somebody_without_membership_are_no_actor() -> None:
    for user in (AnonymousUser(), UserFactory.create()):
        request = asked_by(user)
        assert actor_of_request(request) is None
        assert request.membership is None


def test_a_member_is_the_actor_of_their_organisation() -> None:
    member = MembershipFactory.create(belgian=True, contact_point=True)
    request = asked_by(member.user)
    expected = Actor(member.user_id, member.organisation_id, Role.CONTACT_POINT, "BE")
    assert actor_of_request(request) == expected
    assert request.membership == member


def test_a_benelux_body_has_no_country() -> None:
    actor = actor_of_request(asked_by(MembershipFactory.create(secretariat=True).user))
    assert actor is not None
    assert (actor.role, actor.country) == ("secretariat", "")


def test_of_several_memberships_the_chosen_one_acts_else_the_oldest() -> None:
    first = MembershipFactory.create()
    second = MembershipFactory.create(user=first.user, organisation=OrganisationFactory.create())
    foreign = MembershipFactory.create()

    def acting_in(chosen: int | None) -> int | None:
        actor = actor_of_request(asked_by(first.user, chosen))
        return actor.organisation_id if actor else None

    assert acting_in(None) == first.organisation_id
    assert acting_in(second.pk) == second.organisation_id
    assert acting_in(foreign.pk) == first.organisation_id, "another's membership is never taken"
    Membership.objects.filter(pk=second.pk).update(active=False)
    assert acting_in(second.pk) == first.organisation_id


def test_who_left_is_neither_actor_nor_told() -> None:
    left, gone = MembershipFactory.create(active=False), MembershipFactory.create()
    User.objects.filter(pk=gone.user_id).update(is_active=False)
    for member in (left, gone):
        member.user.refresh_from_db()
        assert actor_of_request(asked_by(member.user)) is None
        assert people_of([member.organisation_id]) == []


def test_people_are_told_once_and_only_in_case_roles() -> None:
    member = MembershipFactory.create(user__reads_french=True)
    MembershipFactory.create(user=member.user, organisation=member.organisation, team_lead=True)
    MembershipFactory.create(organisation=member.organisation, role=Role.OPERATOR)
    (told,) = people_of([member.organisation_id])
    assert (told.user_id, told.email, told.language) == (member.user_id, member.user.email, "fr")


def test_people_in_a_role_are_found_wherever_they_work() -> None:
    two = {MembershipFactory.create(secretariat=True).user_id for _ in range(2)}
    assert {person.user_id for person in people_in_role(Role.SECRETARIAT)} == two


def test_a_membership_is_held_once() -> None:
    member = MembershipFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory.create(user=member.user, organisation=member.organisation)
