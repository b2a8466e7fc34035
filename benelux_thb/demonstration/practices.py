"""What the working group did in 2017, its tasks and programme among it, and a few of these weeks.

`practices.json` holds the words, each text as [Dutch, French]; all of it is invented. `when` is a
day, or so many days before today.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Model

from accounts.models import Role
from workinggroup.models.declaration import DeclarationTask
from workinggroup.models.inquiry import (
    Contribution,
    CountryPosition,
    InquiryQuestion,
    Synthesis,
)
from workinggroup.models.practices import Adoption, Practice, PracticeComment
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry
from workinggroup.models.signals import Confirmation, Signal
from workinggroup.practices.life import State
from workinggroup.practices.services import index

from .cast import Cast, Person

DAY = timedelta(days=1)
DATA = Path(__file__).with_suffix(".json")
# The role in which somebody of an organisation writes, and who speaks for a country.
WRITERS = {
    "payoke": Role.TEAM_LEAD,
    "comensha": Role.CONTACT_POINT,
    "infotraite": Role.CONTACT_POINT,
}
SPEAKERS = {"NL": "comensha", "BE": "payoke", "LU": "infotraite"}
LINES_OF = date(2017, 12, 4)


def load(cast: Cast, now: datetime, *, using: str) -> None:
    """Write all of it; it stands on the reference data of the working group."""
    told: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    for rows in (_practices(told, cast, now), _signals(told, cast, now)):
        for row in rows:
            row.save(using=using, force_insert=True)
            if isinstance(row, Practice):
                index(row, using=using)
    for row in _inquiry(told, cast, using):
        row.save(using=using, force_insert=True)
    _programme(told, cast, using)


def _writer(cast: Cast, slug: str) -> Person:
    return cast.person(slug, WRITERS[slug])


def _at(day: str | date, hour: int = 10) -> datetime:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _when(told: str | int, now: datetime) -> datetime:
    return now - told * DAY if isinstance(told, int) else _at(told)


def _columns(texts: dict[str, list[str]]) -> dict[str, str]:
    """The columns of texts that are [Dutch, French]."""
    return {
        f"{name}_{language}": text
        for name, both in texts.items()
        for language, text in zip(("nl", "fr"), both, strict=True)
    }


def _language(slug: str) -> str:
    return "fr" if slug == "infotraite" else "nl"


def _practices(told: dict[str, Any], cast: Cast, now: datetime) -> Iterator[Model]:
    for place, one in enumerate(told["practices"]):
        writer, at = _writer(cast, one["by"]), _when(one["when"], now)
        practice = Practice(
            state=one["state"],
            country_id=writer.country or None,
            organisation=writer.organisation,
            language=_language(one["by"]),
            written_by=writer.user.pk,
            created_at=at - 12 * DAY,
            sort_at=at,
            published_at=at if one["state"] == State.PUBLISHED else None,
            **one["values"],
            **_columns(one["texts"]),
        )
        yield practice
        for country, day in one["adopted"]:
            marker = _writer(cast, SPEAKERS[country])
            yield Adoption(
                practice=practice,
                country_id=country,
                organisation=marker.organisation,
                adopted_on=date.fromisoformat(day),
                marked_by=marker.user.pk,
                marked_at=_at(day, 15),
            )
        for comment in told["comments"]:
            if comment["of"] == place:
                person = _writer(cast, comment["by"])
                yield PracticeComment(
                    practice=practice,
                    organisation=person.organisation,
                    language=comment["language"],
                    text=comment["text"],
                    written_by=person.user.pk,
                    written_at=min(at + 9 * DAY, now),
                )


def _signals(told: dict[str, Any], cast: Cast, now: datetime) -> Iterator[Model]:
    for one in told["signals"]:
        writer, at = _writer(cast, one["by"]), _when(one["when"], now)
        signal = Signal(
            country_id=writer.country,
            organisation=writer.organisation,
            language=_language(one["by"]),
            since=(at - 40 * DAY).date().replace(day=1),
            posted_by=writer.user.pk,
            posted_at=at,
            confirmed_in=len(one["confirmed"]),
            **one["values"],
            **_columns(one["texts"]),
        )
        yield signal
        for place, (slug, note) in enumerate(one["confirmed"]):
            person = _writer(cast, slug)
            yield Confirmation(
                signal=signal,
                country_id=person.country,
                organisation=person.organisation,
                language=_language(slug),
                note=note,
                confirmed_by=person.user.pk,
                confirmed_at=min(at + (6 + 9 * place) * DAY, now),
            )


def _inquiry(told: dict[str, Any], cast: Cast, using: str) -> Iterator[Model]:
    questions = {row.slug: row for row in InquiryQuestion.objects.using(using)}
    for one in told["answers"]:
        person = _writer(cast, one["by"])
        yield Contribution(
            question=questions[one["question"]],
            organisation=person.organisation,
            country_id=person.country or None,
            kind=person.organisation.kind,
            language=one["language"],
            text=one["text"],
            written_by=person.user.pk,
            written_at=_at(one["on"]),
        )
    writer = cast.person("benelux", Role.SECRETARIAT).user.pk
    for one in told["positions"]:
        yield CountryPosition(
            country_id=one["country"],
            position=one["position"],
            since=date.fromisoformat(one["since"]),
            taken_by=writer,
            taken_at=_at(one["since"]),
            **_columns({"reasons": one["reasons"]}),
        )
    for number, one in enumerate(told["syntheses"], start=1):
        yield Synthesis(
            number=number,
            written_by=writer,
            written_at=_at(one["on"]),
            **_columns(one["texts"]),
        )


def _programme(told: dict[str, Any], cast: Cast, using: str) -> None:
    writer = cast.person("benelux", Role.SECRETARIAT).user.pk
    items = {row.slug: row for row in ProgrammeItem.objects.using(using)}
    for code, (state, line) in told["tasks"].items():
        task = DeclarationTask.objects.using(using).get(pk=code)
        for name, text in _columns({"line": line}).items():
            setattr(task, name, text)
        task.state, task.revision = state, 1
        task.changed_by, task.changed_at = writer, _at(LINES_OF)
        task.save(using=using)
    for slug, line in told["lines"].items():
        item = items[slug]
        for name, text in _columns({"line": line}).items():
            setattr(item, name, text)
        item.changed_by, item.changed_at = writer, _at(LINES_OF)
        item.save(using=using)
    for one in told["entries"]:
        entry = TopicEntry(
            topic=one["topic"],
            kind=one["kind"],
            on=date.fromisoformat(one["on"]),
            country_id=one["country"] or None,
            written_by=writer,
            written_at=_at(one["on"], 16),
            **_columns(one["texts"]),
        )
        entry.save(using=using, force_insert=True)
        entry.items.set([items[slug] for slug in one["serves"]])
