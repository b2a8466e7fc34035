"""The dry run: what a file would add and change, and what is wrong with it, by row and field.

Nothing is written here. Rows are looked at a batch at a time, so that a long file needs no more
memory than a short one; of the rows that changed nothing only their number is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from itertools import islice
from typing import Any
from uuid import UUID

import phonenumbers
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from contacts.models import Country, NationalContactPoint, Organisation
from exchange.columns import LANGUAGES, NAMED_BY, ORGANISATIONS, Column, Table, clean, shown_text
from exchange.models import PlannedRow
from exchange.permissions import can_import_into
from exchange.reading import Row
from protection.actor import Actor

BATCH = 500
_Action = PlannedRow.Action


class Plan:
    """What the rows of one file come to, for one person."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.counted: Counter[str] = Counter()
        self._position = 0
        self._met: dict[tuple[str, str], int] = {}
        # Organisations that this file adds: their country, or None where their row has a fault.
        self._added: dict[str, Organisation | None] = {}
        self._rota = set(NationalContactPoint.objects.values_list("organisation_id", flat=True))
        # What the database said of values that came before: most rows of a file have the same.
        self._said: dict[tuple[str, str], list[str]] = {}
        self._calling = {c.dialling_code: c.code for c in Country.objects.all()}

    def batches(self, rows: Iterable[Row]) -> Iterator[tuple[int, list[PlannedRow]]]:
        """How many rows of the file have been looked at, and what is to be kept of the last."""
        reading, done = iter(rows), 0
        while batch := list(islice(reading, BATCH)):
            done += len(batch)
            yield done, self._look_at(batch)

    def _look_at(self, batch: list[Row]) -> list[PlannedRow]:
        found = _Directory(batch)
        kept = []
        for row in batch:
            self._position += 1
            planned = _Look(self, row, found).result()
            self.counted[planned.action if planned else "same"] += 1
            if planned:
                kept.append(planned)
        return kept

    def met_before(self, table: str, key: str, number: int) -> int | None:
        """The earlier row of the file with this key, or None when it is the first."""
        earlier = self._met.setdefault((table, key), number)
        return None if earlier == number else earlier


class _Directory:
    """What the directory holds about the rows of a batch, in three queries at most."""

    def __init__(self, batch: list[Row]) -> None:
        slugs = {row.cells.get("slug") or row.cells.get("organisation") or "" for row in batch}
        self.organisations = {
            organisation.slug: organisation
            for organisation in Organisation.objects.filter(slug__in=slugs).defer("search_vector")
        }
        owners = {organisation.pk: organisation for organisation in self.organisations.values()}
        self.by_id: dict[tuple[str, str], Any] = {}
        self.by_name: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for table in {row.table.name: row.table for row in batch}.values():
            if table is ORGANISATIONS:
                continue
            ids = [_uuid(row.cells.get("id", "")) for row in batch if row.table is table]
            parts = (
                table.model._default_manager.filter(
                    models.Q(organisation_id__in=owners)
                    | models.Q(public_id__in=[i for i in ids if i])
                )
                .select_related(*table.related)
                .prefetch_related(*table.prefetched)
            )
            for part in parts.order_by("pk"):
                self.by_id[table.name, str(part.public_id)] = part  # type: ignore[attr-defined]
                self.by_name[table.name, part.organisation_id].append(part)  # type: ignore[attr-defined]


class _Look:
    """One row, looked at."""

    def __init__(self, plan: Plan, row: Row, found: _Directory) -> None:
        self.plan, self.row, self.table, self.found = plan, row, row.table, found
        self.problems = [_problem(name, text) for name, text in row.faults]
        self.changes: list[list[str]] = []
        self.changed: list[Column] = []

    def result(self) -> PlannedRow | None:
        """What to keep of the row; None when it changes nothing."""
        if not self.row.cells:  # the head, or a row of nothing but faults
            return self._planned(None, "") if self.problems else None
        owner_slug = self.row.cells.get(
            "slug" if self.table is ORGANISATIONS else "organisation", ""
        )
        owner = self._owner(owner_slug)
        existing = self._existing(owner_slug, owner)
        before = existing if existing is not None else self._blank(owner)
        after = copy(before)
        self._compare(before, after, new=existing is None)
        if self.changes or existing is None:
            self._permission(before, after, owner)
        if self.changed:
            self._constraints(after)
        if existing is None and self.table is ORGANISATIONS and owner_slug:
            whole = not any(problem["stops"] for problem in self.problems)
            self.plan._added.setdefault(owner_slug, after if whole else None)
        if not (self.changes or self.problems):
            return None
        return self._planned(existing, owner_slug)

    def _planned(self, existing: Any, owner: str) -> PlannedRow:
        stops = any(problem["stops"] for problem in self.problems)
        action = _Action.FAULT if stops else _Action.CHANGE if existing else _Action.NEW
        if not stops and not self.changes:  # told, and nothing to write
            action = _Action.FAULT
        target = "" if existing is None else self.table.by_name[self.table.key].text_of(existing)
        return PlannedRow(
            user_id=self.plan.actor.user_id,
            position=self.plan._position,
            table=self.table.name,
            number=self.row.number,
            action=action,
            target=target,
            owner=owner[:80],
            title=self._title(existing)[:250],
            changes=self.changes,
            problems=self.problems,
        )

    def _title(self, existing: Any) -> str:
        stem = NAMED_BY.get(self.table.name, "name")
        for language in LANGUAGES:
            if text := self.row.cells.get(f"{stem}_{language}"):
                return text
        return str(existing or "")

    def _owner(self, slug: str) -> Organisation | None:
        """The organisation of the row, in the directory or further up in the file."""
        if not slug:
            self._stop(
                "slug" if self.table is ORGANISATIONS else "organisation",
                _("Fill in the short name of the organisation."),
            )
            return None
        owner = self.found.organisations.get(slug)
        if owner is not None or self.table is ORGANISATIONS:
            return owner
        if slug not in self.plan._added:
            self._stop("organisation", _("The directory has no organisation with this short name."))
        elif (added := self.plan._added[slug]) is not None:
            return added
        else:
            self._stop("organisation", _("The row of this organisation has an error itself."))
        return None

    def _existing(self, slug: str, owner: Organisation | None) -> Any:
        """The row of the directory that this one is about; None for a new one."""
        if self.table is ORGANISATIONS:
            self._first_of(slug)
            return owner
        shown = self.row.cells.get("id", "")
        if not shown:
            found = self._of_the_same_name(owner)
            self._first_of(str(found.public_id) if found else f"{slug} {self._title(None)}")
            return found
        self._first_of(shown)
        identity = _uuid(shown)
        found = self.found.by_id.get((self.table.name, str(identity))) if identity else None
        if found is None:
            self._stop("id", _("The directory has no such row. Leave the id empty for a new one."))
        elif found.organisation.slug != slug:
            self._stop("organisation", _("This row belongs to another organisation."))
        return found

    def _of_the_same_name(self, owner: Organisation | None) -> Any:
        """A row without an id is the one of the same name: a file may be brought in twice."""
        if owner is None or owner.pk is None:
            return None
        stem = NAMED_BY[self.table.name]
        names = [f"{stem}_{language}" for language in LANGUAGES]
        for part in self.found.by_name[self.table.name, owner.pk]:
            told = [
                (self.row.cells[n], getattr(part, n) or "") for n in names if self.row.cells.get(n)
            ]
            if told and all(cell == text for cell, text in told):
                return part
        return None

    def _first_of(self, key: str) -> None:
        earlier = self.plan.met_before(self.table.name, key, self.row.number) if key else None
        if earlier is not None:
            self._stop(
                self.table.key,
                _("This is the same as row %(number)s of the file.") % {"number": earlier},
            )

    def _blank(self, owner: Organisation | None) -> Any:
        blank = self.table.model()
        if self.table is not ORGANISATIONS and owner is not None:
            blank.organisation = owner  # type: ignore[attr-defined]
        return blank

    def _compare(self, before: Any, after: Any, *, new: bool) -> None:
        for column in self.table.columns:
            cell = self.row.cells.get(column.name)
            if new and column.required and not cell and column.name not in {"slug", "organisation"}:
                self._stop(column.name, _("A new row needs this."))
            if cell is None or (column.fixed and (new or column.name == "organisation")):
                if new and cell and column.name == "slug":
                    self._set(column, "", cell, after)
                continue
            now = "" if new else column.text_of(before)
            if cell == now or (cell == now.strip()) or self._as_shown(column, cell, before, new):
                continue
            if new and not cell:
                continue
            if column.fixed:
                if column.name != self.table.key:
                    self._stop(column.name, _("This cannot be changed by a file."))
                continue
            self._set(column, now, cell, after)

    def _as_shown(self, column: Column, cell: str, before: Any, new: bool) -> bool:
        """Whether a text is what the file's reader saw for want of one in their language."""
        stem, _line, language = column.name.rpartition("_")
        return (
            not new
            and bool(self.row.shown_in)
            and language in LANGUAGES
            and cell == shown_text(before, stem, language).strip()
        )

    def _set(self, column: Column, now: str, cell: str, after: Any) -> None:
        try:
            if column.required and not cell:
                raise ValidationError(_("This text cannot be empty."))
            value = clean(column, self.table, column.parsed(cell), after)
        except ValidationError as error:
            self._stop(column.name, " ".join(error.messages), cell)
            return
        if value == column.value_of(after) and column.name != "slug":
            return
        setattr(after, column.attribute, value)
        self.changes.append([column.name, now, column.text_of(after)])
        self.changed.append(column)
        if column.name == "phone" and value:
            self._look_at_phone(value, after)

    def _look_at_phone(self, value: str, after: Any) -> None:
        """A number of another country may be right; whoever brings it in is told."""
        owner = after if self.table is ORGANISATIONS else after.organisation
        if not value.startswith("+"):
            return
        number = phonenumbers.parse(value)
        country = self.plan._calling.get(f"+{number.country_code}", "")
        if owner.country_id and country != owner.country_id:
            text = _("This is a number of another country than the organisation’s.")
            self.problems.append(_problem("phone", text, stops=False))

    def _permission(self, before: Any, after: Any, owner: Organisation | None) -> None:
        for row in {id(r): r for r in (before, after)}.values():
            entry = row if self.table is ORGANISATIONS else owner
            if entry is None or (row is before and entry.pk is None):
                continue
            if not can_import_into(self.plan.actor, entry.country_id):
                self._stop(
                    "country" if self.table is ORGANISATIONS else "organisation",
                    _("You may write the entries of your own country only."),
                )
                return
        entry = before if self.table is ORGANISATIONS else owner
        if entry is not None and entry.pk in self.plan._rota:
            self._stop(
                self.table.key,
                _(
                    "A national contact point’s data take a second person: change them on the "
                    "page of the organisation."
                ),
            )

    def _constraints(self, after: Any) -> None:
        """What the database would refuse as a whole, of the constraints that the changes touch."""
        touched = {column.attribute.removesuffix("_id") for column in self.changed}
        for constraint in self.table.model._meta.constraints:
            if not isinstance(constraint, models.CheckConstraint):
                continue
            names = {
                str(name) for name in getattr(constraint.condition, "referenced_base_fields", ())
            }
            if not names & touched:
                continue
            if messages := self._said_of(constraint, names, after):
                # What the directory may not hold, such as a shelter's address, is not kept here.
                refused = names & touched
                self.changes = [one for one in self.changes if one[0] not in refused]
                self._stop(min(refused), " ".join(messages))

    def _said_of(
        self, constraint: models.CheckConstraint, names: set[str], after: Any
    ) -> list[str]:
        """What is wrong with these values; the database is asked once for the same ones."""
        asked = constraint.name, repr([getattr(after, name) for name in sorted(names)])
        if asked not in self.plan._said:
            try:
                constraint.validate(self.table.model, after)
            except ValidationError as error:
                self.plan._said[asked] = error.messages
            else:
                self.plan._said[asked] = []
        return self.plan._said[asked]

    def _stop(self, name: str, text: str, cell: str = "") -> None:
        self.problems.append(_problem(name, text, cell=cell))


def _problem(name: str, text: str, *, cell: str = "", stops: bool = True) -> dict[str, Any]:
    return {"field": name, "text": text, "cell": cell[:200], "stops": stops}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def table_label(table: Table) -> str:
    """A table in the reader's words."""
    return {
        "organisations": _("Organisations"),
        "contact_points": _("Contact points"),
        "services": _("Services"),
    }[table.name]
