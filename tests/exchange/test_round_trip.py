"""What is taken out and brought in again changes nothing, whatever the format and the texts."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from accounts.models import Membership
from contacts.models import Organisation
from documents.tables import as_written, harmless
from documents.workbook import Workbook
from exchange.columns import TABLES

from .conftest import csv_of, exported, faults, tried

FORMATS = ["xlsx", "csv", "hsds"]


@pytest.mark.django_db(databases=["default", "owner", "system"])
class TestDirectory:
    @pytest.mark.parametrize("format_", FORMATS)
    def test_the_whole_directory(self, editor: Membership, format_: str) -> None:
        content = exported(editor, format_, language="nl")
        exchange, rows = tried(editor, content, language="nl")
        assert (exchange.format, exchange.reason) == (format_, "")
        assert [(row.number, row.changes, row.problems) for row in rows] == []
        assert exchange.rows_same == exchange.rows_total > 100

    def test_a_text_that_a_spreadsheet_would_run_is_guarded(self, editor: Membership) -> None:
        Organisation.objects.filter(slug="nidos").update(notes_nl="=cmd|' /C calc'!A0")
        with zipfile.ZipFile(io.BytesIO(exported(editor, "csv"))) as archive:
            lines = csv.DictReader(
                io.StringIO(archive.read("organisations.csv").decode("utf-8-sig"))
            )
            cells = [line["notes_nl"] for line in lines if line["slug"] == "nidos"]
        assert cells == ["'=cmd|' /C calc'!A0"]
        assert tried(editor, exported(editor, "csv"))[1] == []

    def test_every_column_is_a_field_with_a_label(self) -> None:
        for table in TABLES.values():
            for column in table.columns:
                assert table.label(column.name)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")))


class TestCells:
    @given(TEXTS)
    def test_a_guarded_cell_is_read_as_it_was(self, text: str) -> None:
        assert as_written(harmless(text)) == text
        assert not harmless(text).startswith(("=", "+", "-", "@"))

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=4))
    def test_a_workbook_of_two_sheets_opens_elsewhere(self, rows: list[list[str]]) -> None:
        file = io.BytesIO()
        book = Workbook(file, ["one", "two"])
        for sheet in range(2):
            if sheet:
                book.next_sheet()
            for row in rows:
                book.add(row)
        book.close()
        opened = load_workbook(file)
        assert opened.sheetnames == ["one", "two"]


class TestAnyText(TestCase):
    """Texts as an editor may have typed them, in the cells of one organisation."""

    databases = {"default", "owner", "system"}

    @settings(max_examples=5, deadline=None)
    @given(
        notes=TEXTS.map(str.strip),
        phone=st.sampled_from(["", "+31 70 123 45 67", "112", "0900 8844"]),
        languages=st.lists(st.sampled_from(["nl", "fr", "en"]), unique=True),
    )
    def test_it_comes_back_as_it_was(self, notes: str, phone: str, languages: list[str]) -> None:
        from tests.factories import MembershipFactory

        nidos = Organisation.objects.get(slug="nidos")
        Organisation.objects.filter(pk=nidos.pk).update(
            notes_nl=notes, phone=phone, languages=languages
        )
        person = MembershipFactory.create(secretariat=True, role="editor")
        owner = MembershipFactory.create(organisation=nidos)
        for format_ in FORMATS:
            _exchange, rows = tried(person, exported(owner, format_, language="nl"), language="nl")
            assert [(row.changes, faults(rows)) for row in rows] == [], format_


@pytest.mark.django_db(databases=["default", "owner", "system"])
def test_a_file_without_a_column_leaves_its_field_alone(editor: Membership) -> None:
    exchange, rows = tried(editor, csv_of(["slug"], ["nidos"]))
    assert (exchange.rows_same, rows) == (1, [])
