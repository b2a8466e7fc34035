"""Loading the data files again: nothing twice, nothing of an editor lost."""

import copy
import time
from typing import Any

import pytest
from django.core.management import call_command

from contacts import reference
from contacts.models import Code, Organisation, Service
from contacts.reference import load, read_data

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


def _serve(monkeypatch: pytest.MonkeyPatch, files: dict[str, Any]) -> None:
    original = read_data
    monkeypatch.setattr(reference, "read_data", lambda name: files.get(name) or original(name))
