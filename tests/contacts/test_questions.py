"""The content editor's pages of the standard questions."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Role
from contacts.standard_questions import QuestionChoice, QuestionVersion, StandardQuestion
from protection.models import AuditEntry
from referrals.models import Question
from referrals.questions import current_questions
from referrals.selectors import read_case
from referrals.services.answering import Note
from referrals.services.questions import ask_question
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

pytestmark = pytest.mark.django_db
LIST = "/nl/contacts/questions/"
PAGE = f"{LIST}travels_alone/"
WORDS = {
    "kind": "choice",
    "text_nl": "Hoe reist de persoon?",
    "text_fr": "Comment la personne voyage-t-elle ?",
    "text_en": "How does the person travel?",
    "choices_nl": "Met de trein\nMet de auto",
    "choices_fr": "En train\nEn voiture",
    "choices_en": "By train\nBy car",
}


@pytest.fixture
def editor() -> Membership:
    return MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)


@pytest.fixture
def client(editor: Membership) -> Client:
    client = Client()
    client.force_login(editor.user)
    return client


def words(row: QuestionVersion | QuestionChoice | None, column: str) -> str:
    """A text in one language, whose column is added while Django loads."""
    return getattr(row, column) or ""


def offered() -> list[str]:
    return [words(version, "text_en") for version in current_questions()]


def test_a_new_question_is_offered_in_each_language_and_recorded(
    client: Client, editor: Membership
) -> None:
    assert client.post(f"{LIST}add/", WORDS).status_code == 302
    version = QuestionVersion.objects.get(text_nl=WORDS["text_nl"])
    assert version.written_by == editor.user_id
    assert [words(c, "name_fr") for c in version.choices.all()] == ["En train", "En voiture"]
    assert [c.code for c in version.choices.all()] == ["by_train", "by_car"]
    assert version.pk in [v.pk for v in current_questions()]
    with acting(editor):
        line = AuditEntry.objects.get(action="question_written", user_id=editor.user_id)
    assert line.subject_id == version.question.code
    for text in ("Hoe reist de persoon?", "Comment la personne", "By car"):
        assert text in client.get(f"{LIST}{version.question.code}/").text


def test_a_change_is_a_new_version_and_what_was_asked_keeps_its_words(client: Client) -> None:
    asking, sender = MembershipFactory.create(belgian=True), MembershipFactory.create()
    referral = ReferralFactory.create(sender=sender, recipients=[asking])
    before = StandardQuestion.objects.get(code="travels_alone").versions.get()
    with acting(asking):
        request = request_to(referral, asking)
        ask_question(referral.pk, request.pk, Note(), now=NOW, standard=[before])
    assert client.post(f"{PAGE}change/", {**WORDS, "version": 1}).status_code == 302
    newest = before.question.versions.last()
    assert newest is not None
    assert (newest.number, words(newest, "text_nl")) == (2, WORDS["text_nl"])
    with acting(sender):
        asked = Question.objects.get()
        assert asked.standard_id == before.pk
        (exchange,) = read_case(referral.pk, now=NOW).asked[0].exchanges
    assert exchange.text == before.text


def test_saving_the_same_words_makes_no_version(client: Client) -> None:
    form = client.get(f"{PAGE}change/").context["form"]
    typed = {field.html_name: field.value() or "" for field in form}
    assert client.post(f"{PAGE}change/", typed).status_code == 302
    assert QuestionVersion.objects.filter(question__code="travels_alone").count() == 1


def test_what_lacks_a_language_is_marked_and_waits(client: Client) -> None:
    before = StandardQuestion.objects.get(code="travels_alone").versions.get()
    typed = {**WORDS, "version": 1, "text_fr": "", "choices_fr": ""}
    assert client.post(f"{PAGE}change/", typed).status_code == 302
    assert "ontbreekt" in client.get(LIST).text
    assert words(before, "text_en") in offered()
    assert WORDS["text_en"] not in offered()
    client.post(f"{PAGE}change/", {**WORDS, "version": 2})
    assert words(before, "text_en") not in offered()


def test_retired_it_is_offered_no_more_until_it_is_restored(client: Client) -> None:
    text = words(QuestionVersion.objects.get(question__code="travels_alone"), "text_en")
    assert client.post(f"{PAGE}retire/").status_code == 302
    assert text not in offered()
    assert client.get(PAGE).status_code == 200
    assert client.post(f"{PAGE}restore/").status_code == 302
    assert text in offered()


def test_a_preview_writes_nothing(client: Client) -> None:
    page = client.post(f"{LIST}add/", {**WORDS, "preview": "1"})
    assert page.status_code == 200
    assert "Je ne sais pas" in page.text
    assert not QuestionVersion.objects.filter(text_nl=WORDS["text_nl"]).exists()


def test_two_editors_at_once_do_not_overwrite_one_another(client: Client) -> None:
    client.post(f"{PAGE}change/", {**WORDS, "version": 1})
    late = client.post(f"{PAGE}change/", {**WORDS, "version": 1, "text_nl": "Anders?"})
    assert late.status_code == 409
    assert ">\nAnders?</textarea>" in late.text
    again = {**WORDS, "version": 2, "text_nl": "Anders?"}
    assert client.post(f"{PAGE}change/", again).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"text_nl": "", "text_fr": "", "text_en": ""},
        {"choices_nl": "Eén\nTwee\nDrie"},
        {"choices_nl": "", "choices_fr": "", "choices_en": ""},
        {"kind": "number"},
        {"text_nl": "=1+1"},
    ],
    ids=["no words", "other number", "no answers", "answers to a number", "formula"],
)
def test_what_cannot_be_is_refused_and_kept(client: Client, wrong: dict[str, str]) -> None:
    typed: dict[str, Any] = {**WORDS, **wrong}
    page = client.post(f"{LIST}add/", typed)
    assert page.status_code == 422
    if typed["text_en"]:
        assert f">\n{typed['text_en']}</textarea>" in page.text


def test_the_list_takes_as_many_queries_however_many_there_are(
    client: Client, django_assert_num_queries: Any
) -> None:
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
    for _ in range(2):
        client.post(f"{LIST}add/", WORDS)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
