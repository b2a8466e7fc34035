"""Files of a publication: CSV with a table schema, and all of it as one data package.

Frictionless Data specifications: Table Schema and Data Package. Titles are English there, and in
`titles` in Dutch, French and English; descriptions likewise.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.tables import CsvSink
from reports.definitions import Words
from reports.disclosure.release import WITHHELD
from reports.disclosure.words import note
from reports.opendata.sheets import LANGUAGES, Cell, Column, Sheet

CSV = "text/csv"
JSON = "application/json"
ZIP = "application/zip"
PACKAGE = "datapackage.json"
ZIPPED = "datapackage.zip"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
# The first moment that a zip file can tell: the same content is the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
NOTHING = Words("Er is niets te meten.", "Il n’y a rien à mesurer.", "There is nothing to measure.")
PACKAGE_TITLE = Words(
    "Alle tabellen als één datapakket",
    "Tous les tableaux en un seul paquet de données",
    "All tables as one data package",
)
IN_LANGUAGE = {"nl": "Dutch", "fr": "French", "en": "English"}


@dataclass(frozen=True)
class File:
    """One file as it is handed out; `table` is the key of its table, "" for all of them."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    table: str = ""
    title: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class About:
    """What a package says of itself. `address` ends with a slash."""

    slug: str
    title: Words
    description: Words
    address: str
    version: str
    created: str
    first: str
    last: str
    threshold: int
    publisher: str


def files_of(sheets: Iterable[Sheet], about: About) -> list[File]:
    """Each table and its schema, the description of all, and the whole as one file."""
    found, resources = [], []
    for sheet in sheets:
        data = File(f"{sheet.name}.csv", CSV, csv_of(sheet), sheet.key, _languages(sheet.title))
        described = _json(schema_name(data.name), schema_of(sheet, about.threshold), sheet.key)
        found += [data, described]
        resources.append(_resource(sheet, data, described))
    package = _json(PACKAGE, _package(about, resources))
    whole = _zipped([*found, package])
    return [*found, package, File(ZIPPED, ZIP, whole, title=_languages(PACKAGE_TITLE))]


def schema_name(name: str) -> str:
    """The name of the schema of a table's file."""
    return f"{name.removesuffix('.csv')}.schema.json"


def csv_of(sheet: Sheet) -> bytes:
    """UTF-8 without a mark at its start, comma-separated (RFC 4180)."""
    stream = io.BytesIO()
    sink = CsvSink(stream, mark=False)
    sink.add([column.name for column in sheet.columns])
    for line in sheet.lines:
        sink.add([_written(cell) for cell in line])
    sink.close()
    return stream.getvalue()


def _written(cell: Cell) -> str:
    return WITHHELD if cell is None else str(cell)


def schema_of(sheet: Sheet, threshold: int) -> dict[str, Any]:
    """The table schema of a sheet."""
    missing = Words(*(note(threshold, language) for language in LANGUAGES))
    return {
        **_titled(sheet.title, sheet.defined),
        "notes": _languages(sheet.remark) if sheet.remark.en else {},
        "fields": [_field(sheet, column, place) for place, column in enumerate(sheet.columns)],
        "primaryKey": sheet.codes,
        "missingValues": ["", WITHHELD],
        "missingValuesMean": {WITHHELD: _languages(missing), "": _languages(NOTHING)},
    }


def _field(sheet: Sheet, column: Column, place: int) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, **_titled(column.title)}
    if column.kind == "code":
        codes = sorted({str(line[place]) for line in sheet.lines})
        return found | {"type": "string", "constraints": {"required": True, "enum": codes}}
    if column.kind == "label":
        language = IN_LANGUAGE[column.name.rpartition("_")[2]]
        found["title"] = f"{column.title.en} ({language})"
        return found | {"type": "string", "constraints": {"required": True}}
    if column.kind == "count":
        return found | {"type": "integer", "constraints": {"minimum": sheet.least}}
    return found | {"type": "number", "constraints": {"minimum": 0}}


def _resource(sheet: Sheet, data: File, described: File) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "type": "table",
        "path": data.name,
        **_titled(sheet.title, sheet.defined),
        "format": "csv",
        "mediatype": CSV,
        "encoding": "utf-8",
        "bytes": len(data.content),
        "hash": f"sha256:{data.sha256}",
        "schema": described.name,
    }


def _package(about: About, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about.slug,
        "id": about.address,
        **_titled(about.title, about.description),
        "homepage": about.address,
        "version": about.version,
        "created": about.created,
        "temporal": {"start": about.first, "end": about.last},
        "spatial": ["BE", "LU", "NL"],
        "languages": list(LANGUAGES),
        "threshold": about.threshold,
        "licenses": [{"name": "CC-BY-4.0", "path": CC_BY, "title": "Creative Commons BY 4.0"}],
        "contributors": [{"title": about.publisher, "roles": ["publisher"]}],
        "resources": resources,
    }


def _titled(title: Words, description: Words | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"title": title.en, "titles": _languages(title)}
    if description is not None:
        found |= {"description": description.en, "descriptions": _languages(description)}
    return found


def _languages(words: Words) -> dict[str, str]:
    return {language: words.in_language(language) for language in LANGUAGES}


def _json(name: str, data: dict[str, Any], table: str = "") -> File:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return File(name, JSON, f"{text}\n".encode(), table)


def _zipped(files: Iterable[File]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(
                zipfile.ZipInfo(file.name, NO_TIME), file.content, zipfile.ZIP_DEFLATED
            )
    return stream.getvalue()
