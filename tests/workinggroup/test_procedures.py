"""Written procedures: one answer a country, silence as the rule says, an end that stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Role
from tests.factories import MembershipFactory
from workinggroup.codes import Answer, Result, Silence
from workinggroup.models import Body, Procedure, Vote
from workinggroup.procedures import ProcedureRefused, close_due, outcome, remind_due
from workinggroup.sealing import is_whole

from .world import QUESTION, in_days, member, member_of, opened, secretariat, told, votes

pytestmark = pytest.mark.django_db


def over(procedure: Procedure) -> datetime:
    """This hour of the day after its last."""
    return timezone.now() + timedelta(days=(procedure.due - timezone.localdate()).days + 1)


def ended(silence: Silence, *answers: tuple[str, Answer]) -> Procedure:
    """A procedure of the working group whose last day is over."""
    Body.objects.filter(pk="working-group").update(silence=silence)
    procedure = opened(secretariat())
    for country, answer in answers:
        votes(procedure, member(country), answer, "Omdat artikel 2 onduidelijk is.")
    close_due(over(procedure))
    return Procedure.objects.get(pk=procedure.pk)


class TestOpening:
    def test_the_members_who_have_the_votes_are_told_and_nobody_else(self) -> None:
        asked = [member(country) for country in ("NL", "BE", "LU")]
        elsewhere = member_of("payoke")
        procedure = opened(secretariat())
        assert procedure.countries == ["BE", "LU", "NL"]
        assert [told(one) for one in asked] == [["procedure_opened"]] * 3
        assert told(elsewhere) == []

    def test_the_secretariat_alone_opens_one(self) -> None:
        with pytest.raises(PermissionError):
            opened(member("NL"))

    @pytest.mark.parametrize(
        "changes",
        [
            {"question": {"nl": "Gaat u akkoord?", "fr": " "}},
            {"due": timezone.localdate() - timedelta(days=1)},
            {"subject": "report:7", "body": "ad-hoc"},
        ],
        ids=["in one language", "a day that is over", "what the ad-hoc group cannot adopt"],
    )
    def test_what_cannot_be_asked_is_refused(self, changes: dict[str, Any]) -> None:
        with pytest.raises(ProcedureRefused):
            opened(secretariat(), **changes)

    def test_the_working_group_adopts_a_report_and_one_procedure_at_a_time(self) -> None:
        clerk = secretariat()
        assert opened(clerk, subject="report:7").number == 1
        with pytest.raises(ProcedureRefused):
            opened(clerk, subject="report:7")


class TestAnswering:
    def test_with_the_last_answer_it_ends_and_all_are_told(self) -> None:
        clerk, procedure = secretariat(), opened(secretariat())
        for country in ("NL", "BE", "LU"):
            assert outcome(Procedure.objects.get(pk=procedure.pk)).result is None
            votes(procedure, member(country))
        found = outcome(Procedure.objects.get(pk=procedure.pk))
        assert found.adopted
        assert [(one.country, one.answer) for one in found.countries] == [
            (country, Answer.APPROVE) for country in ("BE", "LU", "NL")
        ]
        assert all(one.at and not one.by_silence for one in found.countries)
        assert told(clerk) == ["procedure_closed"]

    def test_a_country_answers_once(self) -> None:
        procedure, first, second = opened(secretariat()), member("NL"), member("NL")
        votes(procedure, first)
        with pytest.raises(ProcedureRefused):
            votes(procedure, second, Answer.RESERVE, "Toch niet.")

    def test_anything_but_an_approval_has_a_reason(self) -> None:
        with pytest.raises(ProcedureRefused):
            votes(opened(secretariat()), member("NL"), Answer.CHANGES, "  ")

    def test_a_seat_without_the_vote_answers_nothing(self) -> None:
        """Payoke sits in the ad-hoc group, where Justice answers for Belgium."""
        procedure = opened(secretariat(), body="ad-hoc")
        with pytest.raises(PermissionError):
            votes(procedure, member_of("payoke"))
        with pytest.raises(PermissionError):
            votes(procedure, secretariat())

    def test_after_its_last_day_no_answer_counts(self) -> None:
        procedure = opened(secretariat())
        Procedure.objects.filter(pk=procedure.pk).update(due=in_days(-1))
        with pytest.raises(ProcedureRefused):
            votes(procedure, member("NL"))


class TestSilence:
    @pytest.mark.parametrize(
        ("silence", "answers", "result"),
        [
            (Silence.APPROVES, [], Result.ADOPTED),
            (Silence.ABSTAINS, [], Result.INCOMPLETE),
            (Silence.ABSTAINS, [("NL", Answer.APPROVE)], Result.ADOPTED),
            (Silence.BLOCKS, [("NL", Answer.APPROVE), ("BE", Answer.APPROVE)], Result.INCOMPLETE),
            (Silence.APPROVES, [("LU", Answer.CHANGES)], Result.CHANGES),
            (Silence.APPROVES, [("LU", Answer.RESERVE)], Result.RESERVED),
            (Silence.BLOCKS, [("LU", Answer.RESERVE), ("BE", Answer.CHANGES)], Result.CHANGES),
        ],
    )
    def test_the_rule_of_the_body_decides(
        self, silence: Silence, answers: list[tuple[str, Answer]], result: Result
    ) -> None:
        procedure = ended(silence, *answers)
        assert outcome(procedure).result == result
        assert is_whole(procedure, list(procedure.votes.all()))

    def test_who_was_silent_is_named_as_such(self) -> None:
        found = outcome(ended(Silence.APPROVES, ("NL", Answer.APPROVE)))
        assert [one.country for one in found.countries if one.by_silence] == ["BE", "LU"]
        assert {one.answer for one in found.countries} == {Answer.APPROVE}
        found = outcome(ended(Silence.BLOCKS))
        assert {one.answer for one in found.countries} == {None}

    def test_a_later_rule_does_not_touch_an_open_procedure(self) -> None:
        Body.objects.filter(pk="working-group").update(silence=Silence.BLOCKS)
        procedure = opened(secretariat())
        Body.objects.filter(pk="working-group").update(silence=Silence.APPROVES)
        close_due(over(procedure))
        assert Procedure.objects.get(pk=procedure.pk).result == Result.INCOMPLETE

    def test_it_stays_open_until_the_end_of_its_last_day(self) -> None:
        procedure = opened(secretariat())
        assert close_due(over(procedure) - timedelta(days=1)) == 0
        assert close_due(over(procedure)) == 1
        assert close_due(over(procedure)) == 0


def test_who_has_not_answered_is_reminded_twice() -> None:
    silent, answered = member("NL"), member("BE")
    procedure = opened(secretariat())
    votes(procedure, answered)
    last = over(procedure) - timedelta(days=1)
    sent = [remind_due(last - timedelta(days=days)) for days in (9, 7, 7, 5, 2, 1, 0)]
    assert sent == [0, 1, 0, 0, 1, 0, 0]
    assert told(silent) == ["procedure_opened", "procedure_reminder", "procedure_reminder"]
    assert told(answered) == ["procedure_opened"]


class TestSeal:
    @pytest.mark.parametrize("what", ["result", "answer", "delete", "insert"])
    def test_the_database_refuses_to_change_what_has_ended(self, what: str) -> None:
        procedure = ended(Silence.APPROVES, ("NL", Answer.CHANGES))
        given, found = procedure.votes.get(), Procedure.objects.filter(pk=procedure.pk)
        late = Vote(
            procedure=procedure,
            country_id="BE",
            organisation_id=given.organisation_id,
            answer=Answer.APPROVE,
            voted_at=timezone.now(),
            voted_by_id=given.voted_by_id,
        )
        changes: dict[str, Any] = {
            "result": lambda: found.update(result=Result.ADOPTED),
            "answer": lambda: Vote.objects.update(answer=Answer.APPROVE),
            "delete": lambda: Vote.objects.all().delete(),
            "insert": lambda: late.save(force_insert=True),
        }
        with pytest.raises(DatabaseError), transaction.atomic():
            changes[what]()

    def test_another_wording_breaks_the_seal(self) -> None:
        procedure = ended(Silence.APPROVES)
        procedure.question_fr = "Refusez-vous ce texte ?"
        assert not is_whole(procedure, [])


class TestPage:
    @pytest.fixture
    def procedure(self) -> Procedure:
        return opened(secretariat())

    def page(self, procedure: Procedure) -> str:
        return reverse("workinggroup:procedure", args=[procedure.pk])

    def test_a_member_answers_and_the_form_is_gone(
        self, client: Client, procedure: Procedure
    ) -> None:
        client.force_login(member("LU").user)
        page = self.page(procedure)
        assert client.post(page, {"answer": "changes", "reason": ""}).status_code == 422
        assert client.post(page, {"answer": "approve", "reason": ""}).status_code == 302
        shown = client.get(page).content.decode()
        assert QUESTION["fr"] in shown
        assert 'name="answer"' not in shown
        assert client.post(page, {"answer": "approve", "reason": ""}).status_code == 409

    def test_the_members_of_the_other_body_do_not_see_it(
        self, client: Client, procedure: Procedure
    ) -> None:
        client.force_login(member_of("payoke").user)
        assert client.get(self.page(procedure)).status_code == 404
        shown = client.get(reverse("workinggroup:procedures")).content.decode()
        assert procedure.reference not in shown

    def test_the_list_reads_the_same_whatever_its_length(
        self, client: Client, procedure: Procedure, django_assert_num_queries: Any
    ) -> None:
        client.force_login(member("NL").user)
        address = reverse("workinggroup:procedures")
        client.get(address)
        with django_assert_num_queries(7):
            client.get(address)
        for number in (2, 3):
            opened(secretariat(), subject=f"text:{number}")
        with django_assert_num_queries(7):
            client.get(address)


class TestSeats:
    def test_the_secretariat_gives_and_ends_a_seat(self, client: Client) -> None:
        client.force_login(secretariat().user)
        body = Body.objects.get(pk="working-group")
        police = member_of("police-grand-ducale")
        add = reverse("workinggroup:seat_add", args=[body.pk])
        given = {"organisation": police.organisation_id, "since": "2026-11-01"}
        # Justice answers for Luxembourg already.
        assert client.post(add, given | {"votes": "on"}).status_code == 409
        assert client.post(add, given).status_code == 302
        seat = body.seats.get(organisation=police.organisation)
        procedure = opened(secretariat())
        assert Procedure.objects.visible_to(actor_of(police)).get() == procedure
        end = reverse("workinggroup:seat_end", args=[seat.pk])
        assert [client.post(end).status_code for _ in range(2)] == [302, 409]
        assert not Procedure.objects.visible_to(actor_of(police)).exists()

    def test_an_editor_gives_none(self, client: Client) -> None:
        editor = MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)
        client.force_login(editor.user)
        assert client.get(reverse("workinggroup:seat_add", args=["ad-hoc"])).status_code == 404

    def test_rules_hold_for_what_is_opened_from_now_on(self, client: Client) -> None:
        client.force_login(secretariat().user)
        address = reverse("workinggroup:rules", args=["ad-hoc"])
        assert client.post(address, {"silence": "blocks", "answer_days": "0"}).status_code == 422
        assert client.post(address, {"silence": "blocks", "answer_days": "9"}).status_code == 302
        assert opened(secretariat(), "ad-hoc", subject="text:9").silence == Silence.BLOCKS

    def test_what_the_secretariat_changed_is_not_loaded_again(self) -> None:
        Body.objects.filter(pk="ad-hoc").update(answer_days=9)
        call_command("load_reference_data", verbosity=0, database="default")
        assert Body.objects.get(pk="ad-hoc").answer_days == 9
