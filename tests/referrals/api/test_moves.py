"""Every move of a case can be made by a program, or stands here with the reason why not."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse

from contacts.models import Organisation
from contacts.standard_questions import QuestionVersion
from referrals.codes import Move
from referrals.models import Consent, InternalNote
from referrals.views.move_pages import PAGES
from tests.factories import MembershipFactory, acting
from tests.referrals.files import samples

from .conftest import Program, body, program_of, request_of

pytestmark = pytest.mark.django_db

ALONE = {"referral_id": UUID(int=1)}
REQUEST = {**ALONE, "request_id": UUID(int=2)}
# The name of the address of each move, its method and its arguments.
CALLS: dict[Move, tuple[str, str, dict[str, UUID]]] = {
    Move.SEND: ("api-referrals", "post", {}),
    Move.ASK_QUESTION: ("api-questions", "post", REQUEST),
    Move.ANSWER_QUESTION: ("api-answer-question", "post", REQUEST),
    Move.ACCEPT: ("api-answer", "post", REQUEST),
    Move.DECLINE: ("api-answer", "post", REQUEST),
    Move.PASS_ON: ("api-pass-on", "post", REQUEST),
    Move.CHOOSE: ("api-choose", "post", REQUEST),
    Move.ASK_OTHERS: ("api-ask-others", "post", ALONE),
    Move.NAME_IN_CONSENT: ("api-consent", "post", ALONE),
    Move.NARROW_CONSENT: ("api-narrow-consent", "post", ALONE),
    Move.WITHDRAW_CONSENT: ("api-withdraw-consent", "post", ALONE),
    Move.WRITE_IDENTITY: ("api-identity", "put", ALONE),
    Move.ADD_FILE: ("api-files", "post", ALONE),
    Move.DELETE_FILE: ("api-file", "delete", {**ALONE, "attachment_id": UUID(int=3)}),
    Move.CORRECT: ("api-person", "put", ALONE),
    Move.SPLIT: ("api-split", "post", ALONE),
    Move.TRANSFER: ("api-transfer", "post", ALONE),
    Move.PLAN_HANDOVER: ("api-handover-plan", "post", ALONE),
    Move.HAND_OVER: ("api-hand-over", "post", ALONE),
    Move.CONFIRM_ARRIVAL: ("api-confirm-arrival", "post", ALONE),
    Move.CLOSE: ("api-close", "post", ALONE),
    Move.REOPEN: ("api-reopen", "post", ALONE),
    Move.RATE: ("api-rate", "post", ALONE),
    Move.WITHDRAW: ("api-withdraw", "post", ALONE),
    Move.MESSAGE: ("api-messages", "post", REQUEST),
}
NOT_CALLED = {
    Move.SEE: "that a program reads is no sign that somebody has seen it",
    Move.ASK_AGAIN: "follows from asking others, or from a transfer",
    Move.ASK_NEXT: "follows from a no, where recipients are asked in order",
    Move.RELEASE: "follows from choosing",
    Move.ALL_DECLINED: "follows from the last no",
    Move.ESCALATE: "made by the clock",
    Move.TELL_SECRETARIAT: "made by the clock",
    Move.REMIND: "made by the clock",
    Move.RESTRICT: "a right of the person (GDPR art. 18), weighed by people on its own page",
    Move.LIFT_RESTRICTION: "as restricting",
    Move.OPEN_IN_DANGER: "a person answers for it, in writing, after a second factor",
    Move.END_DANGER: "as opening in danger",
}
# Pages whose moves have a call of another name.
SAID_OTHERWISE = {
    "accept": "answer",
    "decline": "answer",
    "record-yes": "answer",
    "record-no": "answer",
    "ask": "questions",
    "answer": "answer-question",
    "message": "messages",
}

# Pages that make no move.
NO_MOVE = {
    "call": "a person was on the phone; the answer itself is recorded by its own call",
    "copy": "it makes a draft, which programs have none of: they file a referral",
}


class TestTable:
    def test_every_move_is_a_call_or_says_why_not(self) -> None:
        assert {*CALLS, *NOT_CALLED} == set(Move)
        assert not {*CALLS} & {*NOT_CALLED}

    @pytest.mark.parametrize("move", CALLS, ids=str)
    def test_the_call_is_there(self, move: Move) -> None:
        name, method, arguments = CALLS[move]
        view: Any = resolve(reverse(name, kwargs=arguments)).func
        assert hasattr(view.cls, method)

    def test_every_page_of_a_move_has_its_call(self) -> None:
        for slug in PAGES.keys() - NO_MOVE.keys():
            name = f"api-{SAID_OTHERWISE.get(slug, slug)}"
            arguments = REQUEST if PAGES[slug].on_request else ALONE
            assert reverse(name, kwargs=arguments)


def new_recipient() -> Program:
    return program_of(MembershipFactory.create(belgian=True))


def agreed(sender: Program, recipient: Program, filed: str) -> str:
    answer = recipient.post(f"{request_of(recipient, filed)}/answer", {"answer": "can_help"})
    assert answer.json()["state"]["code"] == "agreed"
    return filed


def errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400, answer.content
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


class TestAsking:
    def test_further_recipients_are_asked(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        other = new_recipient()
        said = {"asked": [other.organisation_id, "contact_point"]}
        assert sender.post(f"{filed}/ask-others", said).status_code == 200
        assert other.get(filed).status_code == 200
        asked = sender.get(filed).json()["requests"]
        assert [one["to_contact_point"] for one in asked] == [False, True, False]
        again = sender.post(f"{filed}/ask-others", said)
        assert errors(again) == {"asked": "asked_already"}
        refused = sender.post(f"{filed}/ask-others", {"asked": [recipient.organisation_id]})
        assert errors(refused) == {"asked": "invalid_choice"}
        assert errors(sender.post(f"{filed}/ask-others", {"asked": []})) == {"asked": "invalid"}

    def test_coded_questions_are_answered_in_codes(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        request = request_of(recipient, filed)
        codes = list(
            QuestionVersion.objects.filter(kind__in=["yes_no", "number"])
            .order_by("kind", "pk")
            .values_list("question__code", flat=True)
            .distinct()[:8]
        )
        assert recipient.post(f"{request}/questions", {"standard": codes}).status_code == 200
        (asked,) = sender.get(filed).json()["requests"]
        answers: dict[str, Any] = {}
        for question in asked["questions"]:
            offered = [choice["code"] for choice in question["choices"]]
            assert ("unknown" in offered) == (question["kind"] == "yes_no")
            answers[question["field"]] = offered[0] if offered else 2
        done = sender.post(f"{request}/answer-question", answers)
        assert done.status_code == 200, done.json()
        (asked,) = recipient.get(filed).json()["requests"]
        assert all(question["answer"]["text"] for question in asked["questions"])

    def test_part_of_the_needs_is_asked_elsewhere(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        other = new_recipient()
        whole = body(other)
        said = {name: whole[name] for name in ("recipients", "consent")}
        done = sender.post(f"{filed}/split", {"needs": ["legal"], **said})
        assert done.status_code == 201, done.json()
        child = done["Location"].removeprefix("/api/v1/referrals")
        assert child != filed
        seen = other.get(child).json()
        assert [need["code"] for need in seen["stage_1"]["needs"]] == ["legal"]
        assert seen["note"]["text"] == "Afraid of the man in the grey car."
        assert (recipient.get(child).status_code, other.get(filed).status_code) == (404, 404)
        assert sender.get(f"{child}/identity").json()["fields"]["family_name"] == "Geheimhouder"
        missing = sender.post(f"{filed}/split", {"needs": ["legal"]})
        assert {"recipients.asked", "consent.callback_number"} <= set(errors(missing))

    def test_a_request_to_the_country_is_passed_on(self, sender: Program) -> None:
        asked = {"asked": ["contact_point"]}
        consent = {"legal_basis": "anonymous", "callback_number": "+31 20 123 45 67"}
        steps: dict[str, Any] = {"recipients": asked, "consent": consent, "identity": {}}
        path = f"/{sender.post(body=body(**steps)).json()['id']}"
        payoke = Organisation.objects.get(slug="payoke")
        on_duty = program_of(MembershipFactory.create(organisation=payoke, contact_point=True))
        receiver = new_recipient()
        request = request_of(on_duty, path)
        said = {"organisation": receiver.organisation_id}
        assert on_duty.post(f"{request}/pass-on", said).status_code == 200
        assert receiver.get(path).status_code == 200
        passed_on = sender.get(path).json()["requests"][0]["passed_on_to"]
        assert passed_on["id"] == receiver.organisation_id


class TestTalking:
    def test_both_sides_write_and_a_third_does_not_read(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        messages = f"{request_of(sender, filed)}/messages"
        assert (
            sender.post(messages, {"note": "We call at nine.", "language": "en"}).status_code == 200
        )
        assert recipient.post(messages, {"note": "Goed.", "language": "nl"}).status_code == 200
        texts = [line["message"]["text"] for line in recipient.get(messages).json()]
        assert texts == ["We call at nine.", "Goed."]
        other = new_recipient()
        sender.post(f"{filed}/ask-others", {"asked": [other.organisation_id]})
        assert other.get(messages).status_code == 404
        assert other.post(messages, {"note": "x", "language": "en"}).status_code == 404
        assert errors(sender.post(messages, {"note": "x"})) == {"language": "required"}

    def test_a_note_is_read_by_the_own_organisation_alone(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        note = {"text": "Ask the lawyer first."}
        assert sender.post(f"{filed}/notes", note).status_code == 201
        assert [line["text"] for line in sender.get(f"{filed}/notes").json()] == list(note.values())
        assert recipient.get(f"{filed}/notes").json() == []
        with acting(sender.person):
            assert "lawyer" not in str(bytes(InternalNote.objects.get().text))
        assert errors(sender.post(f"{filed}/notes", {})) == {"text": "required"}
        assert new_recipient().get(f"{filed}/notes").status_code == 404


class TestConsent:
    def test_it_is_narrowed_renewed_and_withdrawn(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        agreed(sender, recipient, filed)
        own = recipient.organisation_id
        said = {"withheld_from": {own: ["family_name"]}}
        assert sender.post(f"{filed}/narrow-consent", said).status_code == 200
        opened = recipient.get(f"{filed}/identity").json()
        assert (opened["withheld"], "family_name" in opened["fields"]) == (["family_name"], False)
        again = sender.post(f"{filed}/narrow-consent", {})
        assert again.status_code == 409  # nothing would be narrower: what is not said stays
        renewed = {
            "basis": "explicit_consent", "given_on": "2026-03-02", "organisations": [own],
        }  # fmt: skip
        done = sender.post(f"{filed}/consent", renewed)
        assert done.status_code == 200, done.json()
        assert recipient.get(f"{filed}/identity").json()["withheld"] == []
        first, *earlier = sender.get(f"{filed}/consent").json()
        assert (first["given_on"], first["withdrawn_at"]) == ("2026-03-02", None)
        assert all(one["withdrawn_at"] for one in earlier)
        assert recipient.get(f"{filed}/consent").status_code == 404
        gone = sender.post(f"{filed}/withdraw-consent", {"wish": "go_on"})
        assert gone.status_code == 200, gone.json()
        assert recipient.get(f"{filed}/identity").status_code == 404

    def test_an_organisation_that_it_does_not_name_is_refused_by_its_id(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        other = new_recipient()
        for name, value in (
            ("withheld_from", {other.organisation_id: ["family_name"]}),
            ("withheld_from", {"nobody": ["family_name"]}),
            ("withheld_from", {recipient.organisation_id: ["x"]}),
            ("organisations", [other.organisation_id]),
        ):
            refused = sender.post(f"{filed}/narrow-consent", {name: value})
            assert list(errors(refused)) == [name]
            assert str(other.person.organisation_id) not in refused.json()["errors"][0]["detail"]
        with acting(sender.person):
            assert Consent.objects.count() == 1


class TestAfterAgreement:
    def test_planned_handed_over_closed_rated_and_reopened(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        agreed(sender, recipient, filed)
        plan = {"appointment": "2026-12-01T09:30:00+01:00", "meeting_point": "Under the clock"}
        done = recipient.post(f"{filed}/handover-plan", plan)
        assert done.status_code == 200, done.json()
        read = sender.get(f"{filed}/handover-plan").json()
        assert (read["appointment"], read["meeting_point"]) == (
            "2026-12-01T09:30", "Under the clock",
        )  # fmt: skip
        assert sender.post(f"{filed}/handover-plan", plan).status_code == 200
        assert new_recipient().get(f"{filed}/handover-plan").status_code == 404
        assert sender.post(f"{filed}/hand-over").status_code == 200
        assert recipient.post(f"{filed}/confirm-arrival").status_code == 200
        closing = {"outcome": "sheltered", "guide_sufficed": "partly", "answered_in_time": "yes"}
        assert sender.post(f"{filed}/close", closing).status_code == 200
        assert recipient.post(f"{filed}/rate", {"guide_sufficed": "yes"}).status_code == 200
        assert errors(sender.post(f"{filed}/reopen", {})) == {"reason": "required"}
        reopened = sender.post(f"{filed}/reopen", {"reason": "closed_in_error"})
        assert reopened.json()["state"]["code"] == "handed_over", reopened.json()

    def test_transferred_to_another_service(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        agreed(sender, recipient, filed)
        other = new_recipient()
        said: dict[str, Any] = {
            "organisation": other.organisation_id, "reason": "place_lost", "renewed": True,
            "basis": "explicit_consent", "given_on": "2026-03-02",
        }  # fmt: skip
        done = sender.post(f"{filed}/transfer", said)
        assert done.status_code == 200, done.json()
        assert recipient.get(f"{filed}/identity").status_code == 404
        assert other.get(filed).status_code == 200

    def test_several_are_chosen_each_for_a_part(self, sender: Program, recipient: Program) -> None:
        other = new_recipient()
        path = f"/{sender.post(body=body(recipient, other)).json()['id']}"
        ids = {}
        for one in (recipient, other):
            request = request_of(one, path)
            one.post(f"{request}/answer", {"answer": "can_help"})
            ids[one.organisation_id] = request.rpartition("/")[2]
        wrong = sender.post(f"{path}/choose-several", {"parts": {str(uuid4()): "receives"}})
        assert errors(wrong) == {"parts": "unknown_request"}
        unclear = {"parts": dict.fromkeys(ids.values(), "receives")}
        assert list(errors(sender.post(f"{path}/choose-several", unclear))) == ["parts"]
        first, second = ids.values()
        parts = {"parts": {first: "receives", second: "supports"}}
        done = sender.post(f"{path}/choose-several", parts)
        assert done.json()["state"]["code"] == "agreed", done.json()
        assert [p.get(f"{path}/identity").status_code for p in (recipient, other)] == [200, 200]


class TestFillingIn:
    def test_what_was_left_open_is_filled_in_later(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        said = {"age_group": "18-22", "gender": "F", "languages": ["ro", "en"]}
        done = sender.post(f"{filed}/person", said, method="PUT")
        assert done.status_code == 200, done.json()
        spoken = recipient.get(filed).json()["stage_1"]["languages"]
        assert sorted(one["code"] for one in spoken) == ["en", "ro"]
        written = sender.post(f"{filed}/identity", {"family_name": "Anders"}, method="PUT")
        assert written.status_code == 200
        assert sender.get(f"{filed}/identity").json()["fields"] == {"family_name": "Anders"}
        assert recipient.post(f"{filed}/person", said, method="PUT").status_code == 404
        late = sender.post(f"{filed}/person", said, method="PUT", version='"1"')
        assert late.status_code == 412
        assert errors(sender.post(f"{filed}/person", {}, method="PUT"))["gender"] == "required"

    def test_a_file_is_deleted_by_who_added_it(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        new = {"file": SimpleUploadedFile("need.pdf", samples.pdf()), "stage": "1"}
        file = f"{filed}/files/{sender.post(f'{filed}/files', new).json()['file']}"
        assert recipient.post(file, method="DELETE").status_code == 404
        assert sender.post(file, method="DELETE").status_code == 200
        assert recipient.get(file).status_code == 404
        assert sender.post(file, method="DELETE").status_code == 404
