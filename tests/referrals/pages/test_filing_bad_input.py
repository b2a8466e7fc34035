"""Bad input, field by field: a clear message beside it, what was typed kept, nothing written."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Membership
from contacts.models import Organisation
from tests.referrals.pages.filing import (
    CHILD,
    CONSENT,
    EXPLOITATION,
    IDENTITY,
    REQUEST,
    SITUATION,
    Filer,
)

pytestmark = pytest.mark.django_db

NUL = "a\0b"
ARABIC = "آنا ماريا"
EMOJI = "Ana 🙂"
HTML = "<script>alert(1)</script>"
DIRECTION = "Ana\u202egnp.exe"
FORMULAS = ("=1+1", "@SUM(A1:A9)")
NO_CODE = ("nonsense", "x" * 5000, NUL, ARABIC, EMOJI, HTML, *FORMULAS, "-1", "1899-12-31")
STEPS: dict[str, dict[str, Any]] = {
    "request": REQUEST,
    "recipients": {"contact_point": "on", "asking_order": "parallel"},
    "person": CHILD,
    "situation": SITUATION,
    "exploitation": EXPLOITATION,
    "identity": IDENTITY,
    "consent": CONSENT,
}
REQUIRED = [
    ("request", "destination_country"),
    ("request", "urgency"),
    ("recipients", "contact_point"),
    ("person", "age_group"),
    ("person", "gender"),
    ("situation", "needs"),
    ("consent", "legal_basis"),
    ("consent", "callback_number"),
]
CODED = {
    "request": ["destination_country", "urgency", "reason"],
    "recipients": ["organisations", "asking_order"],
    "person": [
        "age_group",
        "gender",
        "citizenship_group",
        "languages",
        "victim_status",
        "guardian_kind",
        "interpreter",
        "residence_stage",
        "residence_document",
        "residence_end_reason",
        "withheld",
        "region",
        "criminal_stage",
    ],
    "situation": [
        "needs",
        "care_needs",
        "accessibility_needs",
        "note_language",
        "withheld",
    ],
    "exploitation": [
        "exploitation_forms",
        "sectors",
        "exploitation_countries",
        "country_of_detection",
        "detected_by",
        "last_contact",
        "indicators",
        "risk_level",
        "risk_reason_language",
        "avoid_regions",
        "withheld",
    ],
    "identity": ["remarks_language", "safe_to_write", "withheld"],
    "consent": ["legal_basis", "consent_basis", "organisations", "language"],
}
NAMES = (
    "given_names",
    "family_name",
    "alias",
    "nationality",
    "guardian_name",
    "guardian_authority",
)
TEXTS = [
    ("situation", "note", 4000),
    ("exploitation", "risk_reason", 1000),
    ("identity", "documents", 1000),
    ("identity", "avoid", 1000),
    ("identity", "safe_contact", 1000),
    ("identity", "whereabouts", 1000),
    ("identity", "remarks", 4000),
]
DATES = [
    ("identity", "birth_date"),
    ("consent", "given_on"),
    ("person", "residence_start"),
    ("person", "residence_ended_on"),
]
COUNTS = [("situation", "children"), ("situation", "companions"), ("identity", "estimated_age")]


def refused(filer: Filer, draft_id: Any, slug: str, name: str, value: Any) -> str:
    """Send one bad value; the page that comes back, after looking at what every one must have."""
    before = filer.referral(draft_id)
    response = filer.save(draft_id, slug, **{**STEPS[slug], name: value})
    assert response.status_code == 422, (name, value)
    page: str = response.text
    assert 'class="error-summary"' in page
    assert f'href="#id_{name}' in page, (name, value)
    assert 'class="field-error"' in page
    assert "<title>Fout: " in page
    after = filer.referral(draft_id)
    assert (after.version, after.updated_at) == (before.version, before.updated_at)
    return page


def kept(page: str, value: str) -> bool:
    """Whether the page still holds the text, and holds it as text."""
    return value in unescape(page) and HTML not in page


def test_empty(filer: Filer) -> None:
    draft = filer.create()
    for slug, name in REQUIRED:
        refused(filer, draft.pk, slug, name, "" if name != "needs" else [])


@pytest.mark.parametrize("slug", STEPS)
def test_no_code_of_the_list(filer: Filer, slug: str) -> None:
    draft = filer.create()
    for name in CODED[slug]:
        for value in NO_CODE:
            refused(filer, draft.pk, slug, name, value)


@pytest.mark.parametrize("name", NAMES)
def test_names(filer: Filer, name: str) -> None:
    draft = filer.create()
    filer.save(draft.pk, "person", **CHILD)  # the guardian is asked for
    for value in ("x" * 201, NUL, HTML, DIRECTION, *FORMULAS, "+1+1", "-1-1"):
        assert kept(refused(filer, draft.pk, "identity", name, value), value)
    for value in (ARABIC, EMOJI, "O'Neill-D’Árvíz"):
        assert filer.save(draft.pk, "identity", **{name: value}).status_code == 302
        assert value in unescape(filer.get("step", draft.pk, "identity").text)


@pytest.mark.parametrize(("slug", "name", "longest"), TEXTS)
def test_texts(filer: Filer, slug: str, name: str, longest: int) -> None:
    draft = filer.create()
    for value in ("x" * (longest + 1), NUL, HTML, DIRECTION, *FORMULAS):
        assert kept(refused(filer, draft.pk, slug, name, value), value)
    # Not bad at all: a number to call, a list, other scripts.
    for value in ("+32 470 12 34 56", "- een\n- twee", ARABIC, EMOJI):
        assert filer.save(draft.pk, slug, **{**STEPS[slug], name: value}).status_code == 302
        page = unescape(filer.get("step", draft.pk, slug).text)
        assert value in page.replace("\r\n", "\n")


@pytest.mark.parametrize(("slug", "name"), DATES)
def test_dates(filer: Filer, slug: str, name: str) -> None:
    draft = filer.create()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    values = ["1899-12-31", tomorrow, "9999-12-31", "2020-02-30", "1990", "gisteren", NUL, HTML]
    for value in (*values, EMOJI, ARABIC, *FORMULAS, "9" * 5000):
        assert kept(refused(filer, draft.pk, slug, name, value), value)


def test_a_date_as_people_here_write_it(filer: Filer) -> None:
    draft = filer.create()
    for value in ("30-4-1996", "30/04/1996", "30.04.1996", "1996-04-30"):
        assert filer.save(draft.pk, "identity", birth_date=value).status_code == 302
        assert 'value="1996-04-30"' in filer.get("step", draft.pk, "identity").text


@pytest.mark.parametrize(("slug", "name"), COUNTS)
def test_numbers_of_people_and_years(filer: Filer, slug: str, name: str) -> None:
    draft = filer.create()
    for value in ("-1", "121", "1.5", "één", "9" * 500, NUL, HTML, EMOJI, ARABIC, *FORMULAS):
        assert kept(refused(filer, draft.pk, slug, name, value), value)
    assert filer.save(draft.pk, slug, **{**STEPS[slug], name: "0"}).status_code == 302
    assert f'name="{name}" value="0"' in filer.get("step", draft.pk, slug).text


def test_the_own_reference(filer: Filer) -> None:
    draft = filer.create()
    for value in ("x" * 61, NUL, HTML, DIRECTION, *FORMULAS, "+1+1"):
        assert kept(refused(filer, draft.pk, "request", "own_reference", value), value)


def test_the_guardians_number(filer: Filer) -> None:
    draft = filer.create()
    filer.save(draft.pk, "person", **CHILD)
    for value in ("12", "bel mij", "+999 1234567", NUL, HTML, EMOJI, *FORMULAS):
        assert kept(refused(filer, draft.pk, "identity", "guardian_phone", value), value)


def test_an_early_end_needs_its_day_its_reason_and_a_beginning_before_it(filer: Filer) -> None:
    draft = filer.create()
    stage = {**CHILD, "residence_stage": "be_annex15"}
    for wrong, field in (
        ({"residence_ended_on": "2026-02-01"}, "residence_end_reason"),
        ({"residence_end_reason": "renounced"}, "residence_ended_on"),
        (
            {
                "residence_start": "2026-03-01",
                "residence_ended_on": "2026-02-01",
                "residence_end_reason": "renounced",
            },
            "residence_ended_on",
        ),
    ):
        response = filer.save(draft.pk, "person", **{**stage, **wrong})
        assert response.status_code == 422
        assert f'href="#id_{field}' in response.text


def test_an_answer_cannot_be_withheld_and_given(filer: Filer) -> None:
    draft = filer.create()
    both = {**SITUATION, "children": "0", "withheld": ["children"]}
    response = filer.save(draft.pk, "situation", **both)
    assert response.status_code == 422
    assert 'href="#id_children' in response.text


def test_the_call_back_number(filer: Filer) -> None:
    draft = filer.create()
    values = ["12", "bel mij", "+32 3 201 16 9000000", "+999 1234567", NUL, HTML, EMOJI, ARABIC]
    for value in (*values, *FORMULAS, "0" * 33, "+32 3 201 16 90 ext. 5"):
        assert kept(refused(filer, draft.pk, "consent", "callback_number", value), value)


def test_the_number_in_the_order(filer: Filer) -> None:
    draft = filer.create()
    for value in ("0", "-1", "100", "1.5", "één", NUL, HTML, EMOJI, ARABIC, *FORMULAS):
        refused(filer, draft.pk, "recipients", "position_contact_point", value)


def test_organisations_of_elsewhere(filer: Filer) -> None:
    draft = filer.create()
    elsewhere = Organisation.objects.filter(
        slug__in=["payoke", "infotraite", "politie-avim", "ministerie-jenv"]
    )
    closed = Organisation.objects.create(
        name="Gesloten", slug="gesloten", kind="shelter", country_id="NL", active=False
    )
    assert len(elsewhere) == 4
    for organisation in (*elsewhere, closed):
        refused(filer, draft.pk, "recipients", "organisations", [organisation.pk])
        refused(filer, draft.pk, "consent", "organisations", [organisation.pk])
    refused(filer, draft.pk, "recipients", "organisations", [2**70])


def test_the_own_country_is_no_destination(filer: Filer) -> None:
    draft = filer.create()
    for country in ("BE", "DE", "nl"):
        refused(filer, draft.pk, "request", "destination_country", country)


def test_another_countrys_region(filer: Filer) -> None:
    draft = filer.create()
    refused(filer, draft.pk, "person", "region", "BE21")


@pytest.mark.parametrize("slug", STEPS)
def test_no_version_at_all(filer: Filer, slug: str) -> None:
    draft = filer.create()
    for version in ("", "x", "0", "-1", "9" * 30, NUL, "1.5"):
        response = filer.save(draft.pk, slug, **STEPS[slug], version=version)
        assert response.status_code == 422
        assert "verouderd" in response.text
        # The page that comes back can be sent.
        assert f'name="version" value="{draft.version}"' in response.text
    assert filer.referral(draft.pk).version == draft.version


def test_no_draft_id_at_all(filer: Filer) -> None:
    for draft_id in ("", "x", NUL, "1", HTML, str(uuid4()) + "0"):
        response = filer.post("create", **REQUEST, draft_id=draft_id)
        assert response.status_code == 422
        assert "verouderd" in response.text
        assert 'value="urgent"' in response.text
        assert HTML not in response.text


def test_a_field_sent_twice_and_fields_nobody_asked_for(filer: Filer) -> None:
    draft = filer.create()
    data = {**CHILD, "gender": ["F", "M"], "state": "sent", "sender_country": "NL"}
    assert filer.save(draft.pk, "person", **data).status_code == 302
    saved = filer.referral(draft.pk)
    assert (saved.gender, saved.state, saved.sender_country) == ("M", "draft", "BE")


def test_somebody_without_a_membership_gets_404(filer: Filer) -> None:
    draft = filer.create()
    Membership.objects.all().update(active=False)
    assert filer.get("create").status_code == 404
    assert filer.get("step", draft.pk, "person").status_code == 404
