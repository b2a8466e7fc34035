"""Filing a referral: the whole POST that sends it, beside the same rows by bare SQL."""

import json
import time
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from contacts.models import Organisation
from protection.actor import Actor

from .floors import Floor
from .people import complete_draft
from .timing import Contest, Result

RUNS = 20
NOTICE = """
INSERT INTO notifications_notice (id, kind, user_id, email, language, reference, path_name,
    path_args, state, attempts, next_attempt_at, created_at)
VALUES (%s, 'referral_asked', %s, 'bench@example.org', 'nl', %s, 'referrals:detail', %s, 'pending',
    0, now(), now())
"""


class Drafts:
    """Drafts made before the clock runs, one for each run."""

    def __init__(self, sender: Actor, recipient: Organisation) -> None:
        self.ready = [complete_draft(sender, recipient) for _unused in range(2 * (RUNS + 5))]

    def take(self) -> tuple[UUID, int]:
        return self.ready.pop()


def measure(
    n: int, client: Client, floor: Floor, sender: Actor, recipient: Organisation, told: int
) -> Result:
    """`told` is the user of the recipient's organisation who gets the notice."""
    drafts = Drafts(sender, recipient)

    def post() -> float:
        draft_id, version = drafts.take()
        address = f"/nl/referrals/{draft_id}/send/"
        begin = time.perf_counter()
        response = client.post(address, {"version": version})
        seconds = time.perf_counter() - begin
        if not response.get("Location", "").endswith("/confirmation/"):
            raise SystemExit(f"Sending answered {response.status_code}")
        return seconds

    def bare() -> float:
        draft_id, _version = drafts.take()
        begin = time.perf_counter()
        floor.transaction(lambda cursor: _send(cursor, floor.actor, draft_id, recipient, told))
        return time.perf_counter() - begin

    medians = Contest({"post": post, "sql": bare}, runs=RUNS).medians()
    return Result(
        "filing a referral: the POST that sends it",
        n,
        "ms",
        medians["post"],
        medians["sql"],
        medians["post"] / medians["sql"],
        limit="ratio <= 6",
    )


def _send(
    cursor: Any, actor: Actor, draft_id: UUID, recipient: Organisation, told: int
) -> dict[str, Any]:
    pk = str(draft_id)
    cursor.execute("SELECT * FROM referrals_referral WHERE id = %s FOR UPDATE", [pk])
    referral = dict(zip([c.name for c in cursor.description], cursor.fetchone(), strict=True))
    cursor.execute("SELECT id FROM referrals_request WHERE referral_id = %s FOR UPDATE", [pk])
    (request_id,) = cursor.fetchone()
    cursor.execute(
        "SELECT 1 FROM referrals_codedvalue WHERE referral_id = %s AND kind = 'need' LIMIT 1", [pk]
    )
    cursor.execute(
        "UPDATE referrals_referral SET state = 'sent', sent_at = now(), updated_at = now(), "
        "version = version + 1 WHERE id = %s",
        [pk],
    )
    cursor.execute(
        "UPDATE referrals_request SET state = 'asked', asked_at = now(), "
        "due_at = now() + interval '4 hours' WHERE id = %s",
        [request_id],
    )
    cursor.execute(
        "INSERT INTO referrals_party (id, referral_id, request_id, organisation_id, "
        "sender_organisation_id, side, sort_at, reference, state, urgency, due_at, sender_country, "
        "destination_country, needs) VALUES (%s, %s, %s, %s, %s, 'recipient', now(), %s, 'asked', "
        "'urgent', now() + interval '4 hours', %s, %s, '{legal,medical,safe_accommodation}')",
        [
            *(str(uuid4()), pk, request_id, recipient.pk, actor.organisation_id),
            *(referral["reference"], actor.country, recipient.country_id),
        ],
    )
    cursor.execute(
        "UPDATE referrals_party SET state = 'sent', sort_at = now(), due_at = now() "
        "WHERE referral_id = %s AND side = 'sender'",
        [pk],
    )
    cursor.execute(
        "INSERT INTO referrals_event (id, referral_id, at, sequence, user_id, organisation_id, "
        "move, from_state, to_state, detail, channel) VALUES (%s, %s, now(), %s, %s, %s, 'send', "
        "'draft', 'sent', '', '')",
        [str(uuid4()), pk, referral["version"] + 1, actor.user_id, actor.organisation_id],
    )
    cursor.execute(NOTICE, [str(uuid4()), told, referral["reference"], [pk]])
    cursor.execute(
        "INSERT INTO protection_auditentry (at, user_id, organisation_id, role, country, action, "
        "subject, subject_id, purpose, detail) VALUES (clock_timestamp(), %s, %s, %s, %s, "
        "'referral_send', 'referral', %s, '', %s)",
        [
            *(actor.user_id, actor.organisation_id, actor.role, actor.country, pk),
            json.dumps({"state": "sent"}),
        ],
    )
    return {}
