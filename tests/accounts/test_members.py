"""The list of members: who reads along, in which role, and who has left with what behind them."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts import handover
from accounts.handover import KindOfWork, Piece
from accounts.models import Membership, Role, User
from accounts.selectors import people_of
from accounts.tasks import release_left_work
from notifications.models import Notice
from protection.actor import Actor, acting_as
from referrals.services import answering
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

from .people import lead_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(member: Membership) -> Membership:
    return lead_of(member)


@pytest.fixture
def client(lead: Membership) -> Client:
    return signed_in(lead)


class Desk:
    """Work that people hold, as an app of cases would register it."""

    def __init__(self) -> None:
        self.of: dict[int, int | None] = {}  # piece -> user

    def pieces(self, user_id: int, organisation_id: int) -> list[Piece]:
        return [Piece(f"AAAA-000{n}", "home") for n, who in self.of.items() if who == user_id]

    def hand_over(
        self, from_user_id: int, to_user_id: int | None, organisation_id: int, now: datetime
    ) -> int:
        mine = [n for n, who in self.of.items() if who == from_user_id]
        self.of |= dict.fromkeys(mine, to_user_id)
        return len(mine)

    def release(self, now: datetime) -> int:
        active = set(Membership.objects.in_force().values_list("user_id", flat=True))
        left = [n for n, who in self.of.items() if who is not None and who not in active]
        self.of |= dict.fromkeys(left, None)
        return len(left)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(handover, "_KINDS", {})
    made = Desk()
    handover.register(KindOfWork("claims", "Claims", made.pieces, made.hand_over, made.release))
    return made


def page_of(member: Membership, what: str) -> str:
    return f"/nl/members/{member.pk}/{what}/"


class TestList:
    def test_shows_role_sign_in_and_second_step(self, client: Client, member: Membership) -> None:
        page = client.get(f"/nl/members/of/{member.organisation.slug}/").text
        assert member.user.email in page
        assert "Hulpverlener" in page
        assert "Nooit" in page

    def test_is_empty_kindly(self) -> None:
        operator = signed_in(MembershipFactory.create(role=Role.OPERATOR))
        page = operator.get("/nl/members/of/payoke/")
        assert "Nog niemand heeft toegang" in page.text
        former = operator.get("/nl/members/of/payoke/?former=1")
        assert "Niemand is vertrokken" in former.text

    def test_queries_do_not_grow(
        self, client: Client, member: Membership, django_assert_num_queries: Any
    ) -> None:
        page = f"/nl/members/of/{member.organisation.slug}/"
        client.get(page)
        with django_assert_num_queries(10):
            client.get(page)
        for _unused in range(2):
            MembershipFactory.create(organisation=member.organisation)
        with django_assert_num_queries(10):
            client.get(page)

    def test_long_lists_are_paged_by_key(
        self, client: Client, member: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("accounts.members.PAGE", 2)
        page = f"/nl/members/of/{member.organisation.slug}/"
        MembershipFactory.create(organisation=member.organisation, user__last_name="Aa")
        first = client.get(page).context["page"]
        second = client.get(f"{page}?after={first.next}").context["page"]
        shown = [line.membership.pk for line in (*first.lines, *second.lines)]
        assert len(set(shown)) == 3
        assert second.next is None
        assert client.get(f"{page}?after=x").status_code == 404

    def test_the_operator_pages_through_all_organisations(self) -> None:
        operator = signed_in(MembershipFactory.create(role=Role.OPERATOR))
        first = operator.get("/nl/members/").context["page"]
        second = operator.get(f"/nl/members/?after={first.next}").context["page"]
        names = [line.organisation.sort_key for line in (*first.lines, *second.lines)]
        assert names == sorted(names)
        assert len(set(names)) == len(names)


class TestRole:
    def test_is_changed_at_once(self, client: Client, member: Membership) -> None:
        theirs = signed_in(member)
        assert theirs.get("/nl/members/").status_code == 404
        answer = client.post(page_of(member, "role"), {"role": Role.TEAM_LEAD}, follow=True)
        assert "De rol is gewijzigd" in answer.text
        assert theirs.get("/nl/members/").status_code == 302

    def test_never_one_s_own_nor_into_a_role_of_others(
        self, client: Client, lead: Membership, member: Membership
    ) -> None:
        assert client.get(page_of(lead, "role")).status_code == 404
        assert client.post(page_of(member, "role"), {"role": Role.DPO}).status_code == 422

    def test_not_of_people_elsewhere_nor_of_other_offices(
        self, client: Client, lead: Membership
    ) -> None:
        officer = MembershipFactory.create(organisation=lead.organisation, role=Role.DPO)
        for stranger in (MembershipFactory.create(), officer):
            for what in ("role", "leave"):
                assert client.get(page_of(stranger, what)).status_code == 404
            for what in ("return", "confirm"):
                assert client.post(page_of(stranger, what)).status_code == 404


class TestLeaving:
    def test_is_asked_once_more_and_ends_everything_at_once(
        self, client: Client, member: Membership
    ) -> None:
        theirs = signed_in(member)
        question = client.get(page_of(member, "leave"))
        assert "deactiveren?" in question.text
        assert theirs.get("/nl/notices/").status_code == 200
        done = client.post(page_of(member, "leave"), follow=True)
        assert done.request["QUERY_STRING"] == "former=1"
        assert "kan hier niets meer lezen" in done.text
        assert theirs.get("/nl/notices/").status_code == 302
        member.user.refresh_from_db()
        assert not member.user.is_active

    def test_the_work_is_shown_and_goes_to_whom_the_lead_chooses(
        self, client: Client, desk: Desk, member: Membership
    ) -> None:
        colleague = MembershipFactory.create(organisation=member.organisation)
        desk.of = {1: member.user_id, 2: member.user_id, 3: colleague.user_id}
        question = client.get(page_of(member, "leave")).text
        assert "AAAA-0001" in question
        assert "AAAA-0003" not in question
        client.post(page_of(member, "leave"), {"successor": colleague.user_id})
        assert set(desk.of.values()) == {colleague.user_id}

    def test_or_back_to_the_team(self, client: Client, desk: Desk, member: Membership) -> None:
        desk.of = {1: member.user_id}
        client.post(page_of(member, "leave"), {"successor": ""})
        assert desk.of == {1: None}

    def test_not_to_somebody_elsewhere(
        self, client: Client, desk: Desk, member: Membership
    ) -> None:
        desk.of = {1: member.user_id}
        stranger = MembershipFactory.create()
        answer = client.post(page_of(member, "leave"), {"successor": stranger.user_id})
        assert answer.status_code == 422
        assert desk.of == {1: member.user_id}

    def test_with_another_organisation_left_the_account_stays(
        self, client: Client, member: Membership
    ) -> None:
        second = MembershipFactory.create(user=member.user)
        client.post(page_of(member, "leave"))
        member.user.refresh_from_db()
        assert member.user.is_active
        theirs = signed_in(member)
        assert theirs.get("/nl/").context["portal"].membership == second

    def test_can_be_undone_but_not_a_block_by_the_operator(
        self, client: Client, member: Membership
    ) -> None:
        client.post(page_of(member, "leave"))
        client.post(page_of(member, "return"))
        assert signed_in(member).get("/nl/notices/").status_code == 200
        client.post(page_of(member, "leave"))
        Membership.objects.filter(pk=member.pk).update(closed_account=False)
        answer = client.post(page_of(member, "return"), follow=True)
        assert "is geblokkeerd" in answer.text
        assert not User.objects.get(pk=member.user_id).is_active

    def test_an_old_session_does_not_come_back_with_the_account(
        self, client: Client, member: Membership
    ) -> None:
        theirs = signed_in(member)
        client.post(page_of(member, "leave"))
        client.post(page_of(member, "return"))
        assert theirs.get("/nl/notices/").status_code == 302

    def test_when_nobody_is_left_the_question_and_the_operator_say_so(
        self, member: Membership
    ) -> None:
        operator = MembershipFactory.create(role=Role.OPERATOR)
        theirs = signed_in(operator)
        assert "bereiken dan niemand" in theirs.get(page_of(member, "leave")).text
        theirs.post(page_of(member, "leave"))
        with acting_as(Actor(operator.user_id, operator.organisation_id, operator.role, "")):
            assert Notice.objects.filter(kind="nobody_left").exists()


class TestNobodyWaitsForSomebodyWhoLeft:
    def test_a_colleague_answers_and_only_colleagues_are_told(
        self, client: Client, member: Membership, lead: Membership
    ) -> None:
        sender = MembershipFactory.create(belgian=True)
        referral = ReferralFactory.create(sender=sender, recipients=[member])
        with acting(sender):
            request_id = request_to(referral, member).pk
        client.post(page_of(member, "leave"))
        assert [person.user_id for person in people_of([member.organisation_id])] == [lead.user_id]
        with acting(lead):
            answering.decline(referral.pk, request_id, reason="no_capacity", now=NOW)

    @pytest.mark.django_db(transaction=True, databases="__all__")
    def test_what_was_not_handed_over_goes_back_however_somebody_left(
        self, desk: Desk, member: Membership
    ) -> None:
        desk.of = {1: member.user_id}
        assert release_left_work() == 0
        User.objects.filter(pk=member.user_id).update(is_active=False)  # by an operator
        assert release_left_work() == 1
        assert desk.of == {1: None}
