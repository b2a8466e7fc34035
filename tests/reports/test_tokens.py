"""What people may write in a block: references that both languages share, and no hidden number."""

import pytest

from reports.disclosure.release import release
from reports.figures import Figures
from reports.outline import Length, numbered
from reports.tokens import Faults, faults, typed
from tests.reports.sample import figures

SHOWN = release(figures())


def _faults(nl: str, fr: str, some: Figures = SHOWN, made: tuple[str, str] = ("", "")) -> Faults:
    return faults(nl, fr, some, numbered(Length.FULL, some), made=made)


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
        "Les quatre demandes",
        "2",
        "(1)",
        "3 %",
    ],
)
def test_a_small_number_cannot_be_typed(text: str) -> None:
    assert _faults(text, "").typed or _faults("", text).typed


@pytest.mark.parametrize(
    "text",
    [
        "Op 3 december 2016 en het 1er janvier 2017",
        "artikel 3, lid 2, hoofdstuk 3.4, tabel 4",
        "Er waren 13 personen en 37 verzoeken, 1.703 in totaal.",
        "le 90e percentile; directive 2011/36",
        "De drie landen; les trois pays du Benelux; cinq pays",
    ],
)
def test_dates_articles_and_other_numbers_may_be_typed(text: str) -> None:
    assert not _faults(text, text).typed


def test_a_number_of_the_portal_s_own_wording_may_stand() -> None:
    made = "De drie landen werken samen met drie partners."
    assert typed("De drie landen en drie partners.", made, below=5) == []
    assert typed("Drie partners en drie anderen.", made, below=5) == ["drie"]


def test_what_is_refused_does_not_tell_what_is_withheld() -> None:
    """Who tries numbers out gets one answer to each of them, whatever the counts are."""
    for size in (60, 420):
        some = release(figures(size))
        refused = [n for n in range(1, 40) if _faults(f"Er waren {n}.", "", some).typed]
        assert refused == [1, 2, 3, 4]


@pytest.mark.parametrize("size", [0, 3, 60, 420])
def test_what_the_portal_writes_itself_may_be_saved(size: int) -> None:
    from reports.document import written

    raw = figures(size, guide_measured=True)
    some = release(raw)
    chapters = numbered(Length.FULL, some)
    nl, fr = written(some, "nl"), written(some, "fr")
    for key in nl:
        made = (nl[key], fr[key])
        assert not faults(*made, some, chapters, made=made), key
