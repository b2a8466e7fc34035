"""Files of a release, read by other programs than the one that wrote them."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports.definitions.around_rows import AROUND_COLUMN_LIST, AROUND_ROW_LIST
from reports.disclosure.release import THRESHOLD_PUBLIC, WITHHELD, release
from reports.figures import TOTAL, Figures, one_dimension, two_dimensions
from reports.opendata.files import About, File, files_of
from reports.opendata.sheets import LANGUAGES, sheets_of
from reports.opendata.words import DESCRIPTION, TITLE
from tests.reports.sample import figures

ABOUT = About(
    slug="2016-12-02_2017-12-31_1",
    title=TITLE,
    description=DESCRIPTION,
    address="https://portal.example/data/releases/2016-12-02_2017-12-31_1/",
    version="1",
    created="2018-03-15T12:00:00+01:00",
    first="2016-12-02",
    last="2017-12-31",
    threshold=THRESHOLD_PUBLIC,
    publisher="Benelux",
)


@pytest.fixture(scope="module", params=[0, 25, 60, 420])
def shown(request: pytest.FixtureRequest) -> Figures:
    return release(figures(request.param), threshold=THRESHOLD_PUBLIC)


@pytest.fixture(scope="module")
def files(shown: Figures) -> dict[str, File]:
    return {file.name: file for file in files_of(sheets_of(shown), ABOUT)}


def rows(file: File) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content.decode(), newline="")))


def test_another_program_finds_the_package_valid(files: dict[str, File], tmp_path: Path) -> None:
    from frictionless import Package, validate  # takes a second: this test alone

    for file in files.values():
        (tmp_path / file.name).write_bytes(file.content)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldNumber", "type", "note"])
    assert len(report.tasks) == sum(name.endswith(".csv") for name in files)
    package = Package(str(tmp_path / "datapackage.json"))
    assert package.licenses[0]["name"] == "CC-BY-4.0"
    assert {len(resource.schema.primary_key) for resource in package.resources} <= {1, 2}


def test_every_figure_of_the_release_stands_in_a_file(
    shown: Figures, files: dict[str, File]
) -> None:
    """By another way than the writer's: figure by figure, from their references."""
    for table in shown.tables:
        name = f"{table.key.replace('@', '-').replace('_', '-')}.csv"
        lines = rows(files[name])
        codes = [c for c in lines[0] if c != "count" and c[-3:] not in {"_nl", "_fr", "_en"}]
        found = {tuple(line[c] for c in codes): line["count"] for line in lines}
        for reference, value in table.items():
            parts = tuple(reference.removeprefix(f"{table.key}.").split("."))
            if len(codes) == 2 and len(parts) == 1:
                parts = (*parts, TOTAL) if parts != (TOTAL,) else (TOTAL, TOTAL)
            if parts not in found:
                assert table.family in {"pairs", "directory"}
                continue
            assert found[parts] == (WITHHELD if value is None else str(value)), reference


def test_no_small_count_is_in_a_file(shown: Figures, files: dict[str, File]) -> None:
    around = {table.key for table in shown.tables if table.public}
    for file in files.values():
        if file.name.endswith(".csv") and file.table not in around:
            counts = [line["count"] for line in rows(file)]
            assert all(c in {WITHHELD, "0"} or int(c) >= THRESHOLD_PUBLIC for c in counts)


def test_a_schema_tells_what_its_columns_are_in_three_languages(files: dict[str, File]) -> None:
    for file in files.values():
        if not file.name.endswith(".schema.json"):
            continue
        schema: dict[str, Any] = json.loads(file.content)
        assert schema["missingValues"] == ["", WITHHELD]
        assert set(schema["missingValuesMean"]) == {"", WITHHELD}
        assert [field["name"] for field in schema["fields"]] == list(
            rows(files[file.name.replace(".schema.json", ".csv")])[0]
        )
        for told in (schema, *schema["fields"]):
            assert set(told["titles"]) == set(LANGUAGES)
            assert all(told["titles"].values())
        assert all(schema["descriptions"].values())


def test_the_package_holds_the_files_as_they_stand(files: dict[str, File]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["datapackage.zip"].content)) as archive:
        assert set(archive.namelist()) == set(files) - {"datapackage.zip"}
        for name in archive.namelist():
            assert archive.read(name) == files[name].content
    described = json.loads(files["datapackage.json"].content)
    for resource in described["resources"]:
        assert resource["bytes"] == len(files[resource["path"]].content)
        assert resource["hash"] == f"sha256:{files[resource['path']].sha256}"


def test_the_same_figures_are_the_same_bytes(shown: Figures, files: dict[str, File]) -> None:
    again = files_of(sheets_of(shown), ABOUT)
    assert {file.name: file.sha256 for file in again} == {
        name: file.sha256 for name, file in files.items()
    }


def test_no_cell_runs_in_a_spreadsheet(files: dict[str, File]) -> None:
    for file in files.values():
        if file.name.endswith(".csv"):
            assert not any(v[:1] in "=+-@" for line in rows(file) for v in line.values() if v)


def test_every_table_that_a_report_may_have_becomes_a_file() -> None:
    """A table that somebody adds to the report does not stop its publication."""
    counted = figures(420)
    around = [
        two_dimensions(family, {}, rows=("a", "b"), columns=("c", "d"), public=True)
        if family in AROUND_COLUMN_LIST
        else one_dimension(family, {"a": 1}, public=True)
        for family in AROUND_ROW_LIST
    ]
    sheets = sheets_of(replace(counted, tables=(*counted.tables, *around)))
    assert {table.key for table in around} - {sheet.key for sheet in sheets} == {"outside"}
    for sheet in sheets:
        assert len({column.name for column in sheet.columns}) == len(sheet.columns)
        assert all(len(line) == len(sheet.columns) for line in sheet.lines)
