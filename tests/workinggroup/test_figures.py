"""What the progress report counts of the working group."""

from datetime import date

import pytest
from django.utils import timezone

from workinggroup.figures import for_period

from .gatherings import held_by
from .world import member, opened, secretariat, votes

pytestmark = pytest.mark.django_db


def test_the_days_that_the_declaration_names_are_counted_and_undated_ones_are_not() -> None:
    found = for_period(date(2012, 1, 1), date(2016, 12, 31))
    assert found.meetings == 2
    assert found.by_body == {"working-group": 2}
    assert found.people_present == {}


def test_an_organisation_counts_once_and_its_people_each_time() -> None:
    clerk, justice = secretariat(), member("NL")
    for others in ([member("BE")], []):
        held_by(clerk, justice, *others)
    procedure = opened(clerk)
    for country in ("NL", "BE", "LU"):
        votes(procedure, member(country))
    year = timezone.localdate().year
    found = for_period(date(year, 1, 1), date(year, 12, 31))
    assert (found.meetings, found.by_body) == (2, {"ad-hoc": 2})
    assert found.bodies_present == {"BE": 1, "NL": 1}
    assert found.people_present == {"BE": 2, "NL": 4}
    assert (found.procedures, found.procedures_adopted) == (1, 1)
    assert for_period(date(2015, 1, 1), date(2015, 12, 31)).meetings == 0
