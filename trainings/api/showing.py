"""What programs read: codes with their labels, texts in both languages, days and numbers."""

from typing import Any

from django.db.models import Model

from accounts.machine.schemas import (
    CODED,
    COUNTRY,
    DAY,
    HOUR,
    MOMENT,
    NAME,
    NUMBER,
    ORGANISATION,
    TEXTS,
    UUID_,
    list_,
    object_,
)
from accounts.machine.showing import Shown, organisation
from contacts import codes
from trainings.codes import DayPart, Format, Jurisdiction, Level, Topic, Urgency
from trainings.life import RoundState, Seat, State
from trainings.models import HalfDay, Material, ProgrammePart, Registration, Round, Training
from trainings.models.materials import Audience, Licence, MaterialKind, VersionState
from trainings.placing import room_of, taken_in
from trainings.ranking import NeedLine

TEXT = object_(text=NAME, language=NAME)
_LINE = {
    "id": UUID_,
    "reference": NAME,
    "state": CODED,
    "title": TEXTS,
    "topic": CODED,
    "format": CODED,
    "languages": list_(CODED),
    "interpretation": list_(CODED),
    "place": NAME,
    "first_day": DAY,
    "last_day": DAY,
    "register_until": DAY,
    "places": NUMBER,
    "placed": NUMBER,
    "waiting": NUMBER,
}
TRAINING_LINE = object_(**_LINE)
TRAINING = object_(
    **_LINE,
    aims=TEXTS,
    level=CODED,
    audience=list_(CODED),
    accessibility=TEXTS,
    costs=TEXTS,
    organiser={
        **ORGANISATION,
        "type": ["object", "null"],
        "description": "null for the secretariat",
    },
    need={**UUID_, "type": ["string", "null"], "description": "The need that it meets"},
    half_days=list_(object_(id=NUMBER, day=DAY, part=CODED, starts=HOUR, ends=HOUR)),
    programme=list_(
        object_(
            title=TEXTS,
            text=TEXTS,
            jurisdiction={**CODED, "description": "Whose law it is about"},
            half_day={"type": ["integer", "null"]},
        )
    ),
    places_by_country=list_(object_(country=NAME, places=NUMBER, taken=NUMBER)),
    reserve=object_(places=NUMBER, taken=NUMBER),
    trainers=list_(object_(name=NAME, function=TEXTS)),
    courses=list_(object_(provider=CODED, reference=NAME, title=NAME, link=NAME)),
)
ROUND = object_(id=NUMBER, title=TEXTS, state=CODED, opened_at=MOMENT, closes_on=DAY)
NEED = object_(
    id=UUID_,
    rank_score=NUMBER,
    subject=TEXT,
    topic=CODED,
    level=CODED,
    urgency=CODED,
    format=CODED,
    languages=list_(CODED),
    audience=list_(CODED),
    organisation=ORGANISATION,
    country=COUNTRY,
    kind=CODED,
    supporters=NUMBER,
    countries=NUMBER,
    people=NUMBER,
    met_by={**UUID_, "type": ["string", "null"], "description": "The training that meets it"},
)
TOOL = object_(
    id=UUID_,
    title=TEXTS,
    about=TEXTS,
    kind=CODED,
    country=COUNTRY,
    languages=list_(CODED),
    jurisdictions=list_(CODED),
    licence=CODED,
    audience=CODED,
    maker=NAME,
    year={"type": ["integer", "null"]},
    address=NAME,
    versions=list_(object_(number=NUMBER, kind=NAME, added_at=MOMENT)),
    training={**UUID_, "type": ["string", "null"]},
)
NOMINATION = object_(
    id=UUID_,
    training=UUID_,
    reference=NAME,
    seat=CODED,
    name={**NAME, "description": "Empty once it was deleted by schedule"},
    email=NAME,
    language=NAME,
    line={**NUMBER, "description": "The order of registration"},
    registered_at=MOMENT,
    version={**NUMBER, "description": "For If-Match: changes with the seat"},
)
SEATS = list(Seat)


def coded(choices: Any, code: str) -> Shown:
    """A code of a list of this app, with its label."""
    return {"code": str(code), "label": str(choices(code).label)}


def listed(code_list: str, wanted: list[str]) -> list[Shown]:
    """Codes of a list of the portal."""
    return [{"code": code, "label": codes.label(code_list, code)} for code in wanted]


def texts(row: Model, field: str) -> Shown:
    """A translated text in both languages."""
    return {language: getattr(row, f"{field}_{language}") or "" for language in ("nl", "fr")}


def training_line(row: Training) -> Shown:
    """A training as the list gives it."""
    return {
        "id": str(row.pk),
        "reference": row.reference,
        "state": coded(State, row.state),
        "title": texts(row, "title"),
        "topic": coded(Topic, row.topic),
        "format": coded(Format, row.format),
        "languages": listed("language", row.languages),
        "interpretation": listed("language", row.interpretation),
        "place": row.place,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "register_until": row.register_until,
        "places": row.places,
        "placed": row.placed,
        "waiting": row.waiting,
    }


def training(row: Training) -> Shown:
    """One training with all that its page tells everybody; the link to take part is not told."""
    room, taken = room_of(row), taken_in(row)
    return training_line(row) | {
        "aims": texts(row, "aims"),
        "level": coded(Level, row.level),
        "audience": listed("org_type", row.audience),
        "accessibility": texts(row, "accessibility"),
        "costs": texts(row, "costs"),
        "organiser": organisation(row.organiser) if row.organiser else None,
        "need": str(row.need_id) if row.need_id else None,
        "half_days": [_half_day(one) for one in row.half_days.all()],
        "programme": [_part(one) for one in row.parts.all()],
        "places_by_country": [
            {"country": code, "places": places, "taken": min(places, taken.get(code, 0))}
            for code, places in room.own.items()
        ],
        "reserve": {"places": room.reserve, "taken": room.in_reserve(taken)},
        "trainers": [
            {"name": one.name, "function": texts(one, "function")} for one in row.trainers.all()
        ],
        "courses": [
            {
                "provider": {"code": one.provider, "label": one.get_provider_display()},
                "reference": one.reference,
                "title": one.title,
                "link": one.link,
            }
            for one in row.courses.all()
        ],
    }


def _half_day(row: HalfDay) -> Shown:
    return {
        "id": row.pk,
        "day": row.day,
        "part": coded(DayPart, row.part),
        "starts": row.starts,
        "ends": row.ends,
    }


def _part(row: ProgrammePart) -> Shown:
    return {
        "title": texts(row, "title"),
        "text": texts(row, "text"),
        "jurisdiction": coded(Jurisdiction, row.jurisdiction),
        "half_day": row.half_day_id,
    }


def need_round(row: Round) -> Shown:
    """A round of the needs inventory."""
    return {
        "id": row.pk,
        "title": texts(row, "title"),
        "state": coded(RoundState, row.state),
        "opened_at": row.opened_at,
        "closes_on": row.closes_on,
    }


def need(line: NeedLine) -> Shown:
    """A need as it is ranked, with how many stand behind it."""
    row = line.need
    return {
        "id": str(row.pk),
        "rank_score": row.score,
        "subject": {"text": row.subject, "language": row.language},
        "topic": coded(Topic, row.topic),
        "level": coded(Level, row.level),
        "urgency": coded(Urgency, row.urgency),
        "format": coded(Format, row.format),
        "languages": listed("language", row.languages),
        "audience": listed("org_type", row.audience),
        "organisation": organisation(row.organisation),
        "country": row.country_id,
        "kind": {"code": row.kind, "label": codes.label("org_type", row.kind)},
        "supporters": row.supporters,
        "countries": row.countries,
        "people": row.people_asked,
        "met_by": str(line.training.pk) if line.training else None,
    }


def tool(row: Material) -> Shown:
    """A tool of the library; its files are fetched on the page."""
    return {
        "id": str(row.pk),
        "title": texts(row, "title"),
        "about": texts(row, "about"),
        "kind": coded(MaterialKind, row.kind),
        "country": row.country_id,
        "languages": listed("language", row.languages),
        "jurisdictions": [coded(Jurisdiction, code) for code in row.jurisdictions],
        "licence": coded(Licence, row.licence),
        "audience": coded(Audience, row.audience),
        "maker": row.maker,
        "year": row.year,
        "address": row.address,
        "versions": [
            {"number": one.number, "kind": one.kind, "added_at": one.added_at}
            for one in row.versions.all()
            if one.state == VersionState.READY
        ],
        "training": str(row.training_id) if row.training_id else None,
    }


def version_of(row: Registration) -> int:
    """What If-Match names: the seat is all that changes of a nomination."""
    return SEATS.index(Seat(row.seat))


def nomination(row: Registration) -> Shown:
    """Somebody whom the organisation put forward."""
    return {
        "id": str(row.pk),
        "training": str(row.training_id),
        "reference": row.training.reference,
        "seat": coded(Seat, row.seat),
        "name": row.name,
        "email": row.email,
        "language": row.language,
        "line": row.line,
        "registered_at": row.registered_at,
        "version": version_of(row),
    }
