"""Files for translation bureaus: read by a second library, and nothing taken on trust."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from accounts.models import Role
from guide.terms import Term
from guide.translating import importing, reading, writing, xliff
from guide.translating.reading import Filters
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
NAMES = {"x": xliff.NAMESPACE}
EXPORT = "/nl/guide/translations/de/export.xlf"
UPLOAD = "/nl/guide/translations/import/"
NIDOS = "guide.term.definition nidos"


@pytest.fixture
def editor() -> Client:
    client = Client()
    member = MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)
    client.force_login(member.user)
    return client


def exported(editor: Client) -> Any:
    """The glossary's texts for German, as lxml reads them."""
    return etree.fromstring(editor.get(EXPORT, {"area": "glossary"}).content)


def translated(root: Any, texts: dict[str, str]) -> bytes:
    """The document with translations of some of its units."""
    for node in root.iterfind(".//x:trans-unit", NAMES):
        if node.get("id") in texts:
            target = etree.SubElement(node, f"{{{xliff.NAMESPACE}}}target")
            target.text = texts[node.get("id")]
    content: bytes = etree.tostring(root)
    return content


def send(editor: Client, content: bytes) -> Any:
    return editor.post(UPLOAD, {"file": SimpleUploadedFile("back.xlf", content)})


def definition(slug: str) -> str:
    found = Term.objects.filter(slug=slug).values_list("definition_de", flat=True)
    return found.get() or ""


def test_a_file_holds_what_is_missing_with_source_and_note(editor: Client) -> None:
    root = exported(editor)
    assert root.get("version") == "1.2"
    (file,) = root.findall("x:file", NAMES)
    assert (file.get("source-language"), file.get("target-language")) == ("nl", "de")
    units = file.findall("x:body/x:trans-unit", NAMES)
    wanted = reading.units(Filters("de", "glossary"), limit=999)
    assert [node.get("id") for node in units] == [unit.place for unit in wanted]
    assert [node.findtext("x:source", namespaces=NAMES) for node in units] == [
        unit.source for unit in wanted
    ]
    assert all(node.findtext("x:note", namespaces=NAMES) for node in units)
    assert not root.findall(".//x:target", NAMES)


def test_every_change_is_shown_and_then_written(editor: Client) -> None:
    content = translated(exported(editor), {NIDOS: "Vormund in den Niederlanden."})
    page = send(editor, content)
    assert page.status_code == 200
    assert "Vormund in den Niederlanden." in page.text
    assert definition("nidos") == ""
    plan = page.context["plan"]
    asked = {"token": page.context["token"], "agreed": plan.digest}
    assert editor.post(UPLOAD, asked).status_code == 302
    assert definition("nidos") == "Vormund in den Niederlanden."


def test_what_cannot_be_taken_is_told_by_text_and_left_out(editor: Client) -> None:
    root = exported(editor)
    texts = {
        NIDOS: "Vormund.",
        "guide.term.definition omm": "<script>alert(1)</script>",
        "guide.term.definition cosm": "**fett**",
        "guide.term.definition emm": "Geändert.",
    }
    content = translated(root, texts).replace(
        b"guide.term.definition myria", b"guide.term.definition nowhere"
    )
    content = translated(etree.fromstring(content), {"guide.term.definition nowhere": "Nirgends."})
    Term.objects.filter(slug="emm").update(definition_nl="Anders dan eerst.")
    page = send(editor, content)
    refused = {row.id: row.error for row in page.context["plan"].refused}
    assert set(refused) == {*texts, "guide.term.definition nowhere"} - {NIDOS}
    assert "bron" in refused["guide.term.definition emm"]
    editor.post(UPLOAD, {"token": page.context["token"], "agreed": page.context["plan"].digest})
    assert definition("nidos") == "Vormund."
    assert not any(definition(slug) for slug in ("omm", "cosm", "emm"))


def test_a_text_translated_meanwhile_is_not_overwritten(editor: Client) -> None:
    content = translated(exported(editor), {NIDOS: "Von der Agentur."})
    page = send(editor, content)
    Term.objects.filter(slug="nidos").update(definition_de="Von hier.")
    asked = {"token": page.context["token"], "agreed": page.context["plan"].digest}
    assert editor.post(UPLOAD, asked).status_code == 409
    assert definition("nidos") == "Von hier."


def test_when_one_fails_nothing_is_written(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {NIDOS: "Eins.", "guide.term.definition omm": "Zwei."}
    page = send(editor, translated(exported(editor), texts))
    save = writing.save
    calls: list[str] = []

    def fails_at_the_second(*args: Any, **options: Any) -> bool:
        calls.append("one")
        if len(calls) > 1:
            raise writing.StaleText
        return save(*args, **options)

    monkeypatch.setattr(writing, "save", fails_at_the_second)
    asked = {"token": page.context["token"], "agreed": page.context["plan"].digest}
    assert editor.post(UPLOAD, asked).status_code == 409
    assert not any(definition(slug) for slug in ("nidos", "omm"))


HEAD = f'<xliff version="1.2" xmlns="{xliff.NAMESPACE}">'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"\xff\xfe\x00",
        b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"<html/>",
        HEAD.replace("1.2", "2.0", 1).encode() + b"</xliff>",
        HEAD.encode() + b"</xliff>",
        b"x" * (xliff.MOST_BYTES + 1),
    ],
    ids=["empty", "words", "bytes", "bomb", "entity", "html", "version", "nothing", "large"],
)
def test_a_bad_file_is_refused_as_a_whole(editor: Client, content: bytes) -> None:
    assert send(editor, content).status_code == 422


def test_marks_of_a_program_are_read_through_or_refused(editor: Client) -> None:
    def unit(inside: str) -> bytes:
        source = reading.unit("guide.term.definition", "nidos", "de")
        assert source is not None
        return (
            f'{HEAD}<file original="o" source-language="nl" target-language="de-DE" '
            f'datatype="plaintext"><body><trans-unit id="{NIDOS}"><source>{source.source}</source>'
            f"<target>{inside}</target></trans-unit></body></file></xliff>"
        ).encode()

    whole = importing.plan(xliff.read(unit('<mrk mtype="seg">Vormund.</mrk>')))
    assert [row.text for row in whole.changes] == ["Vormund."]
    broken = importing.plan(xliff.read(unit('<x id="1"/>Vormund.')))
    assert broken.refused
