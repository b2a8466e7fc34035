"""Tonight: who answers the phone now in each country, in which language, and who opens next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from contacts import codes
from contacts.duty import ZONE, Answering, answering_in, opens_next_of
from contacts.models import Country, NationalContactPoint
from contacts.presenters import confirmation_of, phone_uri


@dataclass(frozen=True)
class Line:
    """A phone that is answered now. `until` "" : day and night."""

    slug: str
    name: str
    function: str
    phone: str
    phone_uri: str
    languages: str
    until: str
    deputy: bool
    confirmed: str


@dataclass(frozen=True)
class Later:
    """A contact point that nobody is known to answer for now. `opens` "": hours not known."""

    slug: str
    name: str
    phone: str
    phone_uri: str
    opens: str
    confirmed: str


@dataclass(frozen=True)
class Tonight:
    """A country: its numbers in danger, who answers, who does later."""

    country: Country
    police_uri: str
    lines: list[Line]
    later: list[Later]
    others: int  # who answer, but not in the language that was asked for


def tonight(at: datetime, *, language: str = "", country: str = "") -> list[Tonight]:
    """The countries of the portal, each with who answers at `at`; eight queries.

    With a `language` those who speak it; with a `country` that one alone.
    """
    countries = list(Country.objects.filter(in_portal=True).order_by("order", "code"))
    if country:
        countries = [one for one in countries if one.pk == country]
    answering = answering_in([one.pk for one in countries], at)
    later = _later(answering, at)
    found = []
    for one in countries:
        speaking = [
            line for line in answering[one.pk] if not language or language in line.languages
        ]
        found.append(
            Tonight(
                country=one,
                police_uri=phone_uri(one.police_number),
                lines=[_line(line, at) for line in speaking],
                later=later.get(one.pk, []),
                others=len(answering[one.pk]) - len(speaking),
            )
        )
    return found


def _line(answering: Answering, at: datetime) -> Line:
    return Line(
        slug=answering.slug,
        name=answering.name,
        function=answering.function,
        phone=answering.phone,
        phone_uri=phone_uri(answering.phone),
        languages=" · ".join(codes.labels("language", answering.languages)),
        until=_moment(answering.until, at.astimezone(ZONE).date()) if answering.until else "",
        deputy=answering.deputy,
        confirmed=confirmation_of(answering.verified_at),
    )


def _later(answering: dict[str, list[Answering]], at: datetime) -> dict[str, list[Later]]:
    """By country, the organisations of its contact point that are not among those who answer."""
    here = {one.organisation_id for lines in answering.values() for one in lines}
    places: Sequence[NationalContactPoint] = [
        place
        for place in NationalContactPoint.objects.filter(
            country_id__in=answering, organisation__active=True
        )
        .exclude(organisation__phone="")
        .select_related("organisation")
        .defer("organisation__search_vector")
        .order_by("order", "id")
        if place.organisation_id not in here
    ]
    opens = opens_next_of([place.organisation_id for place in places], at)
    today = at.astimezone(ZONE).date()
    found: dict[str, list[Later]] = {}
    for place in places:
        organisation, when = place.organisation, opens.get(place.organisation_id)
        found.setdefault(place.country_id, []).append(
            Later(
                slug=organisation.slug,
                name=organisation.name,
                phone=organisation.phone,
                phone_uri=phone_uri(organisation.phone),
                opens=_moment(when, today) if when else "",
                confirmed=confirmation_of(organisation.verified_at),
            )
        )
    return found


def _moment(moment: datetime, today: date) -> str:
    """17:00, or on another day with the weekday: Monday 09:00."""
    local = moment.astimezone(ZONE)
    clock = date_format(local, "TIME_FORMAT")
    return clock if local.date() == today else f"{date_format(local, 'l')} {clock}"
