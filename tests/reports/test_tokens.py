"""What people may write in a block: references that both languages share, and no hidden number."""

import pytest

from reports.disclosure.release import release
from reports.figures import Figures
from reports.outline import Length, numbered
from reports.tokens import Faults, faults, typed, withheld_counts
from tests.reports.sample import figures

SHOWN = release(figures())


def _faults(nl: str, fr: str, some: Figures = SHOWN, made: tuple[str, str] = ("", "")) -> Faults:
    return faults(nl, fr, some, numbered(Length.FULL, some), withheld={3, 7}, made=made)


def test_the_same_figures_in_both_languages_may_be_written() -> None:
    nl = "Er waren {referrals} verzoeken; zie hoofdstuk {chapter:answers}. Meest: {forms:top}."
    fr = "Voir le chapitre {chapter:answers} : {forms:top}. Au total {referrals|demande|demandes}."
    assert not _faults(nl, fr)


def test_a_figure_that_only_one_language_names_is_told_with_its_name() -> None:
    found = _faults("{referrals} in totaal", "au total")
    assert found.only_nl == ("referrals",)
    assert found.only_fr == ()
    assert _faults("{answers.total}", "{referrals}").only_fr == ("referrals",)


def test_another_form_of_the_same_figure_is_another_figure() -> None:
    nl, fr = "{answers.can_help/answers.total:share}", "{answers.can_help}"
    assert _faults(nl, fr).only_nl == ("answers.can_help/answers.total:share",)


@pytest.mark.parametrize(
    "reference",
    [
        "{nothing}",
        "{forms.nothing}",
        "{chapter:nowhere}",
        "{nothing:top}",
        "{referrals:bold}",
        "{answers.can_help:share}",
        "{referrals|verzoek}",
        "{referrals",
        "referrals}",
        "{{referrals}}",
    ],
)
def test_what_names_no_figure_is_refused(reference: str) -> None:
    assert _faults(reference, reference).unknown


@pytest.mark.parametrize(
    "text",
    [
        "Er waren 3 personen.",
        "Er waren drie personen.",
        "Les sept demandes",
        "7",
        "(7)",
        "3 %",
    ],
)
def test_a_withheld_number_cannot_be_typed(text: str) -> None:
    assert _faults(text, "").typed or _faults("", text).typed


@pytest.mark.parametrize(
    "text",
    [
        "Op 3 december 2016 en het 1er janvier 2017",
        "artikel 3, lid 7, hoofdstuk 3.7, tabel 7",
        "Er waren 13 personen en 37 verzoeken, 1.703 in totaal.",
        "le 90e percentile; directive 2011/36",
        "De drie landen; les trois pays du Benelux; quatre pays",
    ],
)
def test_dates_articles_and_other_numbers_may_be_typed(text: str) -> None:
    assert typed(text, {3, 7}) == []


def test_a_number_of_the_portal_s_own_wording_may_stand() -> None:
    made = "De drie landen werken samen."
    assert typed("De drie landen en de anderen.", {3}, made) == []
    assert typed("De drie landen en drie anderen.", {3}, made) == ["drie"]


def test_withheld_counts_are_those_that_the_release_hides() -> None:
    raw = figures(60)
    hidden = withheld_counts(raw, release(raw))
    assert hidden
    assert raw.referrals not in hidden


@pytest.mark.parametrize("size", [0, 3, 60, 420])
def test_what_the_portal_writes_itself_may_be_saved(size: int) -> None:
    from reports.document import written

    raw = figures(size, guide_measured=True)
    some = release(raw)
    chapters = numbered(Length.FULL, some)
    nl, fr = written(some, "nl"), written(some, "fr")
    for key in nl:
        made = (nl[key], fr[key])
        hidden = withheld_counts(raw, some)
        assert not faults(*made, some, chapters, withheld=hidden, made=made), key
