"""What is typed in a draft is saved by itself, and nobody's answer is overwritten in silence."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import KeptText
from referrals.models import CodedValue, Consent, Referral
from referrals.services.fields import save_fields
from tests.factories import NOW

from .filing import CONSENT, NOTE, PERSON, REQUEST, SITUATION, Filer, text_of

pytestmark = pytest.mark.django_db
TYPED = "Half getypt: <b>ze wacht"


def drawn(filer: Filer, draft: Referral, slug: str) -> dict[str, str]:
    """The hidden fields of a step's page as it is drawn now."""
    page = filer.get("step", draft.pk, slug).text
    return {
        name: value[1]
        for name in ("version", "drawn_from")
        if (value := re.search(rf'name="{name}"[^>]* value="([^"]+)"', page))
    }


def typed_by_itself(filer: Filer, draft: Referral, slug: str, **data: Any) -> Any:
    return filer.post("step", draft.pk, slug, autosave="yes", **data)


def kept(filer: Filer) -> int:
    with filer.acting():
        return KeptText.objects.count()


def again(filer: Filer) -> Filer:
    """The same person in another browser, signed in before anything was typed in the first."""
    client = Client()
    client.force_login(filer.membership.user)
    return Filer(client, filer.membership)


# Saved by itself


def test_answers_are_saved_by_the_ordinary_service(filer: Filer) -> None:
    draft = filer.complete()
    page = drawn(filer, draft, "situation")
    answer = typed_by_itself(filer, draft, "situation", **SITUATION | {"note": "Nieuw"}, **page)
    assert answer.json()["saved"] is True
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["at"])
    assert filer.referral(draft.pk).version == draft.version + 1
    assert b"Nieuw" not in bytes(filer.referral(draft.pk).note or b"")
    assert "Nieuw</textarea>" in again(filer).get("step", draft.pk, "situation").text
    # The page goes on from what it has just saved.
    on = {key: answer.json()[key] for key in ("version", "drawn_from")}
    further = typed_by_itself(filer, draft, "situation", **SITUATION | {"note": "Nog"}, **on)
    assert further.json()["saved"] is True
    on = {key: further.json()[key] for key in ("version", "drawn_from")}
    assert filer.save(draft.pk, "situation", **SITUATION, **on).status_code == 302
    assert kept(filer) == 0


def test_half_an_answer_is_kept_and_shows_no_mistake(filer: Filer) -> None:
    """Only its writer finds it, in any browser, until it is sent."""
    draft = filer.complete()
    page = drawn(filer, draft, "situation")
    answer = typed_by_itself(filer, draft, "situation", note=TYPED, children="x", **page)
    assert (answer.status_code, answer.json()["saved"]) == (200, False)
    assert filer.referral(draft.pk).version == draft.version
    found = again(filer)
    shown = found.get("step", draft.pk, "situation").text
    assert "Half getypt: &lt;b&gt;ze wacht" in shown
    assert "staat weer in het formulier" in shown
    assert found.save(draft.pk, "situation", **SITUATION, **page).status_code == 302
    assert kept(filer) == 0


@pytest.mark.parametrize(
    ("slug", "data"),
    [
        ("recipients", {"organisations": [], "asking_order": "parallel"}),
        ("consent", {**CONSENT, "legal_basis": "legal_obligation"}),
        ("request", {**REQUEST, "destination_country": "LU"}),
    ],
)
def test_a_decision_is_made_by_the_button_alone(
    filer: Filer, slug: str, data: dict[str, object]
) -> None:
    draft = filer.complete()
    page = drawn(filer, draft, slug)
    assert typed_by_itself(filer, draft, slug, **data, **page).json()["saved"] is False
    now = filer.referral(draft.pk)
    assert (now.version, now.legal_basis) == (draft.version, draft.legal_basis)
    with filer.acting():
        assert now.requests.count() == 1
        assert not Consent.objects.exists()


def test_a_new_referral_becomes_a_draft_by_itself(filer: Filer) -> None:
    draft_id = uuid4()
    answer = filer.post("create", autosave="yes", draft_id=draft_id, **REQUEST).json()
    draft = filer.referral(draft_id)
    assert answer["page"] == filer.url("step", draft_id, "request")
    on = {key: answer[key] for key in ("version", "drawn_from")}
    assert filer.save(draft.pk, "request", **REQUEST | {"urgency": "priority"}, **on).status_code
    assert filer.referral(draft_id).urgency == "priority"


# Two tabs


def test_another_step_saved_meanwhile_is_no_conflict(filer: Filer) -> None:
    draft = filer.complete()
    page = drawn(filer, draft, "situation")
    filer.save(draft.pk, "person", **PERSON | {"gender": "M"})
    assert filer.save(draft.pk, "situation", **SITUATION, **page).status_code == 302


def test_the_reader_sees_what_differs_and_chooses_answer_by_answer(filer: Filer) -> None:
    draft = filer.complete()
    page = drawn(filer, draft, "situation")
    filer.save(draft.pk, "situation", needs=["legal"], note="Van de collega", note_language="nl")
    typed = {"needs": ["safe_accommodation"], "note": "Van mij", "note_language": "nl"}
    shown = filer.save(draft.pk, "situation", **typed, **page)
    assert shown.status_code == 422
    assert "Van de collega" in text_of(shown)
    assert set(re.findall(r'name="(keep-[^"]+)"', shown.text)) == {"keep-needs", "keep-note"}
    compared = re.search(r'name="compared" value="([^"]+)"', shown.text)
    assert compared
    choice = {"keep-needs": "saved", "keep-note": "typed", "compared": compared[1]}
    assert filer.save(draft.pk, "situation", **typed, **page, **choice).status_code == 302
    after = filer.get("step", draft.pk, "situation").text
    assert "Van mij</textarea>" in after
    with filer.acting():
        needs = CodedValue.objects.filter(referral=draft, kind=CodedValue.Kind.NEED)
        assert list(needs.values_list("code", flat=True)) == ["legal"]


def test_a_choice_counts_for_what_was_compared_alone(filer: Filer) -> None:
    draft = filer.complete()
    page = drawn(filer, draft, "situation")
    filer.save(draft.pk, "situation", **SITUATION | {"note": "Tweede"})
    shown = filer.save(draft.pk, "situation", **SITUATION | {"note": "Van mij"}, **page)
    compared = re.search(r'name="compared" value="([^"]+)"', shown.text)
    assert compared
    filer.save(draft.pk, "situation", **SITUATION | {"note": "Derde"})
    choice = {"keep-note": "typed", "compared": compared[1]}
    mine = SITUATION | {"note": "Van mij"}
    shown = filer.save(draft.pk, "situation", **mine, **page, **choice)
    assert shown.status_code == 422
    assert "Derde" in text_of(shown)


def test_what_is_typed_while_a_colleague_sends_goes_on_where_it_is_corrected(filer: Filer) -> None:
    draft = filer.complete()
    page = drawn(filer, draft, "situation")
    filer.post("send", draft.pk, version=draft.version)
    late = filer.save(draft.pk, "situation", **SITUATION | {"note": "Te laat getypt"}, **page)
    assert late.url == filer.url("correct", draft.pk, "situation")
    assert "Te laat getypt</textarea>" in filer.client.get(late.url).text
    by_itself = typed_by_itself(filer, draft, "situation", note="Nog later", **page)
    assert by_itself.json()["stale"] is True
    assert "Nog later</textarea>" in filer.client.get(late.url).text


def test_kept_text_put_back_overwrites_no_later_answer(filer: Filer) -> None:
    """It stands for the step as it was when it was typed."""
    draft = filer.complete()
    page = drawn(filer, draft, "situation")
    typed_by_itself(filer, draft, "situation", note=TYPED, children="x", **page)
    with filer.acting():
        newer = filer.referral(draft.pk).version
        save_fields(draft.pk, newer, now=NOW, texts={"note": ("Van de collega", "nl")})
    back = drawn(filer, draft, "situation")
    assert back["drawn_from"] == page["drawn_from"]
    shown = filer.save(draft.pk, "situation", **SITUATION, **back)
    assert shown.status_code == 422
    assert "Van de collega" in text_of(shown)
    assert NOTE in text_of(shown)
