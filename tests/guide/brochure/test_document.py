"""The brochure itself: accessible, complete, in its language, and with nothing but public data."""

import io
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from contacts.models import Organisation
from contacts.visibility import is_shelter, public_fields
from guide.brochure.content import collect
from guide.brochure.making import draw
from guide.models import Section, State, Version

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def made(language: str) -> PdfReader:
    return PdfReader(io.BytesIO(draw(collect(language, TODAY), language, number=3, now=NOW)))


def squeezed(text: str) -> str:
    """Without white space and hyphens, which lines break at."""
    return re.sub(r"[\s\u00ad-]", "", text)


def text_of(reader: PdfReader) -> str:
    """All words in their order, without the running headers and footers."""
    assert reader.metadata is not None
    head = squeezed(str(reader.metadata.title).removesuffix(" – Benelux"))
    titles = [re.escape(squeezed(str(item.title))) for item in reader.outline
              if not isinstance(item, list)]  # fmt: skip
    above = re.compile(f"^{re.escape(head)}({'|'.join(titles)})")
    below = re.compile(r"(Uitgave|Édition)\d(van|du)22nov\w+2026Page?i?n?a?\d+(van|sur|de)\d+$")
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    return "".join(below.sub("", above.sub("", page)) for page in pages)


def words_of(found: Any) -> list[str]:
    """Every run of words in a collected brochure."""
    if isinstance(found, dict):
        return [found["text"]] if "link" in found else words_of(list(found.values()))
    return [word for item in found for word in words_of(item)] if isinstance(found, list) else []


def bookmarks(outline: list[Any]) -> list[str]:
    found: list[str] = []
    for item in outline:
        found += bookmarks(item) if isinstance(item, list) else [str(item.title)]
    return found


def kinds_of(element: Any, into: set[str]) -> set[str]:
    """The kinds of all elements of the tag tree."""
    found = element.get_object()
    if isinstance(found, list):
        for child in found:
            kinds_of(child, into)
    elif isinstance(found, DictionaryObject):
        if "/S" in found:
            into.add(str(found["/S"]))
        if "/K" in found:
            kinds_of(found["/K"], into)
    return into


@pytest.mark.parametrize(
    ("language", "title", "contents", "chapters"),
    [
        ("nl", "Praktische gids en contactpunten – Benelux", "Inhoud", ["Nederland", "Signalen"]),
        ("fr", "Guide pratique et points de contact – Benelux", "Table des matières",
         ["Belgique", "Signes"]),
    ],
)  # fmt: skip
def test_it_is_accessible_and_complete(
    language: str, title: str, contents: str, chapters: list[str]
) -> None:
    data, reader = collect(language, TODAY), made(language)
    root: Any = reader.root_object
    assert str(root["/Lang"]) == language
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert root["/MarkInfo"]["/Marked"]
    kinds = kinds_of(root["/StructTreeRoot"], set())
    assert {
        "/H1",
        "/H2",
        "/H3",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/TH",
        "/TD",
        "/Link",
        "/TOC",
    } <= kinds

    marks = bookmarks(reader.outline)
    assert marks[0] == contents
    assert {*chapters, *(chapter["title"] for chapter in data["chapters"])} <= set(marks)

    listed = reader.pages[1].extract_text()
    for chapter in data["chapters"]:
        number = re.search(rf"{re.escape(chapter['title'])}[ .]+(\d+)", listed)
        assert number is not None, chapter["title"]
        begins = reader.pages[int(number[1]) - 1].extract_text()
        assert squeezed(chapter["title"]) in squeezed(begins)

    text = text_of(reader)
    for words in words_of(data["chapters"]):
        assert squeezed(words) in text, words
    for line in data["chapters"][5]["table"]["rows"]:
        assert squeezed(line[1]["text"]) in text


def _fonts(page: Any) -> list[Any]:
    return list(page["/Resources"]["/Font"].values())


def test_all_its_fonts_are_embedded_and_our_own() -> None:
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()
        for page in made("nl").pages
        for font in _fonts(page)
    }
    assert fonts
    for name, font in fonts.items():
        (below,) = font["/DescendantFonts"]
        descriptor = below.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), name
        assert "SourceSansPro" in name or "NotoSans" in name


def test_of_the_directory_it_tells_public_data_only() -> None:
    shelters = Organisation.objects.filter(kind="shelter", secret_location=False)
    assert shelters.update(
        phone="+31 20 555 01 99", email="door@opvang.example", region="Verzonnen Plaats"
    )
    text = text_of(made("nl"))
    for secret in ("+31 20 555 01 99", "door@opvang.example", "Verzonnen Plaats"):
        assert squeezed(secret) not in text
    # A number that the guide's own text names is public by that.
    pages = squeezed(" ".join(Section.objects.values_list("body_nl", flat=True)))
    for organisation in Organisation.objects.all():
        shown = frozenset() if is_shelter(organisation) else public_fields(organisation)
        for field in ("phone", "email"):  # a website may be a source too
            way = squeezed(getattr(organisation, field))
            if way and field not in shown and way not in pages:
                assert way not in text, (organisation.slug, field)


def test_who_takes_a_field_back_takes_it_out_of_the_next_edition() -> None:
    Organisation.objects.filter(slug="payoke").update(public_fields=["name", "email"])
    tables = collect("nl", TODAY)["chapters"][7]["contact_tables"]
    (row,) = [row for table in tables for row in table["rows"] if row["name"] == "Payoke"]
    assert (row["phone"], bool(row["email"])) == ("", True)


def test_what_is_not_published_is_not_in_it() -> None:
    Version.objects.filter(page__slug="minor").update(state=State.DRAFT)
    with translation.override("en"):
        situations = collect("nl", TODAY)["chapters"][1]
    assert "Een minderjarige" not in [part["title"] for part in situations["parts"]]


def test_a_text_that_lacks_the_language_is_read_in_its_own_and_says_so() -> None:
    Section.objects.filter(version__page__slug="minor").update(body_fr="", title_fr="")
    Version.objects.filter(page__slug="minor").update(title_fr="", summary_fr="")
    data = collect("fr", TODAY)
    minor = next(part for part in data["chapters"][1]["parts"] if part["lang"])
    assert minor["lang"] == "en"
    assert {section["lang"] for section in minor["sections"]} == {"en"}
    text = text_of(PdfReader(io.BytesIO(draw(data, "fr", number=1, now=NOW))))
    assert squeezed("Ce texte n’existe pas encore dans votre langue") in text


def test_what_an_editor_writes_is_never_code_and_never_stops_it() -> None:
    Section.objects.filter(version__page__slug="minor").update(
        body_nl='#panic("x") $ @ref \\ "quoted" `#include` \u0e44\u0e17'
    )
    text = text_of(made("nl"))
    assert squeezed('#panic("x") $ @ref') in text
    assert "[U+0E44][U+0E17]" in text
