"""The needs inventory: a round, what is needed, who needs it too, and what becomes of it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.models import Membership, Role
from tests.factories import MembershipFactory, acting
from tests.trainings.world import NOW, secretariat, team_lead, told
from trainings import inventory, ranking
from trainings.inventory import InventoryRefused
from trainings.life import State
from trainings.models import Need, NeedSupport, Round, Training

pytestmark = pytest.mark.django_db
NEED = {
    "topic": "minors",
    "subject": "Praten met minderjarigen",
    "language": "nl",
    "audience": ["shelter"],
    "people": 10,
    "level": "basic",
    "urgency": "middle",
    "languages": ["nl"],
    "format": "on_site",
}


@pytest.fixture
def office() -> Membership:
    return secretariat()


@pytest.fixture
def open_round(office: Membership) -> Round:
    with acting(office):
        made = inventory.prepare_round(
            {"title_nl": "Ronde", "title_fr": "Tour", "closes_on": date(2027, 1, 1)}
        )
        return inventory.move_round(made.pk, "open", now=NOW)


def stated(who: Membership, of: Round, **fields: Any) -> Need:
    with acting(who):
        return inventory.state_need(of.pk, NEED | fields, now=NOW)


def test_opening_a_round_tells_those_who_may_state_needs(office: Membership) -> None:
    lead, worker = team_lead(), MembershipFactory.create()
    with acting(office):
        made = inventory.prepare_round({"title_nl": "R", "closes_on": date(2027, 1, 1)})
        inventory.move_round(made.pk, "open", now=NOW)
    assert lead.user.email in told("need_round_opened")
    assert worker.user.email not in told("need_round_opened")


def test_one_round_is_open_at_a_time(office: Membership, open_round: Round) -> None:
    with acting(office):
        other = inventory.prepare_round({"title_nl": "S", "closes_on": date(2027, 2, 1)})
        with pytest.raises(InventoryRefused, match="other_open"):
            inventory.move_round(other.pk, "open", now=NOW)


def test_organisations_and_countries_behind_a_need_make_its_rank(open_round: Round) -> None:
    alone = stated(team_lead(), open_round, people=500, urgency="high")
    shared = stated(team_lead(), open_round, subject="Samen")
    for person, people in ((team_lead(organisation__belgian=True), 7), (team_lead(), 3)):
        with acting(person):
            inventory.support(shared.pk, people, now=NOW)
            inventory.support(shared.pk, people, now=NOW)  # said again: the same
    shared.refresh_from_db()
    assert (shared.supporters, shared.countries, shared.people_asked) == (3, 2, 20)
    assert shared.score > alone.score


def test_needs_that_say_the_same_become_one_and_nobody_counts_twice(
    office: Membership, open_round: Round
) -> None:
    first, second = team_lead(), team_lead(organisation__belgian=True)
    into, other = stated(first, open_round), stated(second, open_round)
    with acting(first):
        inventory.support(other.pk, 10, now=NOW)
    third = team_lead()
    with acting(third):
        inventory.support(other.pk, 4, now=NOW)
    with acting(office):
        inventory.merge(into.pk, [other.pk])
        with pytest.raises(InventoryRefused, match="merged"):
            inventory.merge(into.pk, [other.pk])
    into.refresh_from_db()
    assert (into.supporters, into.countries, into.people_asked) == (3, 2, 24)
    assert set(NeedSupport.objects.filter(need=into).values_list("organisation_id", flat=True)) == {
        second.organisation_id,
        third.organisation_id,
    }
    lines, _more = ranking.ranked(
        open_round, actor_of(office), country="", kind="", topic="", after=""
    )
    assert [line.need for line in lines] == [into]


def test_a_need_becomes_a_training_that_keeps_the_link(
    office: Membership, open_round: Round
) -> None:
    need = stated(team_lead(), open_round)
    with acting(office):
        made = inventory.make_training(need.pk, now=NOW)
    assert (made.need, made.state) == (need, State.DRAFT)
    assert Training.objects.values_list("title_nl", flat=True).get() == need.subject
    assert (made.topic, made.languages) == ("minors", ["nl"])


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.EDITOR, Role.SECRETARIAT, Role.DPO])
def test_who_may_not_state_a_need(open_round: Round, role: str) -> None:
    with pytest.raises(PermissionError):
        stated(MembershipFactory.create(role=role), open_round)


def test_a_closed_round_takes_nothing(office: Membership, open_round: Round) -> None:
    lead = team_lead()
    need = stated(lead, open_round)
    with acting(office):
        inventory.move_round(open_round.pk, "close", now=NOW)
    for act in (
        lambda: inventory.state_need(open_round.pk, NEED, now=NOW),
        lambda: inventory.change_need(need.pk, NEED),
        lambda: inventory.comment(need.pk, "Te laat", "nl", now=NOW),
    ):
        with acting(lead), pytest.raises(InventoryRefused, match="closed"):
            act()


class TestPages:
    def test_the_chart_has_its_table_by_country(
        self, open_round: Round, django_assert_num_queries: Any
    ) -> None:
        need = stated(team_lead(), open_round)
        belgian = team_lead(organisation__belgian=True)
        with acting(belgian):
            inventory.support(need.pk, 2, now=NOW)
        client = Client()
        client.force_login(belgian.user)
        page = f"/nl/trainings/needs/{open_round.pk}/"
        spread = client.get(page).context["spread"]
        assert spread.rows == [("Minderjarigen en voogdij", [1, 1, 0], 2)]
        assert spread.chart.startswith("data:image/svg+xml;base64,")
        with django_assert_num_queries(12):
            client.get(page)
        stated(team_lead(), open_round, subject="Nog een")
        with django_assert_num_queries(12):
            client.get(page)

    def test_merging_by_ticking(self, office: Membership, open_round: Round) -> None:
        two = [stated(team_lead(), open_round) for _ in range(2)]
        client = Client()
        client.force_login(office.user)
        path = f"/nl/trainings/needs/{open_round.pk}/merge/"
        assert client.post(path, {"need": [str(two[0].pk)]}).status_code == 422
        assert client.post(path, {"need": [str(one.pk) for one in two]}).status_code == 302
        assert Need.objects.filter(merged_into=None).count() == 1
