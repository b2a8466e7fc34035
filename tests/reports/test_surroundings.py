"""The chapters on the work around the referrals say what trainings, groups and guide hold."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from contacts.models import Country
from reports.charts import draw
from reports.disclosure.release import WITHHELD, release
from reports.document import Document, Frame, as_plain, charts_of, compose, written
from reports.figures import Figures, as_json, from_json
from reports.models import ProgressReport
from reports.outline import TOGETHER, Length
from reports.rendering import ChartImages, render
from reports.rendering.workbook import workbook
from reports.steps import file_name
from reports.surroundings import with_surroundings
from tests.reports.sample import YEAR_ONE, figures
from tests.trainings.world import draft, secretariat
from trainings.life import State
from trainings.models import Training
from workinggroup.models.declaration import DeclarationTask
from workinggroup.models.inquiry import CountryPosition
from workinggroup.models.recommendations import ProgrammeItem, TopicEntry

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 5, 18)


def _around(size: int = 420) -> Figures:
    report, _made = ProgressReport.objects.get_or_create(
        period_from=YEAR_ONE.first,
        period_to=YEAR_ONE.last,
        defaults={"created_at": timezone.now()},
    )
    # Nothing of it is ever withheld; what is, has tests of its own.
    return replace(with_surroundings(figures(size), report), released=True)


def _under(document: Document, key: str) -> list[dict[str, object]]:
    """The blocks of a chapter, from its heading to the next."""
    found: list[dict[str, object]] = []
    inside = False
    for block in document.blocks:
        if block["kind"] == "heading":
            inside = block["key"] == key
        elif inside:
            found.append(block)
    return found


def _words(document: Document, key: str) -> str:
    return str([block.get("text") or block.get("items") for block in _under(document, key)])


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_chapter_says_that_there_are_no_figures_where_there_are(language: str) -> None:
    document = compose(_around(), language)
    text = "".join(_words(document, key) for key in ("trainings", "practices", "task_trainings"))
    assert "geen cijfers" not in text
    assert "pas de chiffres" not in text
    for key in ("trainings", "practices", "instrument", "recommendations", "contacts"):
        assert any(block["kind"] == "table" for block in _under(document, key)), key


def test_what_the_working_group_wrote_stands_in_its_chapter_in_both_languages() -> None:
    DeclarationTask.objects.filter(code="trainings").update(
        line_nl="Wij hielden er {twee}.", line_fr="Nous en avons tenu {deux}."
    )
    TopicEntry.objects.create(
        topic="financial",
        kind="finding",
        on=DAY,
        title_nl="Geld",
        title_fr="Argent",
        text_nl="Het volgt de weg.",
        text_fr="Il suit la route.",
        written_at=timezone.now(),
    )
    CountryPosition.objects.create(
        country=Country.objects.get(code="LU"),
        position="needed",
        reasons_nl="Een regeling.",
        reasons_fr="Une règle.",
        since=DAY,
        taken_by=1,
        taken_at=timezone.now(),
    )
    some = _around()
    dutch, french = compose(some, "nl"), compose(some, "fr")
    assert "Wij hielden er (twee)." in written(some, "nl")["task_trainings"]
    assert "Nous en avons tenu (deux)." in written(some, "fr")["task_trainings"]
    assert "kan dit onderdeel aanvullen" not in _words(dutch, "task_trainings")
    assert "Bevinding, 18\u00a0mei\u00a02017, Benelux. Het volgt de weg." in _words(
        dutch, "police"
    ).replace("\\xa0", "\u00a0")
    assert "Argent" in _words(french, "police")
    assert "Un instrument est nécessaire, depuis le" in _words(french, "instrument")
    assert some.values()["positions.needed"] == 1


def test_a_line_of_the_group_that_changes_is_another_report() -> None:
    before = _around()
    ProgrammeItem.objects.filter(slug="municipalities").update(line_nl="Nieuw", line_fr="Nouveau")
    after = _around()
    assert before.values() == after.values()
    assert before.notes != after.notes
    assert from_json(as_json(after)).notes == after.notes


def test_trainings_that_were_held_are_counted() -> None:
    before = _around().values()["trainings.held"]
    training = draft(secretariat(), {"NL": 2, "BE": 1})
    Training.objects.filter(pk=training.pk).update(
        topic="minors", state=State.HELD, first_day=DAY, last_day=DAY
    )
    after = _around()
    assert after.values()["trainings.held"] == int(before or 0) + 1
    assert after.values()["training_topics.minors.held"] == 1
    assert after.label("fr", "training_topic", "minors") == "Mineurs et tutelle"


@pytest.mark.parametrize(
    ("language", "line", "sentence"),
    [
        ("nl", "Beperkt tot: België", "land van verzending of van bestemming: België"),
        ("fr", "Limité au pays suivant : Belgique", "Belgique. Ce que les trois pays"),
    ],
)
def test_a_report_on_one_country_leaves_the_common_work_to_that_on_all(
    language: str, line: str, sentence: str
) -> None:
    report = ProgressReport.objects.create(
        period_from=YEAR_ONE.first, period_to=YEAR_ONE.last, country="BE", created_at=timezone.now()
    )
    counted = replace(figures(), scope="BE")
    some = replace(with_surroundings(counted, report), released=True)
    document = compose(some, language, Frame(country="BE"))
    assert line in document.front
    assert sentence in _words(document, "summary")
    keys = {block["key"] for block in document.blocks if block["kind"] == "heading"}
    assert {"pairs", "answers", "contacts", "definitions", "method"} <= keys
    assert not keys & TOGETHER
    assert some.table("directory").rows == ("BE",)
    assert file_name(report, language, "pdf") == f"progress-report-2017-be.{language}.pdf"


@pytest.mark.parametrize("size", [25, 60, 400])
def test_the_short_version_has_four_pages_at_most(size: int) -> None:
    some = release(replace(_around(size), released=False))
    for language in ("nl", "fr"):
        document = as_plain(compose(some, language, Frame(length=Length.SHORT)))
        charts = {
            key: ChartImages(draw(some, key, language).svg, b"")
            for key in charts_of(some, Length.SHORT)
        }
        made = render(document, charts, b"{}", "pdf")
        assert len(PdfReader(io.BytesIO(made)).pages) <= 4, (size, language)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_workbook_has_every_table_and_every_definition(language: str) -> None:
    some = _around()
    answers = some.table("answers")
    hidden = answers.replaced({name: None for name, _value in answers.items()})
    tables = tuple(hidden if table is answers else table for table in some.tables)
    document = as_plain(compose(replace(some, tables=tables), language))
    made = workbook(document)
    assert made == workbook(document)
    book = load_workbook(io.BytesIO(made))
    shown = [block for block in document["blocks"] if block["kind"] == "table"]
    first, *sheets, last = book.worksheets
    assert first["A1"].value == document["title"]
    assert len(sheets) == len(shown)
    stars = 0
    for sheet, table in zip(sheets, shown, strict=True):
        rows = list(sheet.iter_rows(min_row=4, max_row=3 + len(table["rows"]), values_only=True))
        for cells, row in zip(rows, table["rows"], strict=True):
            assert cells[0] == row[0]
            for value, text in zip(cells[1:], row[1:], strict=True):
                plain = re.sub(r"[.\u00a0]", "", text).replace(",", ".")
                assert value == text or str(value) == plain
                stars += value == WITHHELD
    assert stars
    assert [list(row) for row in last.iter_rows(values_only=True)] == list(document["defined"])


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_annex_defines_every_table_that_the_report_shows(language: str) -> None:
    from reports.definitions import definition

    document = compose(_around(), language)
    (defined,) = (block["items"] for block in _under(document, "definitions") if "items" in block)
    terms = dict(defined)  # type: ignore[call-overload]
    for block in document.blocks:
        if block["kind"] in {"table", "chart"}:
            found = definition(block["key"])
            assert terms[found.title.in_language(language)] == found.text.in_language(language)
