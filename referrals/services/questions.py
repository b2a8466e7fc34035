"""A recipient asks about a request, the sender answers.

Standard questions are asked by their version, several at once, and answered by a code, a number or
a date; a free question beside them has its language. One answer serves all that are open.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from contacts.standard_questions import AnswerKind, QuestionVersion
from referrals.codes import Move
from referrals.models import Question
from referrals.permissions import can_answer_question, can_ask_question
from referrals.vault import Vault

from .answering import Note
from .writing import MoveRefused, moving, refuse, tell_recipients, tell_sender


def ask_question(
    referral_id: UUID,
    request_id: UUID,
    question: Note,
    *,
    now: datetime,
    standard: Sequence[QuestionVersion] = (),
) -> None:
    """The recipient asks; its clock waits until the sender has answered.

    An empty `question` asks the standard ones alone. Raises MoveRefused when nothing is asked.
    """
    with moving(referral_id, now=now, request_id=request_id) as move:
        request = move.request(request_id)
        at = move.standpoint(request)
        if not can_ask_question(at):
            raise refuse(Move.ASK_QUESTION, at)
        rows = [Question(standard=version) for version in standard]
        if question.text:
            free = Question(text_language=question.language)
            Vault.open(referral_id).seal(free, "text", question.text)
            rows.append(free)
        if not rows:
            raise MoveRefused(_("Choose a question, or write one."))
        for row in rows:
            row.referral, row.request, row.asked_at = move.referral, request, now
            row.asked_by_organisation_id = move.actor.organisation_id
            row.save(force_insert=True)
        move.advance_request(request, Move.ASK_QUESTION)
        tell_sender(move, "question_asked")


def answer_question(
    referral_id: UUID,
    request_id: UUID,
    answer: Note,
    *,
    now: datetime,
    coded: Mapping[UUID, str] | None = None,
) -> None:
    """The sender answers all open questions of one recipient at once.

    `answer` is to the free question; `coded` has the values of the others by question, "" for
    what the sender cannot say (referrals.questions.value_of makes them).
    """
    with moving(referral_id, now=now) as move:
        request = move.request(request_id)
        at = move.standpoint(request)
        if not can_answer_question(at):
            raise refuse(Move.ANSWER_QUESTION, at)
        open_ones = list(
            Question.objects.select_for_update(of=("self",))
            .select_related("standard")
            .filter(request=request, answered_at__isnull=True)
        )
        vault = Vault.open(referral_id)
        for row in open_ones:
            text = (coded or {}).get(row.pk, "") if row.standard else answer.text
            vault.seal(row, "answer", text)
            is_prose = row.standard is None or row.standard.kind == AnswerKind.TEXT
            row.answer_language = answer.language if text and is_prose else ""
            row.answered_at = now
            row.save(force_update=True)
        if request.due_at is not None and open_ones:  # the clock stood still meanwhile
            request.due_at += now - min(row.asked_at for row in open_ones)
        move.advance_request(request, Move.ANSWER_QUESTION)
        tell_recipients(move, "question_answered", [request])
