"""Loading the data files again: nothing twice, nothing of an editor lost."""

import copy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from contacts import reference
from contacts.models import Code, Organisation, Service
from contacts.reference import DataFileError, load, read_data

pytestmark = pytest.mark.django_db


def test_second_loading_writes_nothing_and_is_quick() -> None:
    before = time.monotonic()
    assert load(using="default") == {}
    assert time.monotonic() - before < 3


def test_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference_data", database="default")
    assert capsys.readouterr().out == "Reference data: nothing new.\n"


def test_editors_change_stays_until_the_file_brings_news(monkeypatch: pytest.MonkeyPatch) -> None:
    Organisation.objects.filter(slug="payoke").update(phone="+32 3 000 00 00", email="a@b.example")
    load(using="default")
    assert Organisation.objects.get(slug="payoke").phone == "+32 3 000 00 00"

    files = {name: read_data(name) for name in ("organisations",)}
    payoke = next(row for row in files["organisations"] if row["slug"] == "payoke")
    payoke["phone"] = "+32 3 111 11 11"
    _serve(monkeypatch, files)
    assert load(using="default") == {"organisation": 1}
    changed = Organisation.objects.get(slug="payoke")
    assert (changed.phone, changed.email) == ("+32 3 111 11 11", "a@b.example")


def test_service_an_editor_deleted_stays_deleted() -> None:
    services = Service.objects.filter(organisation__slug="payoke")
    number = services.count()
    services.first().delete()  # type: ignore[union-attr]
    load(using="default")
    assert services.count() == number - 1


def test_renamed_service_keeps_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Service.objects.filter(organisation__slug="payoke").order_by("order")[0]
    files = {"organisations": read_data("organisations")}
    payoke = next(row for row in files["organisations"] if row["slug"] == "payoke")
    payoke["services"][0]["name"]["nl"] = "Een andere naam"
    _serve(monkeypatch, files)
    assert load(using="default") == {"service": 1}
    first.refresh_from_db()
    assert first.name_nl == "Een andere naam"  # type: ignore[attr-defined]


def test_code_that_left_the_file_is_no_longer_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"codelists": copy.deepcopy(read_data("codelists"))}
    files["codelists"]["gender"]["codes"].pop()
    _serve(monkeypatch, files)
    load(using="default")
    assert not Code.objects.get(list_id="gender", code="U").active


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("phone", "abc", "phone"),
        ("phone", "1" * 50, "phone"),
        ("email", "nobody", "email"),
        ("slug", "x" * 90, "slug"),
        ("slug", "", "slug"),
        ("address", "Straat\x00", "address"),
        ("address", "\u202e", "address"),
        ("source_url", "javascript:alert(1)", "source_url"),
        ("country", "XX", "contacts_"),
        ("national_scope", "yes please", "national_scope"),
        ("source_read_at", "31-12-2026", "source_read_at"),
        ("languages", "nl", "acm-amsterdam"),
        ("no_such_column", 1, "no_such_column"),
        ("name", "Payoke", "str"),
    ],
)
def test_bad_row_is_told_and_nothing_is_loaded(
    monkeypatch: pytest.MonkeyPatch, field: str, value: object, told: str
) -> None:
    files = {"organisations": read_data("organisations")}
    files["organisations"][0]["phone"] = "+31 33 000 00 00"
    files["organisations"][1][field] = value
    _serve(monkeypatch, files)
    with (
        pytest.raises(CommandError, match=told),
        transaction.atomic(),  # the foreign key is checked when it ends
        constraints_at_once(),
    ):
        call_command("load_reference_data", database="default")
    assert Organisation.objects.get(slug="comensha").phone != "+31 33 000 00 00"


@pytest.mark.parametrize("rows", [[], {}, None, [1], [{}], "text"])
def test_file_of_another_shape_is_told(monkeypatch: pytest.MonkeyPatch, rows: object) -> None:
    monkeypatch.setattr(reference, "read_data", lambda name: rows)
    with pytest.raises(DataFileError):
        load(using="default")


def test_unknown_database_is_told() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("load_reference_data", "--database=nowhere")


@contextmanager
def constraints_at_once() -> Iterator[None]:
    """Foreign keys are checked row by row, as they are at the end of a real transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    yield


def _serve(monkeypatch: pytest.MonkeyPatch, files: dict[str, Any]) -> None:
    original = read_data
    monkeypatch.setattr(reference, "read_data", lambda name: files.get(name) or original(name))
