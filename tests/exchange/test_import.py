"""A file that is brought in: what it would change, what is wrong with it, and what is written."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import Membership
from contacts.models import ContactPoint, Organisation
from exchange import services, tasks, unpacking
from exchange.models import Exchange, PlannedRow
from tests.factories import MembershipFactory, acting

from .conftest import csv_of, exported, faults, tried, worked, written

pytestmark = pytest.mark.django_db(databases=["default", "owner", "system"])

HEAD = ["slug", "country", "kind", "name_nl", "name_fr", "phone", "website"]
GOOD = ["huis-aan-zee", "NL", "ngo", "Huis aan Zee", "Maison à la Mer", "+31 70 123 45 67", ""]


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


class TestDryRun:
    def test_each_change_is_shown_with_the_value_before_and_after(self, editor: Membership) -> None:
        before = Organisation.objects.get(slug="payoke")
        exchange, rows = tried(editor, csv_of(["slug", "phone"], ["payoke", "+32 3 201 16 91"]))
        assert faults(rows) == [
            (
                2,
                "slug",
                "A national contact point’s data take a second person: change them on the page of "
                "the organisation.",
            )
        ]
        exchange, rows = tried(editor, csv_of(["slug", "email"], ["nidos", "nieuw@nidos.nl"]))
        assert (exchange.state, exchange.rows_changed, exchange.rows_faulty) == ("done", 1, 0)
        assert rows[0].changes == [
            ["email", Organisation.objects.get(slug="nidos").email, "nieuw@nidos.nl"]
        ]
        assert Organisation.objects.get(slug="payoke").version == before.version

    def test_nothing_is_written_and_the_file_is_gone(self, editor: Membership) -> None:
        exchange, _rows = tried(editor, csv_of(HEAD, GOOD))
        assert not Organisation.objects.filter(slug="huis-aan-zee").exists()
        assert exchange.content is None
        assert exchange.rows_new == 1

    def test_every_error_is_told_by_row_and_field(self, editor: Membership) -> None:
        content = csv_of(
            [*HEAD, "languages", "active", "source_read_at", "email"],
            ["a", "XX", "ngo", "A", "A", "", "", "", "", "", ""],
            ["b", "NL", "castle", "B", "B", "", "", "", "", "", ""],
            ["c", "NL", "ngo", "C", "", "", "", "", "", "", ""],
            ["d", "NL", "ngo", "D", "D", "+31 1", "javascript:alert(1)", "", "", "", ""],
            ["e", "NL", "ngo", "E", "E", "", "", "nl klingon", "perhaps", "soon", "nobody"],
            ["f", "NL", "ngo", "<b>F</b>", "F\x07", "", "", "", "", "", ""],
            ["", "NL", "ngo", "G", "G", "", "", "", "", "", ""],
            ["not a slug", "NL", "ngo", "H", "H", "", "", "", "", "", ""],
        )
        exchange, rows = tried(editor, content)
        assert [(number, name) for number, name, _text in faults(rows)] == [
            (2, "country"),
            (3, "kind"),
            (4, "name_fr"),
            (5, "phone"),
            (5, "website"),
            (6, "email"),
            (6, "languages"),
            (6, "source_read_at"),
            (6, "active"),
            (7, "name_nl"),
            (7, "name_fr"),
            (8, "slug"),
            (9, "slug"),
        ]
        assert (exchange.rows_faulty, exchange.rows_new) == (8, 0)

    def test_errors_are_in_the_readers_language(self, editor: Membership) -> None:
        content = csv_of(["slug", "website"], ["nidos", "javascript:alert(1)"])
        told = [faults(tried(editor, content, language=one)[1])[0][2] for one in ("nl", "fr", "en")]
        assert len(set(told)) == 3
        assert told[2].startswith("A link begins with https://")

    def test_a_row_that_stands_twice(self, editor: Membership) -> None:
        _exchange, rows = tried(editor, csv_of(HEAD, GOOD, GOOD))
        assert faults(rows) == [(3, "slug", "This is the same as row 2 of the file.")]

    def test_a_number_of_another_country_is_told_and_does_not_stop(
        self, editor: Membership
    ) -> None:
        exchange, rows = tried(editor, csv_of(["slug", "phone"], ["nidos", "+49 30 5550 1234"]))
        assert exchange.rows_changed == 1
        assert [problem["field"] for problem in rows[0].problems] == ["phone"]
        assert not rows[0].problems[0]["stops"]

    def test_an_empty_translation_of_a_name_is_an_error_and_of_a_note_is_not(
        self, editor: Membership
    ) -> None:
        content = csv_of(["slug", "name_fr", "notes_fr"], ["nidos", "", ""])
        _exchange, rows = tried(editor, content)
        assert faults(rows) == [(2, "name_fr", "This text cannot be empty.")]

    def test_the_address_of_a_shelter_is_refused_and_kept_nowhere(self, editor: Membership) -> None:
        head = ["slug", "country", "kind", "name_nl", "name_fr", "address", "secret_location"]
        shelter = ["a", "NL", "shelter", "A", "A", "Stille Gracht 4", ""]
        secret = ["b", "NL", "ngo", "B", "B", "Stille Gracht 4", "yes"]
        exchange, rows = tried(editor, csv_of(head, shelter, secret))
        assert exchange.rows_faulty == 2
        assert [name for _number, name, _text in faults(rows)] == ["address", "address"]
        assert not any("Stille" in str(row.changes) + str(row.problems) for row in rows)

    def test_an_unknown_column_is_told_and_not_read(self, editor: Membership) -> None:
        _exchange, rows = tried(editor, csv_of(["slug", "phnoe"], ["nidos", "1"]))
        assert faults(rows) == [(1, "phnoe", "The directory has no such column; it was not read.")]

    def test_a_part_of_an_organisation_that_has_an_error_has_one_too(
        self, editor: Membership
    ) -> None:
        services_head = ["organisation", "name_nl", "name_fr"]
        content = zipped(
            **{
                "organisations.csv": csv_of(HEAD, ["new", "NL", "castle", "N", "N", "", ""]),
                "services.csv": csv_of(
                    services_head, ["new", "Hulp", "Aide"], ["nowhere", "Hulp", "Aide"]
                ),
            }
        )
        _exchange, rows = tried(editor, content)
        assert [(row.table, name) for row in rows for name in [row.problems[0]["field"]]] == [
            ("organisations", "kind"),
            ("services", "organisation"),
            ("services", "organisation"),
        ]


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    def test_other_encodings(self, editor: Membership, encoding: str) -> None:
        exchange, rows = tried(editor, csv_of(HEAD, GOOD, encoding=encoding))
        assert (exchange.state, len(rows)) == ("done", 1)
        assert ["name_fr", "", "Maison à la Mer"] in rows[0].changes
        assert bool(exchange.remarks) == (encoding in {"utf-16-le", "cp1252"})

    def test_semicolons_as_a_dutch_or_french_spreadsheet_writes_them(
        self, editor: Membership
    ) -> None:
        exchange, _rows = tried(editor, csv_of(HEAD, GOOD).replace(b",", b";"))
        assert exchange.rows_new == 1

    def test_a_spreadsheet_with_numbers_dates_and_a_formula(self, editor: Membership) -> None:
        when = timezone.localdate()
        head = ["slug", "phone", "source_read_at", "active", "name_nl"]
        content = workbook(
            organisations=[head, ["nidos", 112, when, True, '=HYPERLINK("https://x")'], []],
            remarks=[["anything"]],
        )
        exchange, rows = tried(editor, content)
        assert faults(rows) == [(2, "name_nl", "This cell is a formula. Replace it by its value.")]
        assert ["phone", Organisation.objects.get(slug="nidos").phone, "112"] in rows[0].changes
        assert exchange.remarks == [
            "The sheet “remarks” is none of the directory’s and was not read."
        ]

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "The file is empty."),
            (b"%PDF-1.7 something", "Bring in a spreadsheet"),
            (b"PK\x03\x04 and then nothing", "The file is damaged"),
            (zipped(**{"readme.txt": b"x"}), "neither a spreadsheet"),
            (zipped(**{"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"}), "neither"),
            (
                zipped(**{"xl/workbook.xml": b"<nonsense", "[Content_Types].xml": b"<T/>"}),
                "The spreadsheet cannot be read",
            ),
            (csv_of(["name_nl", "phone"], ["x", "y"]), "has no column “slug”"),
            (csv_of(["anything"], ["at all"]), "names no columns"),
            (b'slug,phone\n"nidos,1\n', "a quotation mark is missing"),
            (b"[[[[", "no JSON"),
            (b"[" * 100_000, "no JSON"),
            (b'{"contents": [1, 2]}', "no list of organisations"),
        ],
        ids=[
            "empty", "pdf", "cut-zip", "other-zip", "docx", "broken-xlsx", "no-key", "no-head",
            "open-quote", "bad-json", "deep-json", "json-of-numbers",
        ],
    )  # fmt: skip
    def test_a_file_that_cannot_be_read_says_why(
        self, editor: Membership, content: bytes, reason: str
    ) -> None:
        exchange, rows = tried(editor, content or b" ")
        assert (exchange.state, rows) == ("failed", [])
        assert reason in exchange.reason
        assert exchange.content is None

    def test_a_zip_bomb_is_not_unpacked(
        self, editor: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000_000)
        exchange, _rows = tried(editor, zipped(**{"organisations.csv": b"0" * 2_000_000}))
        assert exchange.reason == "The file is too large once it is unpacked."

    def test_more_rows_than_the_portal_takes(
        self, editor: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("exchange.reading.MOST_ROWS", 2)
        exchange, rows = tried(editor, csv_of(["slug", "phone"], *[["x", ""]] * 3))
        assert "more than 2 rows" in exchange.reason
        assert rows == []

    def test_whatever_stands_in_hsds_is_told_and_no_fault_of_the_portal(
        self, editor: Membership
    ) -> None:
        wrong = [{"id": 1, "name": ["x"], "phones": "none", "contacts": [7], "services": [{}]}]
        exchange, rows = tried(editor, json.dumps(wrong).encode())
        assert exchange.state == "done"
        assert {name for _row, name, _text in faults(rows)} >= {"name_en", "slug"}
        lone = '[{"name": "\\ud800", "email": "\\u0000"}]'
        assert tried(editor, lone.encode())[0].state == "done"


class TestWriting:
    def test_the_rows_are_written_found_and_kept_in_the_history(self, editor: Membership) -> None:
        content = zipped(
            **{
                "organisations.csv": csv_of(HEAD, GOOD),
                "contact_points.csv": csv_of(
                    ["organisation", "function_nl", "function_fr", "phone"],
                    ["huis-aan-zee", "Receptie", "Accueil", "+31 70 123 45 67"],
                ),
                "services.csv": csv_of(
                    ["organisation", "name_nl", "name_fr", "needs", "target_groups"],
                    ["huis-aan-zee", "Rechtshulp", "Aide juridique", "legal", "women"],
                ),
            }
        )
        exchange, _rows = tried(editor, content)
        assert written(editor, exchange).state == "done"
        made = Organisation.objects.get(slug="huis-aan-zee")
        assert made.needs == ["legal"]  # the columns it is found by follow
        assert made.search_vector
        functions = made.contact_points.values_list("function_fr", flat=True)
        assert list(functions) == ["Accueil"]
        event = Organisation.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
            pgh_obj_id=made.pk
        ).latest("pgh_id")
        assert event.pgh_context.metadata["source"] == "import"

    def test_nothing_is_written_while_a_row_has_an_error(self, editor: Membership) -> None:
        bad = ["slecht", "NL", "castle", "S", "S", "", ""]
        exchange, _rows = tried(editor, csv_of(HEAD, GOOD, bad))
        with pytest.raises(services.RefusedError):
            written(editor, exchange)
        assert not Organisation.objects.filter(slug="huis-aan-zee").exists()
        written(editor, exchange, skip_faulty=True)
        assert Organisation.objects.filter(slug="huis-aan-zee").exists()
        assert not Organisation.objects.filter(slug="slecht").exists()

    def test_an_entry_that_changed_since_undoes_all(self, editor: Membership) -> None:
        change = ["slug", "phone"], ["fier", "+31 88 208 00 01"], ["nidos", "+31 88 501 10 01"]
        exchange, rows = tried(editor, csv_of(*change))
        assert len(rows) == 2
        Organisation.objects.filter(slug="nidos").update(phone="+31 88 501 10 02")
        before = Organisation.objects.get(slug="fier").phone
        made = written(editor, exchange)
        assert made.state == "failed"
        assert "Somebody changed the same entries" in made.reason
        assert Organisation.objects.get(slug="fier").phone == before

    def test_the_same_file_twice_changes_nothing_more(self, editor: Membership) -> None:
        head = ["organisation", "function_nl", "function_fr", "phone"]
        content = csv_of(head, ["nidos", "Balie", "Guichet", "+31 88 501 10 00"])
        written(editor, tried(editor, content)[0])
        exchange, rows = tried(editor, content)
        assert (exchange.rows_same, rows) == (1, [])
        assert ContactPoint.objects.filter(function_nl="Balie").count() == 1

    def test_a_national_contact_point_takes_a_second_person(self, editor: Membership) -> None:
        _exchange, rows = tried(editor, csv_of(["slug", "email"], ["comensha", "x@example.org"]))
        assert [name for _row, name, _text in faults(rows)] == ["slug"]


class TestWhoMay:
    def test_a_contact_point_writes_its_own_country_only(self, dutch_point: Membership) -> None:
        content = csv_of(
            ["slug", "phone", "country"],
            ["nidos", "+31 88 501 10 01", "NL"],
            ["dienst-voogdij", "+32 2 201 16 90", "BE"],
            ["fier", "", "BE"],
        )
        _exchange, rows = tried(dutch_point, content)
        assert [(number, name) for number, name, _text in faults(rows)] == [
            (3, "country"),
            (4, "country"),
        ]

    @pytest.mark.parametrize("role", ["caseworker", "team_lead", "secretariat", "dpo", "member"])
    def test_nobody_else_imports(self, role: str) -> None:
        person = MembershipFactory.create(role=role)
        with acting(person), pytest.raises(services.RefusedError):
            services.bring_in(b"x", language="en", now=timezone.now())

    def test_who_left_in_the_meantime_writes_nothing(self, editor: Membership) -> None:
        exchange, _rows = tried(editor, csv_of(HEAD, GOOD))
        with acting(editor):
            services.ask_to_write(exchange.pk, skip_faulty=False, now=timezone.now())
        editor.active = False
        editor.save()
        worked(editor, exchange)
        assert not Organisation.objects.filter(slug="huis-aan-zee").exists()

    def test_a_colleague_does_not_see_the_file(self, editor: Membership) -> None:
        exchange, _rows = tried(editor, csv_of(HEAD, GOOD))
        other = MembershipFactory.create(organisation=editor.organisation, role="editor")
        with acting(other):
            assert not Exchange.objects.filter(pk=exchange.pk).exists()
            assert not PlannedRow.objects.exists()

    def test_an_owner_takes_out_its_own_entry_only(self) -> None:
        nidos = Organisation.objects.get(slug="nidos")
        person = MembershipFactory.create(organisation=nidos)
        sheet = openpyxl.load_workbook(io.BytesIO(exported(person, "xlsx")))["organisations"]
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["nidos"]


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])
class TestSystem:
    @pytest.fixture(autouse=True)
    def _close(self) -> Any:
        yield
        connections["system"].close()

    def test_a_lost_file_is_taken_up_written_and_deleted_with_its_day(
        self, editor: Membership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tasks.work, "delay", lambda pk, *args: services.work(UUID(pk), *args))
        long_ago = timezone.now() - services.LOST_AFTER
        with acting(editor):
            exchange = services.bring_in(csv_of(HEAD, GOOD), language="en", now=long_ago)
        tasks.sweep_lost_exchanges()
        made = written(editor, exchange)
        assert (made.state, made.rows_done, made.rows_total) == ("done", 1, 1)
        assert Organisation.objects.filter(slug="huis-aan-zee").exists()
        tasks.delete_expired_exchanges()
        with acting(editor):
            Exchange.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        tasks.delete_expired_exchanges()
        with acting(editor):
            assert not Exchange.objects.exists()
            assert not PlannedRow.objects.exists()
