"""Who can be phoned at a moment: the condition of lists says the same as the duty's own words."""

from datetime import datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.duty import ZONE, answering_in, answering_now
from contacts.models import ContactPoint, DutyShift, OpeningHours, Organisation
from contacts.opening import answers_at
from contacts.tonight import tonight

pytestmark = pytest.mark.django_db

COUNTRIES = ["NL", "BE", "LU"]
MOMENTS = [
    datetime(2026, 11, 23, 10, 0, tzinfo=ZONE),  # a Monday
    datetime(2026, 11, 23, 9, 0, tzinfo=ZONE),  # to the minute
    datetime(2026, 11, 23, 17, 0, tzinfo=ZONE),
    datetime(2026, 11, 22, 3, 0, tzinfo=ZONE),  # a Sunday night
    datetime(2026, 12, 25, 10, 0, tzinfo=ZONE),  # a holiday in all three
    datetime(2026, 7, 21, 10, 0, tzinfo=ZONE),  # in Belgium alone
    datetime(2026, 11, 28, 1, 30, tzinfo=ZONE),  # in a night that began on Friday
]


@pytest.fixture(autouse=True)
def _night_and_duty() -> None:
    """Somebody open over midnight on Friday, and a deputy on duty at weekends."""
    point = ContactPoint.objects.create(
        organisation=Organisation.objects.get(slug="fairwork"),
        function_en="Night line",
        phone="+31 20 000 00 00",
    )
    OpeningHours.objects.create(
        contact_point=point, weekday=5, opens=time(22), closes=time(6), on_holidays=False
    )
    DutyShift.objects.create(
        country_id="BE",
        organisation=Organisation.objects.get(slug="surya"),
        phone="+32 4 000 00 00",
        languages=["fr"],
        weekdays=[6, 7],
        from_time=time(0),
        to_time=time(0),
    )
    # Not in the rota of its country, so nobody is told to phone it.
    DutyShift.objects.create(
        country_id="BE",
        organisation=Organisation.objects.get(slug="nidos"),
        phone="+31 33 000 00 00",
        starts_at=MOMENTS[3],
        ends_at=MOMENTS[0],
    )


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: f"{moment:%a-%d-%b-%Hh%M}")
def test_list_and_duty_agree(moment: datetime) -> None:
    answering = answering_in(COUNTRIES, moment)
    told = {one.organisation_id for lines in answering.values() for one in lines}
    assert set(Organisation.objects.filter(answers_at(moment)).values_list("pk", flat=True)) == told
    assert all(answering_now(country, moment) == answering[country] for country in COUNTRIES)


def test_tonight_says_who_speaks_the_language_and_who_opens_later() -> None:
    found = {one.country.pk: one for one in tonight(MOMENTS[3], language="fr")}
    assert found["BE"].lines[0].slug == "surya"
    assert all("French" in line.languages for line in found["BE"].lines)
    dutch = found["NL"]
    assert [(later.slug, later.opens) for later in dutch.later] == [("comensha", "Monday 09:00")]
    assert [one.country.pk for one in tonight(MOMENTS[0], country="LU")] == ["LU"]


def test_tonight_asks_the_same_whatever_there_is() -> None:
    tonight(MOMENTS[3])  # the code lists are warm
    with CaptureQueriesContext(connection) as few:
        tonight(MOMENTS[3])
    OpeningHours.objects.exclude(contact_point__organisation__slug="comensha").delete()
    with CaptureQueriesContext(connection) as fewer:
        tonight(MOMENTS[3])
    assert (len(few), len(fewer)) == (8, 8)
