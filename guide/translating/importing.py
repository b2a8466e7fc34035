"""A bureau's translations: shown change by change before anything is written, then all or none."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from guide.translating import reading, writing
from guide.translating.reading import DONE, MISSING, PROPOSED, SAME, SOURCES, STALE, Filters, Unit
from guide.translating.xliff import Incoming, NotXliff
from protection.actor import Actor
from protection.audit import record


@dataclass(frozen=True)
class Row:
    """One text of a file: what it would change, or why it is not taken. `unit` is None where the
    portal has no such text."""

    id: str
    unit: Unit | None
    text: str
    error: str = ""

    @property
    def changes(self) -> bool:
        return self.unit is not None and not self.error and self.text != self.unit.target


@dataclass(frozen=True)
class Plan:
    """What a file would do."""

    language: str
    rows: list[Row]

    @property
    def changes(self) -> list[Row]:
        return [row for row in self.rows if row.changes]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.error]

    @property
    def unchanged(self) -> int:
        return len(self.rows) - len(self.changes) - len(self.refused)

    @property
    def digest(self) -> str:
        """What tells this plan from another: somebody may edit between showing and writing."""
        told = [f"{row.id}\n{row.unit.target}\n{row.text}" for row in self.changes if row.unit]
        return sha256("\n\n".join(told).encode()).hexdigest()


def plan(incoming: list[Incoming]) -> Plan:
    """Compare a file with the portal; two queries, and two for
    each change of what countries share. Raises NotXliff for a file of several target
    languages, of none that the portal has, or without a translation."""
    languages = {unit.language for unit in incoming}
    if not languages:
        raise NotXliff(_("The file holds no translation."))
    if len(languages) > 1 or not languages <= set(SOURCES):
        raise NotXliff(_("The file has to be in one target language: nl, fr, en or de."))
    (language,) = languages
    everything = Filters(language, states=(MISSING, STALE, SAME, DONE, PROPOSED))
    known = {unit.place: unit for unit in reading.units(everything, limit=10**6)}
    return Plan(language, [_row(each, known.get(each.id)) for each in incoming])


def apply(agreed: Plan, *, actor: Actor, now: datetime) -> tuple[int, int]:
    """Write what a plan changes, all of it or nothing; how many texts, and how many more hold once
    a contact point agrees.

    Raises what `writing.save` raises.
    """
    written = 0
    with transaction.atomic():
        for row in agreed.changes:
            if row.unit is not None:
                written += writing.save(row.unit, row.text, actor=actor, now=now)
        record(
            "translations_imported",
            subject="translation",
            subject_id=agreed.language,
            detail={"texts": str(len(agreed.changes)), "refused": str(len(agreed.refused))},
        )
    return written, len(agreed.changes) - written


def _row(incoming: Incoming, unit: Unit | None) -> Row:
    text = incoming.target.replace("\r\n", "\n").strip()
    return Row(incoming.id[:200], unit, text, _error(incoming, unit, text))


def _error(incoming: Incoming, unit: Unit | None, text: str) -> str:
    if unit is None:
        return _("The portal has no such text, or no longer.")
    if text == unit.target:
        return ""
    problem: str | Promise = ""
    if unit.state == PROPOSED:
        problem = writing.WAITS
    elif incoming.foreign:
        problem = _("The text holds marks of a translation program that are no part of it.")
    elif " ".join(incoming.source.split()) != " ".join(unit.source.split()):
        problem = _("The source was changed since the file was made.")
    elif incoming.before and incoming.before != unit.target_digest:
        problem = _("Somebody translated it here since the file was made.")
    else:
        try:
            writing.check(unit, text)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            problem = writing.WAITS if writing.waits_for_another(unit) else ""
    return str(problem)
