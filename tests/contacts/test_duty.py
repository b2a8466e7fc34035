"""Who can be phoned now: the duty rota first, then known hours; unknown hours are not closed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from contacts.duty import answering_now, opens_next, opens_next_of
from contacts.holidays import closed_on, easter, is_holiday, laws
from contacts.models import DutyShift, Organisation

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
Ask = Callable[..., object]


def at(*moment: int) -> datetime:
    """A time on the wall in the three countries."""
    return datetime(*moment, tzinfo=BRUSSELS)  # type: ignore[misc,arg-type]


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def shift(slug: str = "payoke", country: str = "BE", **fields: Any) -> DutyShift:
    given: dict[str, Any] = {"phone": "+32 3 201 16 90", "languages": ["nl"], **fields}
    return DutyShift.objects.create(organisation=organisation(slug), country_id=country, **given)


def nights(**fields: Any) -> DutyShift:
    return shift(weekdays=[1, 2, 3, 4, 5, 6, 7], from_time=time(20), to_time=time(8), **fields)


class TestOpeningHours:
    def test_a_weekday_within_the_hours(self) -> None:
        [first] = answering_now("NL", at(2026, 11, 23, 10))
        assert (first.organisation_id, first.phone) == (
            organisation("comensha").pk,
            "+31 33 448 11 86",
        )
        assert first.until == at(2026, 11, 23, 17)
        assert not first.deputy

    @pytest.mark.parametrize(
        "moment", [(2026, 11, 23, 8, 59), (2026, 11, 23, 17), (2026, 11, 22, 11)]
    )
    def test_nobody_is_said_to_answer_outside_them(self, moment: tuple[int, ...]) -> None:
        assert answering_now("NL", at(*moment)) == []

    def test_weekdays_are_no_public_holidays(self) -> None:
        assert answering_now("NL", at(2026, 12, 25, 10)) == []
        assert opens_next(organisation("comensha").pk, at(2026, 12, 24, 18)) == at(2026, 12, 28, 9)

    def test_day_and_night_has_no_end(self) -> None:
        numbers = {a.phone: a.until for a in answering_now("BE", at(2026, 11, 22, 3))}
        assert numbers == {"078 055 800": None, "+32 78 055 800": None}

    def test_nine_o_clock_is_nine_o_clock_in_summer_and_in_winter(self) -> None:
        comensha = organisation("comensha").pk
        assert opens_next(comensha, at(2026, 3, 27, 18)) == datetime(2026, 3, 30, 7, tzinfo=UTC)
        assert opens_next(comensha, at(2026, 10, 23, 18)) == datetime(2026, 10, 26, 8, tzinfo=UTC)

    def test_opens_next_is_now_while_it_is_open(self) -> None:
        now = at(2026, 11, 23, 10)
        assert opens_next(organisation("comensha").pk, now) == now

    def test_unknown_hours_are_unknown(self) -> None:
        """Infotraite publishes numbers and no hours: neither open nor closed is claimed."""
        infotraite = organisation("infotraite")
        assert opens_next(infotraite.pk, at(2026, 11, 23, 10)) is None
        answering = answering_now("LU", at(2026, 11, 23, 10))
        assert infotraite.pk not in {a.organisation_id for a in answering}


class TestRota:
    def test_those_on_duty_come_first_and_deputies_after_them(self) -> None:
        nights(slug="surya", deputy=True, phone="+32 4 232 40 30")
        nights(slug="pag-asa", phone="+32 2 511 64 64")
        answering = answering_now("BE", at(2026, 11, 21, 22))
        assert [(a.phone, a.deputy) for a in answering][:2] == [
            ("+32 2 511 64 64", False),
            ("+32 4 232 40 30", True),
        ]
        assert answering[0].until == at(2026, 11, 22, 8)
        assert answering[0].languages == ["nl"]

    def test_a_night_runs_over_midnight(self) -> None:
        nights()
        assert answering_now("BE", at(2026, 11, 22, 7, 59))[0].phone == "+32 3 201 16 90"
        assert answering_now("BE", at(2026, 11, 22, 8, 1))[0].phone != "+32 3 201 16 90"

    def test_the_night_in_which_the_clock_turns_back_is_an_hour_longer(self) -> None:
        nights()
        begins = at(2026, 10, 24, 20)
        until = answering_now("BE", begins)[0].until
        assert until is not None
        assert until - begins.astimezone(UTC) == timedelta(hours=13)

    def test_a_shift_of_one_day_stands_before_the_weekly_pattern(self) -> None:
        nights()
        shift(
            slug="pag-asa",
            phone="+32 2 511 64 64",
            starts_at=at(2026, 12, 24, 17),
            ends_at=at(2026, 12, 26, 9),
        )
        assert answering_now("BE", at(2026, 12, 25, 23))[0].phone == "+32 2 511 64 64"
        assert answering_now("BE", at(2026, 12, 26, 23))[0].phone == "+32 3 201 16 90"

    def test_a_rota_is_kept_on_holidays_too(self) -> None:
        nights()
        assert answering_now("BE", at(2026, 12, 25, 23))[0].phone == "+32 3 201 16 90"

    def test_only_organisations_of_the_country_s_contact_point_are_on_duty(self) -> None:
        nights(slug="comensha")
        phones = {a.phone for a in answering_now("BE", at(2026, 11, 21, 22))}
        assert "+32 3 201 16 90" not in phones

    def test_an_inactive_organisation_answers_no_phone(self) -> None:
        nights()
        Organisation.objects.filter(slug="payoke").update(active=False)
        phones = {a.phone for a in answering_now("BE", at(2026, 11, 21, 22))}
        assert "+32 3 201 16 90" not in phones

    def test_shifts_count_for_when_somebody_can_be_reached_next(self) -> None:
        nights()
        assert opens_next(organisation("payoke").pk, at(2026, 11, 21, 12)) == at(2026, 11, 21, 20)

    def test_a_shift_is_weekly_or_once_and_ends_after_it_begins(self) -> None:
        for fields in (
            {},
            {"weekdays": [1]},
            {"starts_at": at(2026, 1, 2), "ends_at": at(2026, 1, 1)},
            {
                "weekdays": [1],
                "from_time": time(8),
                "to_time": time(9),
                "starts_at": at(2026, 1, 2),
            },
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                shift(**fields)


def test_hours_of_many_are_read_at_once(django_assert_num_queries: Ask) -> None:
    wanted = list(Organisation.objects.values_list("pk", flat=True))
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        known = opens_next_of(wanted, at(2026, 11, 21, 12))
    assert organisation("comensha").pk in known


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("NL", date(2026, 4, 27)),
        ("NL", date(2025, 4, 26)),  # the 27th is a Sunday
        ("BE", date(2026, 7, 21)),
        ("BE", date(2026, 5, 14)),  # Ascension
        ("LU", date(2026, 5, 25)),  # Whit Monday
        ("LU", date(2026, 6, 23)),
    ],
)
def test_public_holidays(country: str, day: date) -> None:
    assert is_holiday(country, day)
    assert not is_holiday("XX", day)


def test_easter() -> None:
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


def test_each_country_names_the_law_of_its_holidays() -> None:
    """A neighbour is added by a row of data, and works as the three do."""
    assert {"NL", "BE", "LU", "DE", "FR"} <= set(laws())
    assert all(law["source"] for law in laws().values())
    assert closed_on(date(2026, 4, 3)) == ["DE"]  # Good Friday
    assert closed_on(date(2025, 4, 26)) == ["NL"]  # the King's birthday, on a Sunday a day before
    assert set(closed_on(date(2026, 11, 11))) == {"BE", "FR"}
