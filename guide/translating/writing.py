"""The one way in which a translation is saved: through the app that owns the text."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import consent_sheet, question_editing
from contacts.models import Code, Country, DataProposal, StandardQuestion
from contacts.proposal_parts import Subject, subject_of
from contacts.proposals import (
    ProposalRefusedError,
    about_of,
    data_decided,
    propose_words,
    waiting_on,
)
from contacts.services import refresh_search
from contacts.translated_rows import own_rows
from guide import editing
from guide.models import Page, Section, Version
from guide.permissions import can_translate
from guide.publishing import MoveRefused
from guide.translating import reading
from guide.translating.models import Translation
from guide.translating.reading import Unit, digest
from guide.translating.streams import SHEET, Stream, key_field, streams
from guide.wording import wording_of
from protection.actor import Actor, require_actor
from protection.audit import record

# What a translation has to carry over: a placeholder, a link, a pair of bold marks.
_KEPT = re.compile(r"%\(\w+\)[sd]|\{\w*\}|\]\(|\*\*")


WAITS = gettext_lazy("Another change of this waits for a decision. Take it back first.")


class StaleText(Exception):
    """Source or translation were changed since they were shown; nothing was written."""


def save(shown: Unit, text: str, *, actor: Actor, now: datetime, same: bool = False) -> bool:
    """Write one translation; `shown` is the unit as its editor saw it. False where it is shared by
    the countries and holds once a contact point agrees.

    Raises PermissionError, StaleText, and ValidationError when the text does not fit, loses a
    mark of the source, or its page is in review or its row waits for a decision.
    """
    if not can_translate(actor):
        raise PermissionError
    text = text.replace("\r\n", "\n").strip()
    with transaction.atomic():
        unit = reading.unit(shown.stream, shown.key, shown.language)
        if unit is None or (unit.source, unit.target) != (shown.source, shown.target):
            raise StaleText
        check(unit, text)
        about = _shared(unit) if text != unit.target else None
        if about is not None:
            _propose(about, unit, text, now)
            return False
        if text != unit.target:
            with pghistory.context(user_id=actor.user_id, source="workbench"):
                _write(unit, text, actor, now)
            record(
                "translation_written",
                subject="translation",
                subject_id=unit.key[:64],
                detail={"stream": unit.stream, "language": unit.language},
            )
        if unit.stream != SHEET:  # its versions hold what they were made from
            note(unit, text, same=same)
    return True


def check(unit: Unit, text: str) -> None:
    """Raises ValidationError when a text cannot be this unit's translation."""
    if not text:
        raise ValidationError(_("Write a translation."))
    if sorted(_KEPT.findall(unit.source)) != sorted(_KEPT.findall(text)):
        raise ValidationError(
            _("Links, bold words and placeholders such as {name} must be as many as in the source.")
        )
    if unit.stream != SHEET:
        stream = streams()[unit.stream]
        field: Any = stream.model._meta.get_field(f"{stream.field}_{unit.language}")
        if field.max_length and len(text) > field.max_length:
            raise ValidationError(
                _("Write at most %(number)s characters.") % {"number": field.max_length}
            )
        field.clean(text, None)


def _shared(unit: Unit) -> Subject | None:
    """What all countries read alike, and the referral form with them; None for other texts."""
    stream = streams().get(unit.stream)
    if stream is None or not stream.part:
        return None
    return subject_of(stream.model._default_manager.get(**{key_field(stream.model): unit.key}))


def waits_for_another(unit: Unit) -> bool:
    """Whether somebody else's change of the unit's row waits; two queries for a shared one."""
    about = _shared(unit)
    if about is None:
        return False
    return waiting_on(about).exclude(proposed_by=require_actor().user_id).exists()


def _propose(about: Subject, unit: Unit, text: str, now: datetime) -> None:
    column = f"{streams()[unit.stream].field}_{unit.language}"
    try:
        propose_words(about, {column: text}, now=now)
    except ProposalRefusedError:
        raise ValidationError(WAITS) from None


@receiver(data_decided)
def agreed(proposal: DataProposal, **_signal: Any) -> None:
    """Remember of agreed words from which source they were made; the same text was meant."""
    about = about_of(proposal) if proposal.state == DataProposal.State.ACCEPTED else None
    if about is None or about.row is None or proposal.before is None:
        return
    model, after = type(about.row), proposal.after or {}
    key = str(getattr(about.row, key_field(model)))
    for column in (name for name in after if after[name] != proposal.before.get(name)):
        field, _underscore, language = column.rpartition("_")
        unit = reading.unit(f"{model._meta.label_lower}.{field}", key, language)
        if unit is not None and unit.target:
            note(unit, unit.target, same=unit.target == unit.source)


def note(unit: Unit, text: str, *, same: bool) -> None:
    """Remember from which source a translation was made."""
    Translation.objects.update_or_create(
        stream=unit.stream,
        key=unit.key,
        language=unit.language,
        defaults={
            "source_language": unit.source_language,
            "source_digest": digest(unit.source),
            "target_digest": digest(text),
            "same": same,
        },
    )


def note_sources() -> int:
    """Remember the source of every translation that was written elsewhere since; returns how many.
    One query for each field and language, a second where there is news."""
    number = 0
    for stream in streams().values():
        for language in stream.languages:
            rows = reading.not_noted(stream, language)
            number += len(rows)
            Translation.objects.bulk_create(
                [
                    Translation(
                        stream=stream.id,
                        key=key,
                        language=language,
                        source_language=source_language,
                        source_digest=digest(source),
                        target_digest=digest(target),
                    )
                    for _stream, key, source_language, source, target, _state in rows
                ],
                update_conflicts=True,
                unique_fields=["stream", "key", "language"],
                update_fields=["source_language", "source_digest", "target_digest", "same"],
                batch_size=500,
            )
    return number


def _write(unit: Unit, text: str, actor: Actor, now: datetime) -> None:
    if unit.stream == SHEET:
        _write_sheet(unit, text, actor, now)
        return
    stream = streams()[unit.stream]
    writer = _WRITERS.get(stream.model._meta.label, _write_row)
    writer(stream, unit, text, now)


def _write_row(stream: Stream, unit: Unit, text: str, now: datetime) -> None:
    """A field of a row that has no versions; what follows from it is brought up to date."""
    name = key_field(stream.model)
    row: Any = stream.model._default_manager.select_for_update(of=("self",)).get(**{name: unit.key})
    setattr(row, f"{stream.field}_{unit.language}", text)
    if _counts_its_versions(row):
        row.version += 1
    row.save()
    _refresh(row)
    if own := own_rows(stream.model):
        own.written(row)


def _refresh(row: Model) -> None:
    """The directory is found and sorted by its texts."""
    if row._meta.label == "contacts.Organisation":
        refresh_search([row.pk])
    elif isinstance(row, Code | Country):
        refresh_search()
    elif isinstance(organisation := getattr(row, "organisation_id", None), int):
        refresh_search([organisation])


def _counts_its_versions(row: Any) -> bool:
    return isinstance(getattr(row, "version", None), int)


def _write_page(stream: Stream, unit: Unit, text: str, now: datetime) -> None:
    """A text of the guide becomes a draft, which goes the way of every other."""
    slug, _slash, key = unit.key.partition("/")
    version = editing.current(Page.objects.get(slug=slug))
    wording = wording_of(version)
    if stream.model is Version:
        told: dict[str, Any] = {
            stream.field: {**getattr(wording, stream.field), unit.language: text}
        }
        wording = replace(wording, **told)
    else:
        sections = []
        for section in wording.sections:
            if section.key == key:
                told = {stream.field: {**getattr(section, stream.field), unit.language: text}}
                section = replace(section, **told)  # noqa: PLW2901 - the one that is translated
            sections.append(section)
        wording = replace(wording, sections=tuple(sections))
    try:
        editing.write(slug, wording, stamp=editing.stamp_of(version), now=now)
    except MoveRefused:
        raise ValidationError(
            _("This page is in review: take it back on its own page before you change it.")
        ) from None


def _write_question(stream: Stream, unit: Unit, text: str, now: datetime) -> None:
    """A question is worded anew; what was asked keeps its words."""
    code, _slash, choice = unit.key.partition("/")
    question = StandardQuestion.objects.get(code=code)
    newest = question.versions.prefetch_related("choices").order_by("-number")[0]
    wording = question_editing.wording_of(newest)
    if choice:
        places = [row.code for row in newest.choices.all()]
        choices = [dict(names) for names in wording.choices]
        choices[places.index(choice)][unit.language] = text
        wording = replace(wording, choices=choices)
    else:
        wording = replace(wording, text={**wording.text, unit.language: text})
    question_editing.change_question(code, wording, newest=newest.number, now=now)


def _write_sheet(unit: Unit, text: str, actor: Actor, now: datetime) -> None:
    sheet = consent_sheet.find_sheet(unit.language)
    if sheet is None:
        raise StaleText
    consent_sheet.write_sheet(
        sheet.language,
        name=sheet.name,
        direction=sheet.direction,
        active=sheet.active,
        texts={**sheet.texts, unit.key: text},
        shown=sheet.version,
        by=actor.user_id,
        now=now,
    )


_WRITERS: dict[str, Callable[[Stream, Unit, str, datetime], None]] = {
    Version._meta.label: _write_page,
    Section._meta.label: _write_page,
    "contacts.QuestionVersion": _write_question,
    "contacts.QuestionChoice": _write_question,
}
