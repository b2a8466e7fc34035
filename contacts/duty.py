"""Who can be phoned now, and when somebody opens: the door for other apps.

First those in the duty rota of the country's contact point, then the rota's organisations and
last the country's others whose opening hours are known and who are open. Local times are those of
Europe/Brussels, summer time included; every answer is an aware time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from contacts.holidays import is_holiday
from contacts.models import ContactPoint, NationalContactPoint, Organisation
from contacts.rota import DutyShift, OpeningHours
from protection.prepared import Given, Prepared

ZONE = ZoneInfo("Europe/Brussels")
# A week and a day, so that last night's hours and those of next week are both found.
_AHEAD = 8
_LONG = timedelta(days=7)

_HOURS = Prepared(
    lambda: (
        OpeningHours.objects.filter(contact_point__organisation_id__in=Given("ids"))
        .select_related("contact_point__organisation")
        .only("weekday", "opens", "closes", "on_holidays", "contact_point__organisation__country")
        .order_by()
    )
)
_SHIFTS = Prepared(
    lambda: (
        DutyShift.objects.filter(organisation_id__in=Given("ids"))
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=Given("at")))
        .order_by()
    )
)

Interval = tuple[datetime, datetime]  # start and end, in UTC


@dataclass(frozen=True)
class Answering:
    """Somebody who can be phoned now. `until` None: day and night; `verified_at` is when the
    entry of the organisation was last confirmed."""

    organisation_id: int
    slug: str
    name: str
    function: str
    phone: str
    languages: list[str]
    until: datetime | None
    deputy: bool
    verified_at: date | None = None


@dataclass(frozen=True)
class Reached:
    """Whether a contact point answers at a moment.

    `open` None: its hours are not known. `until` is when it closes, None day and night or while it
    is closed; `opens` is when it opens next, None while it is open.
    """

    open: bool | None
    until: datetime | None = None
    opens: datetime | None = None


def reached_at(organisation: Organisation, at: datetime) -> dict[int, Reached]:
    """Whether the contact points of an organisation answer at `at`, by id; one query.

    Left out are those whose hours are not known.
    """
    return reached_of([organisation.pk], at=at)


def reached_of(organisation_ids: Collection[int], *, at: datetime) -> dict[int, Reached]:
    """`reached_at` of the contact points of several organisations, by id; one query."""
    intervals: dict[int, list[Interval]] = {}
    rows = OpeningHours.objects.filter(contact_point__organisation_id__in=list(organisation_ids))
    countries = rows.annotate(country=F("contact_point__organisation__country_id"))
    for row in countries:
        intervals.setdefault(row.contact_point_id, []).extend(_of_hours(row, row.country or "", at))
    return {point_id: _reached(times, at) for point_id, times in intervals.items()}


def _reached(intervals: list[Interval], at: datetime) -> Reached:
    if _is_open(intervals, at):
        return Reached(True, until=_until(intervals, at))
    return Reached(
        False, opens=min((start for start, _end in intervals if start > at), default=None)
    )


def shifts_now(organisation: Organisation, at: datetime) -> list[Answering]:
    """The shifts in which this organisation answers for its country's contact point at `at`."""
    return shifts_of([organisation.pk], at).get(organisation.pk, [])


def shifts_of(organisation_ids: Collection[int], at: datetime) -> dict[int, list[Answering]]:
    """`shifts_now` of several organisations; one query."""
    found: dict[int, list[Answering]] = {}
    for shift in (
        DutyShift.objects.filter(organisation_id__in=list(organisation_ids))
        .filter(Q(starts_at__isnull=True) | Q(starts_at__lte=at, ends_at__gt=at))
        .select_related("organisation")
        .order_by("deputy", "pk")
    ):
        if _is_open(_of_shift(shift, at), at):
            found.setdefault(shift.organisation_id, []).append(_of_duty(shift, at))
    return found


def _of_duty(shift: DutyShift, at: datetime) -> Answering:
    return Answering(
        organisation_id=shift.organisation_id,
        slug=shift.organisation.slug,
        name=shift.organisation.name,
        function=shift.function,
        phone=shift.phone,
        languages=list(shift.languages or shift.organisation.languages),
        until=_until(_of_shift(shift, at), at),
        deputy=shift.deputy,
        verified_at=shift.organisation.verified_at,
    )


def answering_now(country: str, at: datetime) -> list[Answering]:
    """Who answers the phone in a country at `at`, whom to call first first; three queries."""
    return answering_in([country], at)[country]


def answering_in(countries: Collection[str], at: datetime) -> dict[str, list[Answering]]:
    """`answering_now` of several countries, each in the order to call them; three queries."""
    rota = _rota_order(countries)
    found: dict[str, list[Answering]] = {country: [] for country in countries}
    for shift in _running_shifts(countries, rota, at):
        found[shift.country_id].append(_of_duty(shift, at))
    reached = {(country, one.phone) for country, all_of_it in found.items() for one in all_of_it}
    points = (
        ContactPoint.objects.filter(
            organisation__country_id__in=countries,
            organisation__active=True,
            opening_hours__isnull=False,
        )
        .exclude(phone="")
        .select_related("organisation")
        .prefetch_related("opening_hours")
        .distinct()
    )
    for point in sorted(points, key=partial(_place_in_line, rota)):
        country = point.organisation.country_id or ""
        if (country, point.phone) in reached or not _is_open(_of_point(point, at), at):
            continue
        spoken = [h.languages for h in point.opening_hours.all() if h.languages]
        found[country].append(
            Answering(
                organisation_id=point.organisation_id,
                slug=point.organisation.slug,
                name=point.organisation.name,
                function=point.function,
                phone=point.phone,
                languages=list(
                    spoken[0] if spoken else point.languages or point.organisation.languages
                ),
                until=_until(_of_point(point, at), at),
                deputy=False,
                verified_at=point.organisation.verified_at,
            )
        )
    return found


def _place_in_line(
    rota: Mapping[tuple[str, int], int], point: ContactPoint
) -> tuple[int, str, int, int]:
    """The rota's organisations in its order, then the others by name."""
    organisation = point.organisation
    place = rota.get((organisation.country_id or "", organisation.pk), len(rota))
    return place, organisation.sort_key, point.order, point.pk


def on_duty(country: str, at: datetime, *, using: str = "default") -> list[DutyShift]:
    """The shifts of a country that run at `at`: the rota's own first, then the deputies."""
    return _running_shifts([country], _rota_order([country], using=using), at, using=using)


def _running_shifts(
    countries: Collection[str],
    rota: Mapping[tuple[str, int], int],
    at: datetime,
    *,
    using: str = "default",
) -> list[DutyShift]:
    shifts = (
        DutyShift.objects.using(using)
        .filter(country_id__in=countries, organisation__active=True)
        .filter(Q(starts_at__isnull=True) | Q(starts_at__lte=at, ends_at__gt=at))
        .select_related("organisation")
    )
    running = [
        shift
        for shift in shifts
        if (shift.country_id, shift.organisation_id) in rota and _is_open(_of_shift(shift, at), at)
    ]
    return sorted(
        running,
        # A shift of one day was made for it: it stands before the pattern of every week.
        key=lambda s: (s.deputy, s.is_weekly, rota[s.country_id, s.organisation_id], s.pk),
    )


def opens_next(organisation_id: int, at: datetime) -> datetime | None:
    """When an organisation can be reached next; `at` itself while it can be now.

    None when its hours are not known: say so, it does not mean closed.
    """
    return opens_next_of([organisation_id], at).get(organisation_id)


def opens_next_of(organisation_ids: Iterable[int], at: datetime) -> dict[int, datetime]:
    """`opens_next` of several, in two queries; those whose hours are not known are left out."""
    wanted = tuple(organisation_ids)
    if not wanted:
        return {}
    intervals: dict[int, list[Interval]] = {}
    for row in _HOURS.rows(ids=wanted):
        point = row.contact_point
        found = _of_hours(row, point.organisation.country_id or "", at)
        intervals.setdefault(point.organisation_id, []).extend(found)
    for shift in _SHIFTS.rows(ids=wanted, at=at):
        intervals.setdefault(shift.organisation_id, []).extend(_of_shift(shift, at))
    opens = {}
    for organisation_id, times in intervals.items():
        starts = [max(start, at) for start, end in times if end > at]
        if starts:
            opens[organisation_id] = min(starts)
    return opens


def _rota_order(
    countries: Collection[str], *, using: str = "default"
) -> dict[tuple[str, int], int]:
    """Of each country the organisations of its contact point, with their places in the rota."""
    rows = (
        NationalContactPoint.objects.using(using)
        .filter(country_id__in=countries, organisation__active=True)
        .order_by("country_id", "order", "id")
        .values_list("country_id", "organisation_id")
    )
    return {row: place for place, row in enumerate(rows)}


def _of_point(point: ContactPoint, at: datetime) -> list[Interval]:
    country = point.organisation.country_id or ""
    return [
        interval for row in point.opening_hours.all() for interval in _of_hours(row, country, at)
    ]


def _of_hours(row: OpeningHours, country: str, at: datetime) -> list[Interval]:
    closed_in = "" if row.on_holidays else country
    return _weekly([row.weekday], row.opens, row.closes, at, closed_in=closed_in)


def _of_shift(shift: DutyShift, at: datetime) -> list[Interval]:
    """A rota is kept for nights and holidays above all: no holiday closes it."""
    if shift.starts_at is not None and shift.ends_at is not None:
        return [(shift.starts_at, shift.ends_at)]
    if shift.from_time is None or shift.to_time is None:
        return []
    return _weekly(shift.weekdays, shift.from_time, shift.to_time, at)


def _weekly(
    weekdays: Collection[int], opens: time, closes: time, at: datetime, *, closed_in: str = ""
) -> list[Interval]:
    """Openings from the day before `at` to a week after, in UTC: two times of one local zone
    would be compared by the clock on the wall, which the end of summer time turns back.

    `closed_in`: the country on whose public holidays these hours do not hold, or "".
    """
    around = at.astimezone(ZONE).date()
    found = []
    for ahead in range(-1, _AHEAD + 1):
        day = around + timedelta(days=ahead)
        if day.isoweekday() not in weekdays or (closed_in and is_holiday(closed_in, day)):
            continue
        last = day if closes > opens else day + timedelta(days=1)
        start = datetime.combine(day, opens, tzinfo=ZONE).astimezone(UTC)
        found.append((start, datetime.combine(last, closes, tzinfo=ZONE).astimezone(UTC)))
    return found


def _is_open(intervals: list[Interval], at: datetime) -> bool:
    return any(start <= at < end for start, end in intervals)


def _until(intervals: list[Interval], at: datetime) -> datetime | None:
    """When the opening that runs at `at` ends, the next ones that join on to it included; None
    when it goes on for a week or is not open at all."""
    end = at
    for begins, ends in sorted(intervals):
        if begins <= end < ends:
            end = ends
    return end if at < end < at + _LONG else None
