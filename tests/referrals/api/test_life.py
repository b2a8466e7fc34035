"""A referral from filing to closing, by the programs of both sides."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.programs import Scope
from protection.models import AuditEntry
from referrals.models import Referral
from tests.factories import MembershipFactory, ReferralFactory, acting
from tests.referrals.files import samples

from .conftest import PROBLEM, ROOT, Program, body, program_of, request_of

pytestmark = pytest.mark.django_db


def test_filed_asked_answered_handed_over_closed(
    sender: Program, recipient: Program, filed: str
) -> None:
    seen = recipient.get(filed).json()
    assert seen["stage_1"]["needs"][0].keys() == {"code", "label"}
    assert seen["note"] == {"text": "Afraid of the man in the grey car.", "language": "en"}
    assert recipient.get(f"{filed}/identity").status_code == 404
    request = request_of(recipient, filed)
    question = {"note": "Is there a child?", "language": "en"}
    assert recipient.post(f"{request}/questions", question).status_code == 200
    (asked,) = sender.get(filed).json()["requests"]
    assert asked["questions"][0]["question"] == {"text": "Is there a child?", "language": "en"}
    answered = sender.post(f"{request}/answer-question", {"note": "No.", "language": "en"})
    assert answered.status_code == 200
    assert recipient.post(f"{request}/questions", {"standard": ["x"]}).status_code == 400
    yes = recipient.post(f"{request}/answer", {"answer": "can_help"})
    assert yes.json()["state"] == {"code": "agreed", "label": "Overeengekomen"}
    opened = recipient.get(f"{filed}/identity").json()
    assert opened["fields"]["family_name"] == "Geheimhouder"
    assert sender.post(f"{filed}/hand-over").status_code == 200
    closed = sender.post(f"{filed}/close", {"outcome": "sheltered"})
    assert closed.status_code == 200, closed.json()
    assert closed.json()["state"]["code"] == "closed"
    moves = [line["move"]["code"] for line in sender.get(filed).json()["timeline"]]
    assert {"send", "ask_question", "answer_question", "accept", "hand_over"} <= set(moves)


def test_the_sender_chooses_and_may_take_it_back(sender: Program, recipient: Program) -> None:
    other = program_of(MembershipFactory.create(belgian=True))
    steps: dict[str, Any] = {
        "recipients": {"asked": [r.organisation_id for r in (recipient, other)]}
    }
    path = f"/{sender.post(body=body(recipient, other, **steps)).json()['id']}"
    (own,) = recipient.get(path).json()["requests"]
    request = f"{path}/requests/{own['id']}"
    assert recipient.post(f"{request}/answer", {"answer": "can_help"}).status_code == 200
    assert sender.post(f"{request}/choose").json()["state"]["code"] == "agreed"
    gone = sender.post(f"{path}/withdraw", {"reason": "solved_here"})
    assert gone.json()["state"]["code"] == "withdrawn"
    late = recipient.post(f"{request}/answer", {"answer": "can_help"})
    assert (late.status_code, late["Content-Type"]) == (409, PROBLEM)


def test_a_no_has_a_reason(recipient: Program, filed: str) -> None:
    request = request_of(recipient, filed)
    refused = recipient.post(f"{request}/answer", {"answer": "cannot_help"})
    assert refused.status_code == 400
    assert [error["field"] for error in refused.json()["errors"]] == ["reason"]
    done = recipient.post(f"{request}/answer", {"answer": "cannot_help", "reason": "no_capacity"})
    assert done.status_code == 200, done.json()


def test_an_answer_by_phone_is_recorded(sender: Program, recipient: Program, filed: str) -> None:
    said = {"answer": "can_help", "channel": "phone", "spoke_as": "duty_worker"}
    answer = sender.post(f"{request_of(sender, filed)}/answer", said)
    assert answer.status_code == 200, answer.json()


def test_files_go_along(sender: Program, recipient: Program, filed: str) -> None:
    added = sender.post(
        f"{filed}/files", {"file": SimpleUploadedFile("need.pdf", samples.pdf()), "stage": "1"}
    )
    assert added.status_code == 201, added.json()
    (shown,) = recipient.get(f"{filed}/files").json()
    assert (shown["id"], shown["name"]) == (added.json()["file"], "need.pdf")
    file = recipient.get(f"{filed}/files/{shown['id']}")
    assert file.content.startswith(b"%PDF")
    assert "attachment" in file["Content-Disposition"]


class TestWhoMay:
    def test_a_stranger_is_told_nothing(self, filed: str) -> None:
        stranger = program_of(MembershipFactory.create())
        answers = [
            stranger.get(filed),
            stranger.get(f"{filed}/identity"),
            stranger.get(f"{filed}/files"),
            stranger.post(f"{filed}/withdraw", {"reason": "solved_here"}, version='"1"'),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
        assert {answer["Content-Type"] for answer in answers} == {PROBLEM}

    @pytest.mark.parametrize(
        ("scope", "answers"),
        [
            (Scope.REFERRALS_READ, [200, 200, 403, 403, 403]),
            (Scope.REFERRALS_WRITE, [403, 403, 403, 403, 400]),
            (Scope.IDENTITY_READ, [403, 403, 200, 200, 403]),
        ],
    )
    def test_a_token_opens_what_its_scopes_name(
        self, sender: Program, filed: str, scope: Scope, answers: list[int]
    ) -> None:
        program = program_of(sender.person, scope)
        reads = [program.get(path) for path in ("", filed, f"{filed}/identity", f"{filed}/files")]
        written = program.post(body={})
        assert [answer.status_code for answer in [*reads, written]] == answers

    def test_a_person_in_a_session_may_too_with_the_token_of_a_form(
        self, sender: Program, filed: str
    ) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(sender.person.user)
        assert client.get(f"{ROOT}{filed}").status_code == 200
        refused = client.post(f"{ROOT}{filed}/withdraw", {}, content_type="application/json")
        assert (refused.status_code, refused["Content-Type"]) == (403, PROBLEM)

    def test_each_look_at_an_identity_is_in_the_audit_trail(
        self, sender: Program, filed: str
    ) -> None:
        sender.get(f"{filed}/identity")
        lead = MembershipFactory.create(team_lead=True, organisation=sender.person.organisation)
        with acting(lead):
            looks = AuditEntry.objects.filter(action="identity_viewed", purpose="api")
            assert [look.subject_id for look in looks] == [filed.strip("/")]


class TestList:
    def test_filters_and_pages(self, sender: Program, recipient: Program) -> None:
        for urgency in ("urgent", "urgent", "standard"):
            request = {"destination_country": "BE", "urgency": urgency}
            assert sender.post(body=body(recipient, request=request)).status_code == 201
        assert len(recipient.get(side="received", country="NL").json()["results"]) == 3
        urgent = sender.get(side="sent", urgency="urgent").json()["results"]
        assert {line["urgency"]["code"] for line in urgent} == {"urgent"}
        assert len(urgent) == 2
        assert recipient.get(state="seen").json()["results"] == []
        assert "Geheimhouder" not in str(urgent)
        assert "grey car" not in str(urgent)

    def test_it_takes_the_filters_of_the_pages(self, sender: Program, recipient: Program) -> None:
        first, second = (f"/{sender.post(body=body(recipient)).json()['id']}" for _ in range(2))
        today = timezone.localdate().isoformat()

        def found(**query: str) -> list[str]:
            return [f"/{line['id']}" for line in recipient.get(**query).json()["results"]]

        assert found(need="legal", since=today, until=today) == [second, first]
        assert found(need="medical") == found(until="2020-01-01") == found(overdue="true") == []
        assert found(overdue="false", pageSize="1") == [second]
        page = recipient.get(pageSize="1", need="legal").json()
        following = recipient.client.get(
            page["next"], headers={"Authorization": f"Bearer {recipient.token}"}
        ).json()
        assert [f"/{line['id']}" for line in following["results"]] == [first]
        assert following["next"] is None

    def test_it_tells_what_changed_since(self, sender: Program, recipient: Program) -> None:
        other = program_of(MembershipFactory.create(belgian=True))
        path = f"/{sender.post(body=body(recipient, other)).json()['id']}"
        before = timezone.now().isoformat()
        assert recipient.get(changedSince=before).json()["results"] == []
        no = {"answer": "cannot_help", "reason": "no_capacity"}
        assert other.post(f"{request_of(other, path)}/answer", no).status_code == 200
        assert len(other.get(changedSince=before).json()["results"]) == 1
        assert len(sender.get(side="sent", changedSince=before).json()["results"]) == 1
        # The answer of another recipient is not the reader's to know.
        assert recipient.get(changedSince=before).json()["results"] == []

    @pytest.mark.parametrize("side", ["sent", "received"])
    def test_its_queries_do_not_grow_with_its_rows(
        self, sender: Program, recipient: Program, side: str
    ) -> None:
        asker = sender if side == "sent" else recipient

        def statements() -> int:
            asker.get(side=side)
            with CaptureQueriesContext(connection) as queries:
                assert asker.get(side=side).status_code == 200
            return len(queries)

        ReferralFactory.create(sender=sender.person, recipients=[recipient.person])
        of_one = statements()
        for _unused in range(2):
            ReferralFactory.create(sender=sender.person, recipients=[recipient.person])
        assert statements() == of_one

    @pytest.mark.parametrize(
        "query",
        [
            {"state": "draft"},
            {"side": "x"},
            {"cursor": "é"},
            {"need": "gold"},
            {"urgencies": "urgent"},
            {"pageSize": "101"},
            {"pageSize": "0"},
            {"since": "yesterday"},
            {"changedSince": "2026-11-22T09:30:00"},
            {"changedSince": "2026-02-30T09:30:00Z"},
        ],
        ids=str,
    )
    def test_a_filter_that_is_none_is_named(self, sender: Program, query: dict[str, str]) -> None:
        answer = sender.get(**query)
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == list(query)


class TestFiling:
    """The rules of the form, told with the field."""

    @pytest.mark.parametrize(
        ("step", "said", "field"),
        [
            ("request", {"destination_country": "NL", "urgency": "urgent"}, "request.destination_country"),  # noqa: E501
            ("person", {"age_group": "18-22"}, "person.gender"),
            ("person", {"age_group": "18-22", "gender": "F", "name": "x"}, "person.name"),
            ("person", {"age_group": ["18-22"], "gender": "F"}, "person.age_group"),
            ("person", "nobody", "person"),
            ("recipients", {"asked": ["nobody"]}, "recipients.asked"),
            ("recipients", {"asked": []}, "recipients.asked"),
            ("consent", {"legal_basis": "explicit_consent"}, "consent.callback_number"),
            ("extra", {}, "extra"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_named(
        self, sender: Program, recipient: Program, step: str, said: Any, field: str
    ) -> None:
        answer = sender.post(body=body(recipient, **{step: said}))
        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
        assert field in [error["field"] for error in answer.json()["errors"]]
        with acting(sender.person):
            assert not Referral.objects.exists()  # not even a draft

    def test_a_refused_consent_sends_no_identity(self, sender: Program, recipient: Program) -> None:
        consent = {"legal_basis": "refused", "callback_number": "+31 20 123 45 67"}
        answer = sender.post(body=body(recipient, consent=consent))
        assert answer.status_code == 201
        assert sender.get(f"/{answer.json()['id']}").json()["has_identity"] is False

    def test_the_contact_point_can_be_asked(self, sender: Program, recipient: Program) -> None:
        asked = {"asked": ["contact_point", recipient.organisation_id], "asking_order": "in_order"}
        answer = sender.post(body=body(recipient, recipients=asked))
        assert answer.status_code == 201, answer.json()
        requests = sender.get(f"/{answer.json()['id']}").json()["requests"]
        assert [one["to_contact_point"] for one in requests] == [True, False]
        assert [one["state"]["code"] for one in requests] == ["asked", "queued"]


class TestCodes:
    def test_every_list_is_read_in_the_language_asked_for(self, sender: Program) -> None:
        headers = {"Authorization": f"Bearer {sender.token}", "Accept-Language": "fr"}
        lists = sender.client.get("/api/v1/code-lists", headers=headers).json()
        assert {"code": "call_outcome", "title": "Résultat de l’appel"} in lists
        one = sender.client.get("/api/v1/code-lists/decline_reason", headers=headers).json()
        assert {"code": "no_capacity"}.items() <= one["codes"][0].items()
        assert sender.client.get("/api/v1/code-lists/x", headers=headers).status_code == 404

    def test_an_unknown_code_is_told_with_those_that_are_known(
        self, recipient: Program, filed: str
    ) -> None:
        said = {"answer": "cannot_help", "reason": "full"}
        (error,) = recipient.post(f"{request_of(recipient, filed)}/answer", said).json()["errors"]
        assert (error["field"], error["code"]) == ("reason", "invalid_choice")
        assert "no_capacity" in error["detail"]
