"""Names go by schedule; what the figures count stays."""

from datetime import date, timedelta

import pytest

from accounts.actors import actor_of
from accounts.models import Membership
from protection.actor import acting_as
from protection.retention import add_months
from tests.factories import MembershipFactory
from tests.trainings.held import FIRST_DAY, NOW, all_there, people, training
from trainings import figures
from trainings.certificates import making
from trainings.certificates.checking import look_up
from trainings.forgetting import CERTIFICATE_MONTHS, REGISTRATION_MONTHS, forget_due
from trainings.models import Certificate, Registration

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def secretariat() -> Membership:
    made: Membership = MembershipFactory.create(secretariat=True)
    return made


def test_after_a_year_a_training_names_nobody_and_counts_the_same(
    secretariat: Membership,
) -> None:
    made = training()
    member: Membership = MembershipFactory.create()
    people(made, 2)
    people(made, 1, user=member.user)
    all_there(made, secretariat.user_id)
    period = (FIRST_DAY - A_DAY, FIRST_DAY + A_DAY)
    before = figures.for_period(*period)
    assert (before.people_trained, before.half_days_attended) == (3, 6)
    end = add_months(NOW.replace(day=FIRST_DAY.day), REGISTRATION_MONTHS)
    assert forget_due(end) == 0
    assert forget_due(end + A_DAY) == 1
    assert forget_due(end + A_DAY) == 0
    left = Registration.objects.values_list("name", "email", "user", "nominated_by")
    assert set(left) == {("", "", None, None)}
    assert figures.for_period(*period) == before


def test_a_certificate_is_known_for_five_years_and_its_code_for_ever(
    secretariat: Membership,
) -> None:
    made = training()
    people(made, 1)
    all_there(made, secretariat.user_id)
    with acting_as(actor_of(secretariat)):
        run = making.ask_for(made.pk, secretariat.pk, now=NOW)
    claim = making.take_up(run.pk, now=NOW)
    assert claim is not None
    while making.make_batch(run.pk, claim, now=NOW):
        pass
    code = Certificate.objects.get().code
    forget_due(add_months(NOW, CERTIFICATE_MONTHS) - A_DAY)
    answer = look_up(code)
    assert answer is not None
    assert answer.paper is not None
    assert answer.paper.name == "Deelnemer 0001"
    forget_due(add_months(NOW, CERTIFICATE_MONTHS) + A_DAY)
    answer = look_up(code)
    assert answer is not None
    assert (answer.paper, answer.issued_on) == (None, NOW.date())
    kept = Certificate.objects.get()
    assert (kept.name, kept.user_id, kept.content) == ("", None, None)


def test_an_evaluation_below_five_is_in_no_figure() -> None:
    assert figures.for_period(date(2026, 1, 1), date(2026, 12, 31)).evaluation == {}
