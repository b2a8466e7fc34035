"""Filing a referral: the way through, and what two clicks and two tabs do."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from contacts.models import Organisation
from referrals.forms.steps import STEPS
from referrals.models import CodedValue, Consent, Identity, Party, Referral, Request
from referrals.services import deciding
from tests.referrals.pages.filing import (
    CONSENT,
    IDENTITY,
    NOTE,
    PERSON,
    REQUEST,
    SITUATION,
    Filer,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db

# Pages of a draft: name and further arguments.
PAGES: list[tuple[str, list[str]]] = [
    ("step", ["person"]),
    ("check", []),
    ("draft", []),
    ("delete_draft", []),
]


def comensha() -> Organisation:
    return Organisation.objects.get(slug="comensha")


def test_a_referral_is_filed_and_sent(filer: Filer) -> None:
    draft = filer.create()
    assert filer.save(draft.pk, "person", **PERSON).status_code == 302
    assert filer.save(draft.pk, "situation", **SITUATION).status_code == 302
    assert filer.recipients(draft.pk).url == filer.url("step", draft.pk, "identity")
    assert filer.save(draft.pk, "identity", **IDENTITY).status_code == 302
    response = filer.save(
        draft.pk,
        "consent",
        **CONSENT,
        consent_basis="explicit_consent",
        given_on="2026-01-05",
        organisations=[comensha().pk],
        language="ro",
        with_interpreter="on",
    )
    assert response.status_code == 302, text_of(response)
    assert response.url == filer.url("check", draft.pk)
    page = text_of(filer.get("check", draft.pk))
    for answer in ("Zachtemaker", NOTE, "Roemeens, Engels", "+32 3 201 16 90", "5 januari 2026"):
        assert answer.replace("Roemeens, Engels", "Engels, Roemeens") in page
    response = filer.post("send", draft.pk, version=filer.referral(draft.pk).version)
    assert response.status_code == 302, text_of(response)
    assert response.url == filer.url("sent_confirmation", draft.pk)
    page = text_of(filer.get("sent_confirmation", draft.pk))
    assert draft.reference in page
    assert "+31 33 448 11 86" in page
    sent = filer.referral(draft.pk)
    assert (sent.state, sent.callback_number) == ("sent", "+32 3 201 16 90")
    with filer.acting():
        assert Request.objects.get(referral=draft).state == "asked"
        consent = Consent.objects.get(referral=draft)
        assert [named.organisation for named in consent.recipients.all()] == [comensha()]
        needs = CodedValue.objects.filter(referral=draft, kind="need")
        assert set(needs.values_list("code", flat=True)) == set(SITUATION["needs"])


def test_every_step_shows_what_was_saved(filer: Filer) -> None:
    draft = filer.complete()
    filer.save(draft.pk, "identity", **IDENTITY)
    page = filer.get("step", draft.pk, "person").text
    assert re.search(r'name="gender" value="F"[^>]*checked', page)
    assert re.search(r'name="languages" value="ro"[^>]*checked', page)
    assert 'value="1996-04-30"' in filer.get("step", draft.pk, "identity").text
    assert NOTE in filer.get("step", draft.pk, "situation").text
    page = filer.get("step", draft.pk, "recipients").text
    assert re.search(r'name="contact_point"[^>]*checked', page)


def test_an_unfinished_step_can_be_saved_for_later(filer: Filer) -> None:
    response = filer.post("create", draft_id=(draft_id := uuid4()), later="1")
    assert response.url == filer.url("draft", draft_id)
    response = filer.save(draft_id, "person", gender="X", later="1")
    assert response.url == filer.url("draft", draft_id)
    assert filer.referral(draft_id).gender == "X"
    page = filer.get("check", draft_id)
    assert "Er zijn nog 6 antwoorden nodig om te verzenden" in text_of(page)
    assert filer.url("step", draft_id, "consent") + "?then=check#id_legal_basis_0" in page.text
    assert filer.url("send", draft_id) not in page.text


def test_what_is_missing_is_never_sent(filer: Filer) -> None:
    draft = filer.create()
    response = filer.post("send", draft.pk, version=draft.version)
    assert response.status_code == 422
    assert filer.referral(draft.pk).state == "draft"


def test_a_changed_answer_leads_back_to_the_check(filer: Filer) -> None:
    draft = filer.complete()
    response = filer.save(draft.pk, "person", **PERSON, then="check")
    assert response.url == filer.url("check", draft.pk)


# Two clicks, two tabs


def test_a_double_click_on_the_first_step_makes_one_draft(filer: Filer) -> None:
    draft_id = uuid4()
    first = filer.post("create", draft_id=draft_id, **REQUEST)
    second = filer.post("create", draft_id=draft_id, **REQUEST)
    assert first.url == second.url == filer.url("step", draft_id, "person")
    with filer.acting():
        assert Referral.objects.count() == 1


def test_the_first_page_sent_again_with_other_answers_is_shown_again(filer: Filer) -> None:
    draft = filer.create()
    response = filer.post("create", draft_id=draft.pk, **{**REQUEST, "urgency": "standard"})
    assert response.status_code == 422
    assert re.search(r'name="urgency" value="standard"[^>]*checked', response.text)
    assert filer.referral(draft.pk).urgency == "urgent"


def test_a_double_click_on_send_sends_once(filer: Filer) -> None:
    draft = filer.complete()
    first = filer.post("send", draft.pk, version=draft.version)
    second = filer.post("send", draft.pk, version=draft.version)
    assert first.url == second.url == filer.url("sent_confirmation", draft.pk)
    with filer.acting():
        assert Request.objects.filter(referral=draft).count() == 1


@pytest.mark.parametrize(
    ("slug", "data", "kept"),
    [
        ("request", {**REQUEST, "urgency": "priority"}, r'value="priority"[^>]*checked'),
        ("recipients", {"contact_point": "on", "asking_order": "in_order"}, "in_order[^>]*checked"),
        ("person", {**PERSON, "gender": "M"}, r'name="gender" value="M"[^>]*checked'),
        ("situation", {**SITUATION, "note": "Nieuwe tekst"}, ">\\s*Nieuwe tekst</textarea>"),
        ("identity", {"given_names": "Nieuwe Naam"}, 'value="Nieuwe Naam"'),
        ("consent", {**CONSENT, "callback_number": "+31 33 448 11 86"}, "33 448 11 86"),
    ],
)
def test_an_older_tab_overwrites_nothing(
    filer: Filer, slug: str, data: dict[str, object], kept: str
) -> None:
    draft = filer.complete()
    response = filer.save(draft.pk, slug, **data, version=draft.version - 1)
    assert response.status_code == 422
    assert "ander tabblad" in text_of(response)
    assert re.search(kept, response.text)
    choices = dict.fromkeys(re.findall(r'name="(keep-[^"]+)"', response.text), "typed")
    compared = re.search(r'name="compared" value="([^"]+)"', response.text)
    assert compared
    assert choices
    older = {**data, "version": draft.version - 1, "compared": compared[1]}
    assert filer.save(draft.pk, slug, **older).status_code == 422, "nothing was chosen"
    assert filer.referral(draft.pk).version == draft.version
    # What is chosen now is a decision, and goes through.
    assert filer.save(draft.pk, slug, **older, **choices).status_code == 302
    assert filer.referral(draft.pk).version == draft.version + 1


def test_the_check_of_an_older_version_is_not_sent(filer: Filer) -> None:
    draft = filer.complete()
    for version in (draft.version - 1, "", "x", "\0", "9" * 30, "٣"):
        response = filer.post("send", draft.pk, version=version)
        assert response.status_code == 422
    assert filer.referral(draft.pk).state == "draft"
    assert f'name="version" value="{draft.version}"' in response.text


def test_a_step_of_a_sent_referral_leads_to_its_page(filer: Filer) -> None:
    draft = filer.complete()
    filer.post("send", draft.pk, version=draft.version)
    detail = reverse("referrals:detail", args=[draft.pk])
    for name, arguments in (
        ("step", ["person"]),
        ("check", []),
        ("draft", []),
        ("delete_draft", []),
    ):
        response = filer.get(name, draft.pk, *arguments)
        assert response.url.endswith(detail.removeprefix("/en"))
    assert filer.save(draft.pk, "person", **{**PERSON, "gender": "M"}).status_code == 302
    assert filer.post("delete_draft", draft.pk).status_code == 302
    assert filer.referral(draft.pk).gender == "F"


def test_deleting_asks_first(filer: Filer) -> None:
    draft = filer.complete()
    filer.save(draft.pk, "identity", **IDENTITY)
    assert filer.get("delete_draft", draft.pk).status_code == 200
    with filer.acting():
        assert Referral.objects.filter(pk=draft.pk).exists()
    assert filer.post("delete_draft", draft.pk).url == filer.url("drafts")
    with filer.acting():
        for model in (Referral, Party, Identity, CodedValue, Request):
            assert not model.objects.exists()


# Recipients and consent follow each other


def test_another_country_takes_its_recipients_and_region_along(filer: Filer) -> None:
    draft = filer.complete()
    filer.save(draft.pk, "person", **PERSON, region="NL32")
    filer.save(draft.pk, "request", **{**REQUEST, "destination_country": "LU"})
    changed = filer.referral(draft.pk)
    assert (changed.destination_country_id, changed.region) == ("LU", "")
    with filer.acting():
        assert not Request.objects.filter(referral=draft).exists()


def test_a_consent_names_nobody_who_is_no_longer_asked(filer: Filer) -> None:
    draft = filer.complete()
    fier = Organisation.objects.get(slug="fier")
    filer.recipients(draft.pk, organisations=[fier.pk])
    filer.save(
        draft.pk,
        "consent",
        **CONSENT,
        consent_basis="explicit_consent",
        given_on="2026-01-05",
        organisations=[comensha().pk, fier.pk],
    )
    filer.recipients(draft.pk)
    page = text_of(filer.get("check", draft.pk))
    assert "gekozen wordt uit: CoMensha." in page
    assert "Fier" not in page


def test_recipients_are_asked_in_the_order_of_their_numbers(filer: Filer) -> None:
    draft = filer.create()
    fier, jade = (Organisation.objects.get(slug=slug) for slug in ("fier", "jade"))
    filer.recipients(
        draft.pk,
        organisations=[fier.pk, jade.pk],
        asking_order="in_order",
        position_contact_point="",
        **{f"position_{fier.pk}": "2", f"position_{jade.pk}": "1"},
    )
    with filer.acting():
        requests = Request.objects.filter(referral=draft).order_by("position")
        assert [request.organisation for request in requests] == [jade, fier, None]


def test_two_recipients_cannot_have_one_number(filer: Filer) -> None:
    draft = filer.create()
    fier, jade = (Organisation.objects.get(slug=slug) for slug in ("fier", "jade"))
    response = filer.recipients(
        draft.pk,
        organisations=[fier.pk, jade.pk],
        asking_order="in_order",
        **{f"position_{fier.pk}": "1", f"position_{jade.pk}": "1"},
    )
    assert response.status_code == 422
    assert f'href="#id_position_{jade.pk}"' in response.text


def test_a_contact_point_of_several_is_said_to_be_a_rota() -> None:
    dutch = signed_in("comensha", Role.CASEWORKER, "worker@comensha.example", "fr")
    draft = dutch.create(destination_country="BE")
    page = text_of(dutch.get("step", draft.pk, "recipients"))
    assert "un tour de rôle de 3 centres" in page
    assert "Payoke, PAG-ASA, Sürya" in page


@pytest.mark.parametrize("basis", ["anonymous", "refused"])
def test_without_a_basis_nobody_can_be_named(filer: Filer, basis: str) -> None:
    draft = filer.complete()
    response = filer.save(
        draft.pk,
        "consent",
        **{**CONSENT, "legal_basis": basis},
        consent_basis="explicit_consent",
        given_on="2026-01-05",
        organisations=[comensha().pk],
    )
    assert response.status_code == 422
    assert 'href="#id_consent_basis_0"' in response.text
    assert "aan niemand een identiteit" in text_of(response)
    assert filer.save(draft.pk, "consent", **{**CONSENT, "legal_basis": basis}).status_code == 302


def test_half_a_consent_is_refused(filer: Filer) -> None:
    draft = filer.complete()
    half = filer.save(draft.pk, "consent", **CONSENT, consent_basis="explicit_consent")
    assert half.status_code == 422
    for field in ("given_on", "organisations_0"):
        assert f'href="#id_{field}"' in half.text
    assert filer.save(draft.pk, "consent", **CONSENT, given_on="2026-01-05").status_code == 422


def test_the_confirmation_says_who_must_be_phoned(filer: Filer) -> None:
    draft = filer.complete()
    signed_in("comensha", Role.CONTACT_POINT, "contact@comensha.example")
    fier = Organisation.objects.get(slug="fier")
    filer.recipients(draft.pk, organisations=[fier.pk])
    filer.post("send", draft.pk, version=filer.referral(draft.pk).version)
    page = text_of(filer.get("sent_confirmation", draft.pk))
    assert page.count("bel de organisatie") == 1
    assert page.index("bel de organisatie") > page.index("Fier")


def test_the_confirmation_of_a_draft_is_its_check(filer: Filer) -> None:
    draft = filer.create()
    assert filer.get("sent_confirmation", draft.pk).url == filer.url("check", draft.pk)


def test_a_withdrawn_referral_is_not_sent_again(filer: Filer) -> None:
    draft = filer.complete()
    filer.post("send", draft.pk, version=draft.version)
    with filer.acting():
        sent_at = Referral.objects.get(pk=draft.pk).sent_at
        assert sent_at
        deciding.withdraw(draft.pk, "sent_in_error", now=sent_at)
    response = filer.post("send", draft.pk, version=draft.version)
    assert response.url == filer.url("detail", draft.pk)


# Queries


def test_the_steps_ask_a_fixed_number_of_questions(filer: Filer) -> None:
    def counts(draft: Referral) -> dict[str, int]:
        found = {}
        for name, arguments in (*(("step", [slug]) for slug in STEPS), *PAGES[1:3]):
            with CaptureQueriesContext(connection) as queries:
                filer.get(name, draft.pk, *arguments)
            found[f"{name} {arguments}"] = len(queries)
        return found

    few = filer.complete()
    counts(few)  # code lists are read once
    filer.save(few.pk, "identity", **IDENTITY)
    many = filer.complete()
    filer.save(many.pk, "identity", **IDENTITY)
    filer.recipients(
        many.pk,
        organisations=list(
            Organisation.objects.filter(slug__in=["fier", "jade"]).values_list("pk", flat=True)
        ),
    )
    filer.save(
        many.pk,
        "situation",
        **{**SITUATION, "needs": ["legal", "medical", "work"], "care_needs": ["pregnant", "none"]},
    )
    few_counts = counts(few)
    assert few_counts == counts(many)
    assert max(few_counts.values()) <= 60, few_counts
