"""Written procedures: the door for everybody who puts a text to the countries, and its one writer.

A procedure ends when every country has answered, or when its last day is over (beat). What ended
cannot be changed: the database refuses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import Role
from accounts.selectors import people_in_role, people_of
from notifications.services import Recipient, queue_notice
from protection.actor import Actor, acting_as
from protection.audit import record
from workinggroup.codes import ADOPTED_SUBJECTS, REMIND_BEFORE, Answer, Result, Silence
from workinggroup.events import procedure_closed
from workinggroup.models import Body, Procedure, Seat, Vote
from workinggroup.permissions import can_run_bodies, can_vote
from workinggroup.sealing import seal_of


class ProcedureRefused(Exception):
    """It cannot be opened, or answered, as things stand: nothing was done."""


@dataclass(frozen=True)
class CountryAnswer:
    """What one country said. `answer` None: nothing (yet). `by_silence`: the rule answered."""

    country: str
    answer: Answer | None
    at: datetime | None = None
    reason: str = ""
    language: str = ""
    by_silence: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a procedure stands. `result` None: it is still open."""

    result: Result | None
    closed_at: datetime | None
    countries: tuple[CountryAnswer, ...]

    @property
    def adopted(self) -> bool:
        return self.result == Result.ADOPTED


def open_procedure(
    *, subject: str, question: dict[str, str], body: Body | str, due: date, by: Actor
) -> Procedure:
    """Put a text to the countries that have a vote in `body`; their members are told.

    `subject` is a kind and an id as text (“report:7”); `question` has “nl” and “fr”, and may have
    “en”. Raises PermissionError for others than the secretariat; ProcedureRefused without a
    question in both languages, for a day that is over, for a body without votes, for what another
    body adopts, and while a procedure on the same subject is open.
    """
    if not can_run_bodies(by):
        raise PermissionError
    now = timezone.now()
    with transaction.atomic():
        found = Body.objects.get(pk=body.pk if isinstance(body, Body) else body)
        # One row for all bodies is held, so that numbers follow one another.
        Body.objects.select_for_update().order_by("order", "pk").first()
        countries = sorted(voting_seats(found.pk))
        if (
            not all(question.get(language, "").strip() for language in ("nl", "fr"))
            or due < timezone.localdate(now)
            or not countries
            or (subject.partition(":")[0] in ADOPTED_SUBJECTS and not found.adopts)
            or Procedure.objects.filter(subject=subject, closed_at=None).exists()
        ):
            raise ProcedureRefused
        last = Procedure.objects.aggregate(last=Max("number"))["last"] or 0
        procedure = Procedure.objects.create(
            number=last + 1,
            body=found,
            subject=subject,
            question_nl=question["nl"].strip(),
            question_fr=question["fr"].strip(),
            question_en=question.get("en", "").strip(),
            countries=countries,
            silence=found.silence,
            due=due,
            opened_at=now,
            opened_by_id=by.user_id,
        )
        _record("procedure_opened", procedure, {"body": found.pk, "subject": subject})
        _tell("procedure_opened", voters_of(procedure), procedure)
    return procedure


def vote(procedure: Procedure, country: str, answer: Answer, by: Actor, reason: str = "") -> Vote:
    """Answer for a country, once; with the last answer the procedure ends.

    Raises PermissionError for who has not this country's vote; ProcedureRefused when it is closed
    or over, the country has answered, or anything but an approval has no reason.
    """
    now = timezone.now()
    with transaction.atomic():
        held = _held(procedure)
        if country not in held.countries or not can_vote(by, voting_seats(held.body_id), country):
            raise PermissionError
        if (
            not held.is_open
            or timezone.localdate(now) > held.due
            or held.votes.filter(country=country).exists()
            or (answer != Answer.APPROVE and not reason.strip())
        ):
            raise ProcedureRefused
        given = Vote.objects.create(
            procedure=held,
            country_id=country,
            organisation_id=by.organisation_id,
            answer=answer,
            reason=reason.strip(),
            language=get_language() or "en",
            voted_at=now,
            voted_by_id=by.user_id,
        )
        _record("procedure_voted", held, {"country": country, "answer": str(answer)})
        if held.votes.count() == len(held.countries):
            _close(held, now)
    return given


def outcome(procedure: Procedure) -> Outcome:
    """How it stands now, country by country in their order."""
    votes = {one.country_id: one for one in procedure.votes.all()}
    return Outcome(
        Result(procedure.result) if procedure.result else None,
        procedure.closed_at,
        tuple(_answer(country, votes.get(country), procedure) for country in procedure.countries),
    )


def of_subject(subject: str) -> list[Procedure]:
    """All procedures on a subject, the newest first."""
    return list(Procedure.objects.filter(subject=subject).prefetch_related("votes"))


def voting_seats(body: str) -> dict[str, int]:
    """The organisation that has each country's vote in a body."""
    rows = Seat.objects.filter(body_id=body).voting().order_by("country_id")
    return {
        country: organisation
        for country, organisation in rows.values_list("country_id", "organisation_id")
        if country
    }


def close_due(now: datetime) -> int:
    """End those whose last day is over; how many. A transaction each, without an actor."""
    today = timezone.localdate(now)
    due = Procedure.objects.filter(closed_at=None, due__lt=today).order_by("due", "number")
    return sum(_close_one(procedure, today, now) for procedure in list(due))


def remind_due(now: datetime) -> int:
    """Remind the countries that have not answered, some days before the last; how many reminders.

    A day that beat missed is made up for, and no day has two.
    """
    today = timezone.localdate(now)
    soon = Procedure.objects.filter(
        closed_at=None, due__gte=today, due__lte=today + timedelta(days=max(REMIND_BEFORE))
    ).order_by("due", "number")
    return sum(_remind_one(procedure, today) for procedure in list(soon))


def voters_of(procedure: Procedure, countries: Iterable[str] | None = None) -> list[Recipient]:
    """The members who can answer for these countries, or for all that were asked."""
    wanted = set(procedure.countries if countries is None else countries)
    seats = voting_seats(procedure.body_id)
    organisations = [seats[country] for country in sorted(wanted) if country in seats]
    return people_of(organisations, roles=(Role.MEMBER,))


def _answer(country: str, given: Vote | None, procedure: Procedure) -> CountryAnswer:
    if given is not None:
        return CountryAnswer(
            country, Answer(given.answer), given.voted_at, given.reason, given.language
        )
    if procedure.closed_at is not None and procedure.silence == Silence.APPROVES:
        return CountryAnswer(country, Answer.APPROVE, procedure.closed_at, by_silence=True)
    return CountryAnswer(country, None, by_silence=procedure.closed_at is not None)


def _result(procedure: Procedure) -> Result:
    """What the answers come to under the rule of silence."""
    answers = [one.answer for one in procedure.votes.all()]
    if Answer.CHANGES in answers:
        return Result.CHANGES
    if Answer.RESERVE in answers:
        return Result.RESERVED
    silent = len(procedure.countries) - len(answers)
    enough = {
        Silence.APPROVES: True,
        Silence.ABSTAINS: bool(answers),
        Silence.BLOCKS: silent == 0,
    }[Silence(procedure.silence)]
    return Result.ADOPTED if enough else Result.INCOMPLETE


def _close(procedure: Procedure, now: datetime) -> None:
    """The end; the caller holds the row."""
    procedure.result, procedure.closed_at = _result(procedure), now
    procedure.seal = seal_of(procedure, list(procedure.votes.all()))
    procedure.save(update_fields=["result", "closed_at", "seal"])
    _record("procedure_closed", procedure, {"result": procedure.result, "seal": procedure.seal})
    _tell("procedure_closed", [*voters_of(procedure), *people_in_role(Role.SECRETARIAT)], procedure)
    procedure_closed.send(sender=Procedure, procedure=procedure)


def _close_one(procedure: Procedure, today: date, now: datetime) -> bool:
    with acting_as(None):
        held = _held(procedure)
        if not held.is_open or held.due >= today:
            return False  # its last answer came meanwhile
        _close(held, now)
    return True


def _remind_one(procedure: Procedure, today: date) -> int:
    with acting_as(None):
        held = _held(procedure)
        begun = [
            held.due - timedelta(days=days)
            for days in REMIND_BEFORE
            if held.due - timedelta(days=days) <= today
        ]
        latest = max(held.reminded, default=date.min)
        # Not on the day it was opened: they have just been told.
        told = max(latest, timezone.localdate(held.opened_at))
        if not held.is_open or not begun or max(begun) <= told:
            return 0
        held.reminded = [*held.reminded, today]
        held.save(update_fields=["reminded"])
        answered = set(held.votes.values_list("country_id", flat=True))
        silent = set(held.countries) - answered
        _record("procedure_reminded", held, {"countries": " ".join(sorted(silent))})
        return _tell("procedure_reminder", voters_of(held, silent), held)


def _held(procedure: Procedure) -> Procedure:
    """The row as it is now, held until the transaction ends."""
    return Procedure.objects.select_for_update().get(pk=procedure.pk)


def _record(action: str, procedure: Procedure, detail: dict[str, str]) -> None:
    record(action, subject="procedure", subject_id=str(procedure.pk), detail=detail)


def _tell(kind: str, recipients: list[Recipient], procedure: Procedure) -> int:
    return queue_notice(
        kind,
        recipients,
        reference=procedure.reference,
        path_name="workinggroup:procedure",
        path_args=[str(procedure.pk)],
    )
