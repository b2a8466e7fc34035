"""A document is accessible, or it is not made."""

import datetime as dt
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from documents import DocumentError, pdf, render_pdf

MOMENT = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)
Write = Callable[[str], str]
SIMPLE = '#let doc = json("data.json")\n#import "base.typ": portal\n#show: portal.with(doc)\n'


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a template beside the portal's own and name it."""
    (tmp_path / "base.typ").write_text((pdf.TEMPLATES / "base.typ").read_text())
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)

    def write(body: str) -> str:
        (tmp_path / "test.typ").write_text(SIMPLE + body)
        return "test.typ"

    return write


def _render(template: str, **files: bytes) -> bytes:
    data = {"body": "Portal", "page": "Page", "of": "of", "mark": "A mark", "text": "#panic()"}
    return render_pdf(template, data, language="nl", title="Een titel", created=MOMENT, files=files)


def test_the_same_input_gives_the_same_tagged_document(template: Write) -> None:
    name = template("= Kop\n#doc.text\n")
    made = _render(name)
    assert made == _render(name)
    reader = PdfReader(io.BytesIO(made))
    assert str(reader.root_object["/Lang"]) == "nl"
    assert reader.metadata is not None
    assert reader.metadata.title == "Een titel"
    assert "#panic()" in reader.pages[0].extract_text()  # data is never code


@pytest.mark.parametrize("body", ["= Kop\n=== Te diep\n", '= Kop\n#image("a.svg")\n'])
def test_a_skipped_heading_or_an_undescribed_picture_is_refused(template: Write, body: str) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(DocumentError):
        _render(template(body), **{"a.svg": svg})


@pytest.mark.parametrize("path", ["../out", "/tmp/out", "a/../../out"])
def test_a_file_stays_in_the_documents_folder(template: Write, path: str) -> None:
    with pytest.raises(DocumentError):
        _render(template("= Kop\n"), **{path: b""})


def test_a_character_without_a_font_stops_the_document_or_is_its_number(template: Write) -> None:
    name = template("= Kop\n#doc.text\n")
    data = {"body": "Portal", "page": "Page", "of": "of", "text": "Somchai ไท"}
    drawn = partial(render_pdf, name, data, language="nl", title="Een titel", created=MOMENT)
    with pytest.raises(DocumentError):
        drawn()
    made = drawn(unknown_note="Een code in haken.")
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "Somchai [U+0E44][U+0E17]" in text
    assert "Een code in haken." in text
