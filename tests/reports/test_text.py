"""Sentences: grammar by number, both languages alike, and never a figure of their own."""

import re
from dataclasses import replace

import pytest

from reports.disclosure.release import WITHHELD, release
from reports.document import compose
from reports.figures import Figures, one_dimension
from reports.outline import HEADINGS, Length, outline
from reports.text import REFERENCE, Composer
from reports.wording import Text, Variants, wording
from tests.reports.sample import figures

LANGUAGES = ("nl", "fr")


def _variants(text: Text) -> dict[str, str]:
    if isinstance(text, str):
        return {"": text}
    return {
        "zero": text.zero,
        "one": text.one,
        "other": text.other,
        "withheld": text.withheld,
        "missing": text.missing,
    }


def _figures_of(text: str) -> set[str]:
    """References to figures in a text, without nouns and formats."""
    found = set()
    for expression in REFERENCE.findall(text):
        if not expression.startswith(("period", "frozen")):
            found.add(expression.split("|")[0])
    return found


def test_both_languages_have_the_same_keys() -> None:
    nl, fr = wording("nl"), wording("fr")
    for name in ("titles", "texts", "waiting", "heads", "words"):
        assert set(getattr(nl, name)) == set(getattr(fr, name)), name
    assert len(nl.sources) == len(fr.sources)


@pytest.mark.parametrize("key", list(wording("nl").texts))
def test_both_languages_refer_to_the_same_figures(key: str) -> None:
    nl, fr = wording("nl").texts[key], wording("fr").texts[key]
    assert len(nl) == len(fr)
    for dutch, french in zip(nl, fr, strict=True):
        if isinstance(dutch, Variants):
            assert isinstance(french, Variants)
            assert dutch.on == french.on
        for variant, text in _variants(dutch).items():
            assert _figures_of(text) == _figures_of(_variants(french)[variant]), (key, variant)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_a_figure_of_its_own(language: str) -> None:
    """Digits in the wording are dates, articles of law and percentiles only."""
    allowed = re.compile(r"2 (december|décembre) 2016|90e|artikel 10|article 10|paragraphe 3")
    for key, texts in wording(language).texts.items():
        for text in texts:
            for variant in _variants(text).values():
                rest = allowed.sub("", REFERENCE.sub("", variant))
                assert not re.search(r"\d", rest), (key, rest)


@pytest.mark.parametrize(
    ("count", "dutch", "french"),
    [
        (0, "geen enkele doorverwijzing", "aucune orientation"),
        (1, "één doorverwijzing van een slachtoffer", "une orientation de victime"),
        (7, "7 doorverwijzingen van slachtoffers", "7 orientations de victimes"),
        (1234, "1.234 doorverwijzingen", "1\u00a0234 orientations"),
        (None, "wordt niet getoond", "n’est pas publié"),
    ],
)
def test_the_sentence_follows_the_number(count: int | None, dutch: str, french: str) -> None:
    some = replace(release(figures()), referrals=count)
    for language, expected in (("nl", dutch), ("fr", french)):
        composer = Composer(some, language)
        assert expected in composer.sentence(composer.words.texts["summary"][1])


@pytest.mark.parametrize(
    ("value", "dutch", "french"),
    [
        (0, "0\u00a0verzoeken", "0\u00a0demande"),
        (1, "1\u00a0verzoek", "1\u00a0demande"),
        (2, "2\u00a0verzoeken", "2\u00a0demandes"),
        (None, "–*\u00a0verzoeken", "–*\u00a0demandes"),
    ],
)
def test_nouns_agree_with_their_number(value: int | None, dutch: str, french: str) -> None:
    some = replace(release(figures()), referrals=value)
    assert Composer(some, "nl").sentence("{referrals|verzoek|verzoeken}") == dutch
    assert Composer(some, "fr").sentence("{referrals|demande|demandes}") == french


@pytest.mark.parametrize(
    ("hours", "dutch", "french"),
    [(1.0, "1 uur", "1 heure"), (1.5, "1,5 uur", "1,5 heure"), (26.25, "26,2 uur", "26,2 heures")],
)
def test_hours_agree_with_their_number(hours: float, dutch: str, french: str) -> None:
    some = release(figures())
    assert Composer(some, "nl").hours(hours).replace("\u00a0", " ") == dutch
    assert Composer(some, "fr").hours(hours).replace("\u00a0", " ") == french


def test_first_of_the_month_in_french() -> None:
    day = figures().period.first.replace(day=1)
    assert Composer(release(figures()), "fr").day(day) == "1er\u00a0décembre\u00a02016"
    assert Composer(release(figures()), "nl").day(day) == "1\u00a0december\u00a02016"


def test_other_and_unknown_are_never_the_most_frequent() -> None:
    raw = figures()
    counts = {"no_capacity": 6, "other": 90, "unknown": 50, "safety_risk": 12}
    table = one_dimension("reasons", counts)
    some = replace(raw, tables=(table,), released=True)
    assert Composer(some, "nl").top("reasons").startswith("plaats niet veilig")
    assert "(90)" not in Composer(some, "nl").top("reasons")


def test_countries_keep_their_capital_where_no_ways_are_told_apart() -> None:
    table = one_dimension("pairs", {"BE": 22, "NL": 15, "LU": 12})
    some = replace(figures(), tables=(table,), released=True)
    assert Composer(some, "nl").top("pairs").startswith("van België (22), van Nederland (15)")
    assert Composer(some, "fr").top("pairs").startswith("de la Belgique (22), des Pays-Bas (15)")


def _numbers_of(figures_: Figures, language: str) -> list[list[str]]:
    """References that each paragraph resolved, and all table cells but their labels."""
    found: list[list[str]] = []
    for block in compose(figures_, language).blocks:
        if block["kind"] == "paragraph":
            found.append(block["references"])
        if block["kind"] == "table":
            found += [
                [re.sub(r"\s|\.|,", "", cell) for cell in row[1:] if cell[0].isdigit()]
                for row in block["rows"]
            ]
    return found


@pytest.mark.parametrize("size", [0, 3, 25, 420])
@pytest.mark.parametrize("guide_measured", [False, True])
def test_dutch_and_french_carry_the_same_figures(size: int, guide_measured: bool) -> None:
    some = release(figures(size, guide_measured=guide_measured))
    assert _numbers_of(some, "nl") == _numbers_of(some, "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_has_every_part(language: str) -> None:
    some = release(figures())
    document = compose(some, language)
    every = [(block["kind"], block["key"]) for block in document.blocks if "key" in block]
    keys = [(kind, key) for kind, key in every if "@" not in key]  # a layer follows its table
    assert ("table", "persons@child") in every
    expected = [
        ("heading" if entry.kind in HEADINGS else entry.kind, entry.key)
        for entry in outline(Length.FULL, some)
    ]
    assert keys == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_withheld_figures_are_marked_and_explained(language: str) -> None:
    for block in compose(release(figures(60)), language).blocks:
        if block["kind"] == "table":
            marked = any(WITHHELD in cell for row in block["rows"] for cell in row)
            assert block["note"] == marked


def test_raw_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="released"):
        compose(figures(), "nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_on_2017_names_nothing_later(language: str) -> None:
    text = str(compose(release(figures()), language))
    for later in ("INFOTRAITE", "078 055", "2024", "2019", "2021", "Arbeidsinspectie"):
        assert later not in text


def test_a_way_past_the_country_of_a_report_is_no_zero() -> None:
    composer = Composer(figures(40, scope="NL"), "nl")
    _head, (_from_nl, from_be, _from_lu, _all), _total = composer.table_rows(
        composer.figures.table("pairs")
    )
    assert from_be[2:4] == ["n.v.t.", "n.v.t."]
    assert "pairs.BE.LU" not in [name for name, _label, _count in composer.series("pairs")]
