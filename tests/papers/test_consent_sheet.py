"""The consent sheet: in the person's language, honest about what it lacks, and never a name."""

import json
from typing import Any

import pytest

from accounts.models import Membership
from contacts import consent_sheet
from contacts.consent_sheet import (
    DATA,
    SHIPPED,
    SheetVersion,
    english_sentences,
    find_sheet,
    shipped_sentences,
)
from contacts.models import CodeList
from protection.models import AuditEntry
from referrals.codes import IDENTITY_FIELDS
from tests.factories import IDENTITY, NOTE, ReferralFactory, acting

from .conftest import Browse
from .reading import Read

SHEETS = "/nl/referrals/papers/consent/"
ARABIC = {
    "text_title": "هل يمكننا مشاركة بياناتك؟",
    "text_choice_free": "يمكنك أن تقول نعم. يمكنك أن تقول لا.",
}


def language(code: str, name: str, direction: str = "ltr", **sentences: str) -> dict[str, Any]:
    """What an editor types for a language."""
    typed = {"version": 0, "code": code, "name": name, "direction": direction, "active": "on"}
    return {**typed, **sentences}


class TestSentences:
    def test_every_sentence_exists_in_the_portal_s_four_languages(self) -> None:
        sentences = json.loads(DATA.read_text())["sentences"]
        assert {key for key, words in sentences.items() if set(words) != set(SHIPPED)} == set()
        assert all(text.strip() for words in sentences.values() for text in words.values())

    def test_every_field_of_the_identity_and_every_scope_has_its_sentence(self, db: None) -> None:
        scopes = CodeList.objects.get(code="consent_scope").codes.values_list("code", flat=True)
        wanted = {f"field_{name}" for name in IDENTITY_FIELDS}
        wanted |= {f"scope_{code}" for code in scopes}
        assert wanted <= set(english_sentences())

    @pytest.mark.parametrize("code", ["nl", "fr", "en", "de"])
    def test_a_tired_person_can_read_them(self, code: str) -> None:
        """At most 25 words to a sentence, and few long words (12 letters and more)."""
        words = []
        for text in shipped_sentences(code).values():
            for sentence in text.replace("?", ".").replace(":", ".").replace(";", ".").split("."):
                assert len(sentence.split()) <= 25, sentence
                words += sentence.split()
        long_words = [word for word in words if len(word) >= 14]
        assert len(long_words) / len(words) < 0.04


@pytest.mark.parametrize("code", ["nl", "fr", "en", "de"])
def test_the_blank_sheet_is_an_accessible_document(
    code: str, sender: Membership, browse: Browse
) -> None:
    answer = browse(sender).get(f"{SHEETS}{code}/pdf/")
    assert answer["Content-Disposition"] == f'attachment; filename="blank-c-{code}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    read = Read(answer.content)
    assert read.faults() == []
    assert (read.language, read.title) == (code, shipped_sentences(code)["title"])
    assert read.pages == 2


class TestEditor:
    def test_a_language_that_is_added_falls_back_visibly(
        self, editor: Membership, sender: Membership, browse: Browse
    ) -> None:
        typed = language("ar", "العربية", "rtl", **ARABIC)
        assert browse(editor).post(SHEETS, typed).status_code == 302
        page = browse(sender).get(f"{SHEETS}ar/").text
        assert '<article class="sheet" lang="ar" dir="rtl">' in page
        assert ARABIC["text_title"] in page
        intro = english_sentences()["intro"]
        assert f'<span lang="en" dir="ltr">[EN] {intro}</span>' in page
        read = Read(browse(sender).get(f"{SHEETS}ar/pdf/").content)
        assert (read.faults(), read.language) == ([], "ar")
        assert "[EN] You decide" in read.text

    @pytest.mark.parametrize(
        ("code", "title"),
        [
            ("vi", "Chúng tôi có thể chia sẻ thông tin của quý vị không?"),
            ("bg", "Може ли да споделим Вашите данни?"),
            ("ro", "Putem transmite datele dumneavoastră?"),
            ("zh", "我们可以分享您的信息吗？"),
            ("ti", "ሓበሬታኹም ክነካፍል ንኽእል ዶ?"),
        ],
    )
    def test_the_portal_has_fonts_for_the_languages_that_are_asked_for(
        self, code: str, title: str, editor: Membership, browse: Browse
    ) -> None:
        browse(editor).post(SHEETS, language(code, code, text_title=title))
        answer = browse(editor).get(f"{SHEETS}{code}/pdf/")
        assert answer["Content-Type"] == "application/pdf"
        read = Read(answer.content)
        assert (read.faults(), read.title) == ([], title)

    def test_a_script_without_a_font_gets_the_page_and_is_told_why(
        self, editor: Membership, browse: Browse
    ) -> None:
        browse(editor).post(SHEETS, language("hi", "हिन्दी", text_title="क्या हम बता सकते हैं?"))
        answer = browse(editor).get(f"{SHEETS}hi/pdf/")
        assert answer["Content-Type"].startswith("text/html")
        assert "geen lettertype voor dit schrift" in answer.text
        assert "क्या हम बता सकते हैं?" in answer.text

    def test_each_saving_is_a_version_and_a_late_one_overwrites_nothing(
        self, editor: Membership, browse: Browse
    ) -> None:
        client = browse(editor)
        client.post(SHEETS, language("ro", "română", text_title="Titlu"))
        second = language("ro", "română", text_title="Titlu nou") | {"version": 1}
        assert client.post(f"{SHEETS}ro/edit/", second).status_code == 302
        late = language("ro", "română", text_title="Din alt tab") | {"version": 1}
        refused = client.post(f"{SHEETS}ro/edit/", late)
        assert refused.status_code == 409
        assert "Din alt tab" in refused.text
        titles = [v.texts["title"] for v in SheetVersion.objects.filter(language_id="ro")]
        assert titles == ["Titlu", "Titlu nou"]

    def test_an_english_sentence_that_changes_marks_what_was_made_from_it(
        self, editor: Membership, browse: Browse, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        browse(editor).post(SHEETS, language("ro", "română", text_title="Titlu"))
        changed = {**english_sentences(), "title": "May we say who you are?"}
        monkeypatch.setattr(consent_sheet, "english_sentences", lambda: changed)
        sheet = find_sheet("ro")
        assert sheet is not None
        assert sheet.outdated == ["title"]

    @pytest.mark.parametrize("text", ["<b>", "a\u202eb"])
    def test_what_is_no_text_is_refused(
        self, text: str, editor: Membership, browse: Browse
    ) -> None:
        answer = browse(editor).post(SHEETS, language("ro", "română", text_title=text))
        assert answer.status_code == 422
        assert not SheetVersion.objects.exists()


class TestOfOneReferral:
    def test_it_names_who_would_know_what_is_withheld_and_nobody_s_identity(
        self, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        page = f"/nl/referrals/{referral.pk}/papers/consent/"
        asked = browse(sender).get(page).text
        assert recipient.organisation.name in asked
        organisation = recipient.organisation_id
        typed = {
            "language": "fr",
            "organisations": [organisation],
            f"withheld_{organisation}": ["whereabouts"],
            "scope": ["place"],
        }
        answer = browse(sender).post(page, {**typed, "pdf": "1"})
        assert answer["Content-Disposition"].startswith(
            f'attachment; filename="{referral.reference}'
        )
        read = Read(answer.content)
        words = shipped_sentences("fr")
        assert (read.faults(), read.language) == ([], "fr")
        for said in (recipient.organisation.name, words["field_whereabouts"], referral.reference):
            assert said in read.text
        assert f"☑ {words['scope_place']}" in read.text
        for secret in (*IDENTITY.values(), NOTE):
            assert secret not in read.text
        shown = browse(sender).post(page, {**typed, "page": "1"}).text
        assert '<article class="sheet" lang="fr" dir="ltr">' in shown
        with acting(sender):
            printed = AuditEntry.objects.filter(action="paper_printed", purpose="consent_sheet")
            assert [line.subject_id for line in printed] == [str(referral.pk)] * 2

    def test_the_recipient_has_no_sheet(
        self, sender: Membership, recipient: Membership, browse: Browse
    ) -> None:
        referral = ReferralFactory.create(sender=sender, recipients=[recipient])
        page = f"/nl/referrals/{referral.pk}/papers/consent/"
        assert browse(recipient).get(page).status_code == 404
        assert browse(recipient).post(page, {"language": "fr"}).status_code == 404
