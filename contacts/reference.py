"""Load the product's own data: countries, code lists, rules, organisations.

The files in contacts/data are the truth of a new release; the database holds what editors made
of it. So each field is written only when the file's value differs from what the file said at
the last loading: an editor's change stays until the file itself brings news.
"""

import json
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import Error, transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone

from contacts import codes
from contacts.models import (
    Code,
    CodeList,
    ContactPoint,
    Country,
    CountryNotice,
    CountryRule,
    LoadedRow,
    NationalContactPoint,
    Network,
    NetworkMember,
    OpeningHours,
    Organisation,
    PlacingRule,
    Service,
)
from contacts.services import DATA, LANGUAGES, refresh_search
from contacts.standard_questions import QuestionChoice, QuestionVersion, StandardQuestion

# Sent within the loading, once the directory is there, with `using` and the `written` counts: an
# app above brings its own files, and what goes wrong there undoes the whole loading.
reference_data_loading = Signal()

_Values = dict[str, Any]


class DataFileError(Exception):
    """A data file cannot be loaded; the text says which row and why. Nothing was written."""


def load(*, using: str) -> dict[str, int]:
    """Bring the database up to the files, in one transaction; gives rows written per dataset.

    Raises DataFileError.
    """
    loader = _Loader(using)
    try:
        with transaction.atomic(using=using):
            loader.load()
            loader.at = "data of another app"
            reference_data_loading.send(sender=None, using=using, written=loader.written)
            if loader.labels_changed:
                refresh_search(using=using)
            elif loader.organisations_changed:
                refresh_search(loader.organisations_changed, using=using)
    except ValidationError as error:
        told = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise DataFileError(f"{loader.at}: {told}") from error
    except (KeyError, TypeError, ValueError, AttributeError, FieldDoesNotExist, Error) as error:
        raise DataFileError(f"{loader.at}: {type(error).__name__}: {error}") from error
    codes.forget()
    return loader.written


def read_data(name: str) -> Any:
    """A data file of the product, parsed."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


class _Loader:
    def __init__(self, using: str) -> None:
        self.using = using
        self.at = ""  # the row at hand, for a message about it
        self.written: dict[str, int] = {}
        self.labels_changed = False
        self.organisations_changed: set[int] = set()
        self._known = {
            (row.dataset, row.key): row for row in LoadedRow.objects.using(using).order_by("pk")
        }
        self._news: list[LoadedRow] = []
        self._met: set[tuple[str, str]] = set()

    def load(self) -> None:
        """All files, those that others name first."""
        self.load_countries()
        self.load_codes()
        self.load_rules()
        self.load_notices()
        self.load_organisations()
        self.load_networks()
        self.load_opening_hours()
        self.load_contact_points_of_countries()
        self.load_placing_rules()
        self.load_questions()
        self.remember()

    def load_countries(self) -> None:
        for row in self._rows("countries"):
            values = _flat(row, translated=["name"])
            if self._bring("country", row["code"], Country, {"code": row["code"]}, values):
                self.labels_changed = True

    def load_codes(self) -> None:
        for list_code, row in self._rows("codelists").items():
            self._bring(
                "code_list",
                list_code,
                CodeList,
                {"code": list_code},
                _languages("title", row["title"]),
            )
            for order, item in enumerate(row["codes"], start=1):
                values = _languages("name", item) | {
                    "list_id": list_code,
                    "code": item["code"],
                    "order": order,
                    "attributes": item.get("attributes", {}),
                }
                if "active" in item:  # labelled, never offered
                    values["active"] = item["active"]
                key = f"{list_code}/{item['code']}"
                identity = {"list_id": list_code, "code": item["code"]}
                if self._bring("code", key, Code, identity, values):
                    self.labels_changed = True
        self._retire("code", Code)

    def load_rules(self) -> None:
        for row in self._rows("rules"):
            values = _flat(row, translated=["document", "note"])
            values["country_id"] = values.pop("country")
            identity = {name: values[name] for name in ("country_id", "kind", "valid_from")}
            key = "/".join(str(value) for value in identity.values())
            self._bring("rule", key, CountryRule, identity, values)

    def load_notices(self) -> None:
        for row in self._rows("notices"):
            values = _flat(row, translated=["text"])
            values["country_id"] = values.pop("country")
            self._bring("notice", row["key"], CountryNotice, {"key": row["key"]}, values)
        self._retire("notice", CountryNotice)

    def load_organisations(self) -> None:
        for row in self._rows("organisations"):
            services, points = row.pop("services"), row.pop("contact_points")
            values = _flat(row, translated=["name", "roles", "notes"])
            values["country_id"] = values.pop("country")
            slug = row["slug"]
            wrote = self._bring("organisation", slug, Organisation, {"slug": slug}, values)
            organisation_id = int(self._object_id("organisation", slug))
            wrote |= self._load_parts("service", Service, slug, organisation_id, services)
            wrote |= self._load_parts("contact_point", ContactPoint, slug, organisation_id, points)
            if wrote:
                self.organisations_changed.add(organisation_id)
        self._retire("organisation", Organisation)
        self._retire("service", Service)

    def _load_parts(
        self, dataset: str, model: type[Model], slug: str, organisation_id: int, rows: list[_Values]
    ) -> bool:
        wrote = False
        for order, row in enumerate(rows, start=1):
            translated = [name for name, value in row.items() if isinstance(value, dict)]
            values = _flat(row, translated=translated) | {"order": order}
            key = f"{slug}/{values.pop('key')}"
            values["organisation_id"] = organisation_id
            wrote |= self._bring(dataset, key, model, None, values)
        return wrote

    def load_networks(self) -> None:
        for order, row in enumerate(self._rows("networks"), start=1):
            slug, members = row["slug"], row.pop("members")
            values = _flat(row, translated=["name", "description"]) | {"order": order}
            self._bring("network", slug, Network, {"slug": slug}, values)
            for place, member in enumerate(members, start=1):
                identity = {
                    "network_id": int(self._object_id("network", slug)),
                    "organisation_id": int(self._object_id("organisation", member)),
                }
                values = identity | {"order": place}
                self._bring("network_member", f"{slug}/{member}", NetworkMember, identity, values)
        self._retire("network", Network)

    def load_opening_hours(self) -> None:
        """A row of the file is one contact point; each of its weekdays becomes a row."""
        for row in self._rows("opening_hours"):
            point = f"{row['organisation']}/{row['point']}"
            for weekday in row["weekdays"]:
                values = {
                    "contact_point_id": int(self._object_id("contact_point", point)),
                    "weekday": weekday,
                    "opens": row["from"],
                    "closes": row["to"],
                    "on_holidays": row["on_holidays"],
                    "languages": row["languages"],
                }
                self._bring("opening_hours", f"{point}/{weekday}", OpeningHours, None, values)

    def load_contact_points_of_countries(self) -> None:
        for row in self._rows("contact_points_of_countries"):
            for order, slug in enumerate(row["organisations"], start=1):
                organisation_id = int(self._object_id("organisation", slug))
                identity = {"country_id": row["country"], "organisation_id": organisation_id}
                key = f"{row['country']}/{slug}"
                values = identity | {"order": order}
                if self._bring("rota", key, NationalContactPoint, identity, values):
                    self.organisations_changed.add(organisation_id)

    def load_placing_rules(self) -> None:
        for row in self._rows("placing_rules"):
            through = int(self._object_id("organisation", row["through"]))
            identity = {"country_id": row["country"], "kind": row["kind"]}
            values = identity | {
                "needs": row["needs"],
                "through_id": through,
                "source": row["source"],
            }
            key = f"{row['country']}/{row['kind']}"
            self._bring("placing_rule", key, PlacingRule, identity, values)
        self._retire("placing_rule", PlacingRule)

    def load_questions(self) -> None:
        """The standard questions. A version that is there is never written again: a new wording is
        a new number. Whether a question is offered, and where, stays the editors' choice."""
        for order, row in enumerate(self._rows("questions"), start=1):
            self.at = f"question {row['code']}"
            question, _created = StandardQuestion.objects.using(self.using).get_or_create(
                code=row["code"], defaults={"order": order}
            )
            versions = QuestionVersion.objects.using(self.using)
            if versions.filter(question=question, number__gte=row["version"]).exists():
                continue
            version = QuestionVersion(
                question=question,
                number=row["version"],
                kind=row["kind"],
                written_at=timezone.now(),
                **_languages("text", row["text"]),
            )
            version.save(using=self.using)
            for place, item in enumerate(row["choices"], start=1):
                QuestionChoice(
                    version=version,
                    code=item["code"],
                    order=place,
                    **_languages("name", item["name"]),
                ).save(using=self.using)
            self.written["question"] = self.written.get("question", 0) + 1

    def remember(self) -> None:
        """Keep what the files said, for the next loading."""
        LoadedRow.objects.using(self.using).bulk_create(
            self._news,
            update_conflicts=True,
            unique_fields=["dataset", "key"],
            update_fields=["object_id", "values"],
        )

    def _rows(self, name: str) -> Any:
        self.at = f"{name}.json"
        rows = read_data(name)
        if not rows:  # else everything there is would be retired
            raise ValueError("the file is empty")
        return rows

    def _bring(
        self, dataset: str, key: str, model: type[Model], identity: _Values | None, values: _Values
    ) -> bool:
        """Write what is new in one row of a file; True when anything was written."""
        self.at = f"{dataset} {key}"
        self._met.add((dataset, key))
        before = self._known.get((dataset, key))
        if before is not None and before.values == values:
            return False
        row = self._find(model, before, identity)
        old = before.values if before else {}
        for name, value in values.items():
            if name not in old or old[name] != value:
                model._meta.get_field(name)  # an unknown column is an error, not an attribute
                setattr(row, name, value)
        row.clean_fields(exclude=[field.name for field in model._meta.fields if field.is_relation])
        row.save(using=self.using)
        loaded = LoadedRow(dataset=dataset, key=key, object_id=str(row.pk), values=values)
        self._news.append(loaded)
        self._known[dataset, key] = loaded
        self.written[dataset] = self.written.get(dataset, 0) + 1
        return True

    def _find(
        self, model: type[Model], before: LoadedRow | None, identity: _Values | None
    ) -> Model:
        rows = model._default_manager.using(self.using)
        found: Model | None = None
        if before is not None:
            found = rows.filter(pk=before.object_id).first()
        if found is None and identity is not None:
            found = rows.filter(**identity).first()
        return found or model(**(identity or {}))

    def _object_id(self, dataset: str, key: str) -> str:
        return self._known[dataset, key].object_id

    def _retire(self, dataset: str, model: type[Model]) -> None:
        """What left the file is no longer offered; it stays for the rows that name it."""
        gone = [
            row.object_id
            for place, row in self._known.items()
            if place[0] == dataset and place not in self._met
        ]
        if gone:
            model._default_manager.using(self.using).filter(pk__in=gone).update(active=False)


def _flat(row: _Values, *, translated: list[str]) -> _Values:
    """One row of a file with a column for each language of its translated fields."""
    values = {name: value for name, value in row.items() if name not in translated}
    for name in translated:
        values |= _languages(name, row[name])
    return values


def _languages(name: str, texts: dict[str, str]) -> _Values:
    """The texts of one field by column, `name_nl` and so on; a language may be missing."""
    found = {language: texts.get(language) for language in LANGUAGES}
    return {f"{name}_{language}": text for language, text in found.items() if text is not None}
