"""The figures of a period: what was held in it, who came, and which needs were met."""

from datetime import date

import pytest

from tests.factories import MembershipFactory, acting
from tests.trainings.test_needs import NEED
from tests.trainings.world import DAY, NOW, draft, secretariat, team_lead
from trainings import inventory, placing, running
from trainings.figures import for_period
from trainings.life import Move, State
from trainings.models import Training

pytestmark = pytest.mark.django_db


def test_a_period_counts_what_was_held_in_it_and_the_needs_that_were_met() -> None:
    office = secretariat()
    with acting(office):
        made = inventory.prepare_round({"title_nl": "R", "closes_on": date(2027, 1, 1)})
        inventory.move_round(made.pk, "open", now=NOW)
    with acting(team_lead()):
        needs = [inventory.state_need(made.pk, NEED, now=NOW) for _ in range(3)]
    trainings = [draft(office, {"NL": 2, "BE": 1}) for _ in range(2)]
    for training, need in zip(trainings, needs, strict=False):
        Training.objects.filter(pk=training.pk).update(need=need)
        with acting(office):
            running.move(training.pk, Move.OPEN, now=NOW)
    for person in (MembershipFactory.create(), MembershipFactory.create(belgian=True)):
        with acting(person):
            placing.register(trainings[0].pk, now=NOW)
    Training.objects.filter(pk=trainings[0].pk).update(state=State.HELD)
    found = for_period(date(2026, 11, 1), date(2026, 12, 31))
    assert (found.needs_stated, found.needs_met, found.needs_planned, found.needs_open) == (
        3,
        1,
        1,
        1,
    )
    assert (found.trainings_held, found.half_days, found.people_trained) == (1, 1, 2)
    assert found.people_by_country == {"BE": 1, "NL": 1}
    assert found.trainings_by_topic == {"signals": 1}
    assert for_period(DAY.replace(year=2017), DAY.replace(year=2018)).trainings_held == 0
