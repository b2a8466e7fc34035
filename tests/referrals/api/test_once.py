"""The same call acts once; a change names the version it was made on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from accounts.machine.once import forget_answered_calls
from accounts.models import AnsweredCall
from protection.actor import system_transaction
from referrals.models import Referral
from tests.factories import MembershipFactory, acting

from .conftest import PROBLEM, Program, body, program_of, request_of


@pytest.mark.django_db
class TestKey:
    def test_it_is_asked_for(self, sender: Program, recipient: Program) -> None:
        answer = sender.post(body=body(recipient), key=None)
        assert (answer.status_code, answer["Content-Type"]) == (400, PROBLEM)
        assert "Idempotency-Key" in answer.json()["detail"]

    def test_the_same_call_has_the_same_answer(self, sender: Program, recipient: Program) -> None:
        first, again = (sender.post(body=body(recipient), key="one") for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json() == again.json()
        assert first["Location"] == again["Location"]
        assert again["Idempotency-Replayed"] == "true"
        with acting(sender.person):
            assert Referral.objects.count() == 1

    def test_another_call_under_it_is_refused(self, sender: Program, recipient: Program) -> None:
        sender.post(body=body(recipient), key="one")
        other = body(recipient, request={"destination_country": "BE", "urgency": "standard"})
        answer = sender.post(body=other, key="one")
        assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)

    def test_a_refused_call_may_be_mended(self, sender: Program, recipient: Program) -> None:
        assert sender.post(body=body(recipient, person={}), key="one").status_code == 400
        assert sender.post(body=body(recipient), key="one").status_code == 201

    def test_it_is_each_program_s_own(self, sender: Program, recipient: Program) -> None:
        other = program_of(MembershipFactory.create())
        assert sender.post(body=body(recipient), key="one").status_code == 201
        assert other.post(body=body(recipient), key="one").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_file_one_referral(sender: Program, recipient: Program) -> None:
    start, said = Barrier(2), body(recipient)

    def file() -> Any:
        try:
            start.wait(5)
            return sender.post(body=said, key="one")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = [one.result(30) for one in [pool.submit(file), pool.submit(file)]]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert sorted("Idempotency-Replayed" in answer.headers for answer in answers) == [False, True]
    with acting(sender.person):
        assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_changes_of_one_version_cannot_both_succeed(sender: Program, filed: str) -> None:
    start, version = Barrier(2), sender.get(filed)["ETag"]

    def withdraw() -> int:
        try:
            start.wait(5)
            said = {"reason": "solved_here"}
            return int(sender.post(f"{filed}/withdraw", said, version=version).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = [one.result(30) for one in [pool.submit(withdraw), pool.submit(withdraw)]]
    assert sorted(answers) == [200, 412]


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])
def test_an_answer_is_kept_sealed_for_its_program_and_gone_in_a_day(
    sender: Program, recipient: Program, time_machine: Any
) -> None:
    reference = sender.post(body=body(recipient), key="one").json()["reference"]
    with acting(sender.person):
        assert not AnsweredCall.objects.exists()  # the program's alone
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT c::text FROM referrals_answeredcall c")
        ((row,),) = cursor.fetchall()
    assert reference not in row
    assert reference.encode().hex() not in row
    forget_answered_calls()
    assert kept_calls() == 1
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    forget_answered_calls()
    assert kept_calls() == 0


def kept_calls() -> int:
    with system_transaction():
        return AnsweredCall.objects.using("system").only("id").count()


@pytest.mark.django_db
class TestVersion:
    def test_a_change_says_it(self, sender: Program, filed: str) -> None:
        answer = sender.post(f"{filed}/withdraw", {"reason": "solved_here"}, version=None)
        assert (answer.status_code, answer["Content-Type"]) == (428, PROBLEM)

    def test_a_stale_one_changes_nothing(
        self, sender: Program, recipient: Program, filed: str
    ) -> None:
        before = sender.get(filed)["ETag"]
        request = request_of(recipient, filed)
        changed = recipient.post(f"{request}/answer", {"answer": "can_help"})
        assert changed["ETag"] == sender.get(filed)["ETag"] != before
        answer = sender.post(f"{filed}/withdraw", {"reason": "solved_here"}, version=before)
        assert (answer.status_code, answer["Content-Type"]) == (412, PROBLEM)
        assert sender.get(filed).json()["state"]["code"] == "agreed"
