"""A move: the whole POST by which a recipient answers, or the sender chooses, beside the same rows
by bare SQL."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from contacts.models import Organisation
from protection.actor import Actor, acting_as
from referrals.models import Request
from referrals.services import answering, deciding

from .filing import NOTICE
from .floors import Floor
from .people import complete_draft
from .timing import WARM_UP, Contest, Result

RUNS = 15
SENT_FROM = "SELECT set_config('portal.organisation_id', %s, true)"
LOCK = (
    "SELECT * FROM referrals_referral WHERE id = %(id)s FOR UPDATE",
    "SELECT * FROM referrals_request WHERE referral_id = %(id)s FOR UPDATE",
)
KEPT = "UPDATE referrals_retention SET ground = '', since = NULL WHERE referral_id = %(id)s"
EVENT = """
INSERT INTO referrals_event (id, referral_id, request_id, at, sequence, user_id, organisation_id,
    move, from_state, to_state, detail, channel)
VALUES (%s, %s, %s, now(), %s, %s, %s, %s, %s, %s, '', '')
"""
RECORDED = """
INSERT INTO protection_auditentry (at, user_id, organisation_id, role, country, action, subject,
    subject_id, purpose, detail)
VALUES (clock_timestamp(), %s, %s, %s, %s, %s, 'referral', %s, '', %s)
"""
LISTED = (
    "UPDATE referrals_party SET state = %(state)s, due_at = NULL "
    "WHERE referral_id = %(id)s AND side = 'sender'",
    "UPDATE referrals_party SET state = %(in_list)s, due_at = NULL WHERE request_id = %(request)s",
)
ANSWER = (
    "SELECT * FROM referrals_party WHERE referral_id = %(id)s AND organisation_id = %(own)s",
    *LOCK,
    "UPDATE referrals_referral SET state = 'answered', answered_at = now(), updated_at = now(), "
    "version = version + 1 WHERE id = %(id)s",
    "UPDATE referrals_request SET state = 'can_help', answered_at = now() WHERE id = %(request)s",
    KEPT,
    *LISTED,
)
CHOOSE = (
    "SELECT * FROM referrals_party WHERE referral_id = %(id)s AND organisation_id = %(own)s",
    *LOCK,
    "UPDATE referrals_referral SET state = 'agreed', agreed_at = now(), updated_at = now(), "
    "version = version + 2 WHERE id = %(id)s",
    "UPDATE referrals_request SET state = 'chosen', chosen_as = 'receives' WHERE id = %(request)s",
    "INSERT INTO referrals_disclosure (id, referral_id, organisation_id, sender_organisation_id, "
    "consent_id, withheld, opened_at) SELECT gen_random_uuid(), c.referral_id, r.organisation_id, "
    "%(sender)s, c.id, r.withheld, now() FROM referrals_consent c JOIN referrals_consentrecipient "
    "r ON r.consent_id = c.id WHERE c.referral_id = %(id)s AND c.withdrawn_at IS NULL",
    KEPT,
    *LISTED,
    "UPDATE referrals_party SET ends_at = now() + interval '7 days' "
    "WHERE referral_id = %(id)s AND side = 'contact_point' AND ends_at IS NULL",
)

# The lines of the log: move, whether of the request, the states before and after.
LINES = {
    "answer": [("accept", True, "asked", "can_help")],
    "choose": [("choose", True, "can_help", "chosen"), ("choose", False, "answered", "agreed")],
}


def measure(
    n: int,
    sender: tuple[Client, Floor],
    recipient: tuple[Client, Floor],
    recipient_home: Organisation,
) -> list[Result]:
    """Both moves at size `n`, each told to the other side."""
    asking, asked = sender[1].actor, recipient[1].actor

    def to_answer() -> tuple[UUID, UUID]:
        draft_id, version = complete_draft(asking, recipient_home, to_first_yes=False)
        with acting_as(asking):
            deciding.send(draft_id, version, now=timezone.now())
        with acting_as(asked):
            return draft_id, Request.objects.get(referral_id=draft_id).pk

    def to_choose() -> tuple[UUID, UUID]:
        referral_id, request_id = to_answer()
        with acting_as(asked):
            answering.accept(referral_id, request_id, now=timezone.now())
        return referral_id, request_id

    return [
        _measure("answer", n, recipient, asking, to_answer, asking.user_id),
        _measure("choose", n, sender, asking, to_choose, asked.user_id),
    ]


def _measure(
    move: str,
    n: int,
    mover: tuple[Client, Floor],
    sender: Actor,
    prepare: Callable[[], tuple[UUID, UUID]],
    told: int,
) -> Result:
    client, floor = mover
    ready = [prepare() for _unused in range(2 * (RUNS + WARM_UP))]

    def post() -> float:
        referral_id, request_id = ready.pop()
        slug = {"answer": "accept", "choose": "choose"}[move]
        address = f"/nl/referrals/{referral_id}/requests/{request_id}/{slug}/"
        begin = time.perf_counter()
        response = client.post(address, {"language": "nl"})
        seconds = time.perf_counter() - begin
        if response.status_code != 302:
            raise SystemExit(f"{slug} answered {response.status_code}")
        return seconds

    def bare() -> float:
        referral_id, request_id = ready.pop()
        begin = time.perf_counter()
        floor.transaction(
            lambda cursor: _move(cursor, move, floor.actor, sender, (referral_id, request_id), told)
        )
        return time.perf_counter() - begin

    medians = Contest({"post": post, "sql": bare}, runs=RUNS).medians()
    return Result(
        f"a move: {move}",
        n,
        "ms",
        medians["post"],
        medians["sql"],
        medians["post"] / medians["sql"],
        limit="ratio <= 6, growth <= 1.3",
    )


def _move(
    cursor: Any, move: str, actor: Actor, sender: Actor, keys: tuple[UUID, UUID], told: int
) -> dict[str, Any]:
    referral_id, request_id = map(str, keys)
    values = {
        "id": referral_id,
        "request": request_id,
        "own": actor.organisation_id,
        "sender": sender.organisation_id,
        "state": {"answer": "answered", "choose": "agreed"}[move],
        "in_list": {"answer": "can_help", "choose": "agreed"}[move],
    }
    statements = {"answer": ANSWER, "choose": CHOOSE}[move]
    cursor.execute(statements[0], values)
    cursor.fetchall()
    cursor.execute(SENT_FROM, [str(sender.organisation_id)])  # what follows is the sender's
    for statement in statements[1:]:
        cursor.execute(statement, values)
    lines = LINES[move]
    for number, (name, of_request, before, after) in enumerate(lines):
        request, event = request_id if of_request else None, [name, before, after]
        cursor.execute(
            EVENT,
            [
                *(str(uuid4()), referral_id, request, 100 + number),
                *(actor.user_id, actor.organisation_id, *event),
            ],
        )
    cursor.execute(NOTICE, [str(uuid4()), told, "BENCH-MOV", [referral_id]])
    cursor.execute(SENT_FROM, [str(actor.organisation_id)])
    who = [actor.user_id, actor.organisation_id, actor.role, actor.country]
    for name, _of_request, _before, after in lines:
        detail = json.dumps({"state": after, "detail": ""})
        cursor.execute(RECORDED, [*who, f"referral_{name}", referral_id, detail])
    return {}
