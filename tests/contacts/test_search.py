"""Finding the right organisation by what people really type."""

import pytest

from contacts.criteria import Criteria
from contacts.search import MAX_WORDS, corrected, normalise, trigrams, words
from contacts.selectors import Results, search_organisations


def found(question: str, **filters: object) -> tuple[Results, list[str]]:
    results = search_organisations(Criteria(question=question, **filters))  # type: ignore[arg-type]
    return results, [organisation.slug for organisation in results.organisations]


def test_normalise() -> None:
    assert normalise("  Sürya – LIÈGE, Straße & œuvre\x00 ") == "surya liege strasse oeuvre"
    assert normalise("日本 🙂 ١٢") == "日本 ١٢"
    assert normalise("\u202e\u200b") == ""


def test_words_drop_what_says_nothing() -> None:
    assert words("hulp voor de vrouwen") == ["hulp", "vrouwen"]
    assert words("de la") == ["de", "la"]
    assert words("!?') OR 1=1 --") == ["or", "1"]
    assert len(words(" ".join(f"woord{i}" for i in range(50)))) == MAX_WORDS


def test_trigrams() -> None:
    assert trigrams("luik") == ["  l", " lu", "ik ", "lui", "uik"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("payoke", "payoke"),
        ("surya", "surya"),
        ("SÜRYA", "surya"),
        ("Anvers", "payoke"),
        ("Antwerp", "payoke"),
        ("Lüttich", "surya"),
        ("luik", "surya"),
        ("La Haye", "shop-den-haag"),
        ("hébergement Drenthe", "jade"),
        ("refuge pour femmes", "blijf-groep"),
        ("Frauen", "kadera"),
        ("tuteur pour mineurs", "nidos"),
        ("voogd", "dienst-voogdij"),
        ("roumain", "fairwork"),
        ("Rumänisch", "fairwork"),
        ("inspection du travail", "nl-arbeidsinspectie"),
        ("033 448 11 86", "comensha"),
        ("bedenktijd", "ind"),
        ("point de contact national", "infotraite"),
        ("hebergment", "jade"),
    ],
)
def test_found_as_typed(question: str, slug: str) -> None:
    results, slugs = found(question)
    assert slug in slugs
    assert not results.asked_instead


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "slug", "instead"),
    [
        ("Antwerepn", "payoke", "antwerpen"),
        ("comensa", "comensha", "comensha"),
        ("infotriate", "infotraite", "infotraite"),
        ("opvagn vrouwen", "blijf-groep", "opvang vrouwen"),
    ],
)
def test_typing_errors_are_forgiven(question: str, slug: str, instead: str) -> None:
    results, slugs = found(question)
    assert slug in slugs
    assert results.asked_instead == instead


@pytest.mark.django_db
def test_name_stands_first() -> None:
    assert found("payoke")[1][0] == "payoke"
    assert found("infotraite")[1][0] == "infotraite"


@pytest.mark.django_db
def test_some_words_when_none_has_all() -> None:
    results, slugs = found("payoke advocaat drenthe")
    assert results.some_words
    assert "payoke" in slugs


@pytest.mark.django_db
def test_nothing_found() -> None:
    results, slugs = found("qqqqxxxx")
    assert (results.count, slugs, results.asked_instead) == (0, [], "")
    assert corrected(["qqqqxxxx"]) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        ({"contact_point": True}, {"comensha", "payoke", "pag-asa", "surya", "infotraite"}),
        ({"contact_point": True, "country": "BE"}, {"payoke", "pag-asa", "surya"}),
        ({"kind": "helpline"}, {"stophumantrafficking-be"}),
        ({"need": "guardian"}, {"nidos", "dienst-voogdij"}),
        ({"language": "hu"}, {"fairwork"}),
    ],
)
def test_filters(filters: dict[str, object], slugs: set[str]) -> None:
    assert set(found("", **filters)[1]) == slugs


@pytest.mark.django_db
def test_women_are_also_helped_by_who_helps_all_adults() -> None:
    _results, slugs = found("", kind="shelter", target_group="women", country="NL")
    assert {"kadera", "acm-amsterdam"} <= set(slugs)


@pytest.mark.django_db
def test_sorted_by_country() -> None:
    results = search_organisations(Criteria(contact_point=True, sort="country"))
    assert [o.country_id for o in results.organisations] == ["NL", "BE", "BE", "BE", "LU"]
