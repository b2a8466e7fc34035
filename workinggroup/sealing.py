"""The seal of a closed procedure: a digest of question, rule, answers and result.

It stands in the row, which the database lets nobody change, and in the audit trail's chain, so
that even who owns the database cannot rewrite a result without a trace.
"""

import hashlib
import json
from datetime import UTC, datetime

from workinggroup.models import Procedure, Vote


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def seal_of(procedure: Procedure, votes: list[Vote]) -> str:
    """The SHA-256 of everything that was asked and answered, as 64 hexadecimal digits.

    Raises ValueError for a procedure that has no end yet.
    """
    if procedure.closed_at is None:
        raise ValueError("The procedure is still open.")
    content = {
        "id": str(procedure.pk),
        "number": procedure.number,
        "body": procedure.body_id,
        "subject": procedure.subject,
        "question": [procedure.question_nl, procedure.question_fr, procedure.question_en],
        "countries": sorted(procedure.countries),
        "silence": procedure.silence,
        "due": procedure.due.isoformat(),
        "opened": [_time(procedure.opened_at), procedure.opened_by_id],
        "closed": _time(procedure.closed_at),
        "result": procedure.result,
        "votes": sorted(
            [
                vote.country_id,
                vote.organisation_id,
                vote.answer,
                vote.reason,
                vote.language,
                _time(vote.voted_at),
                vote.voted_by_id,
            ]
            for vote in votes
        ),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(procedure: Procedure, votes: list[Vote]) -> bool:
    """Whether a closed procedure still says what was sealed."""
    return procedure.closed_at is not None and seal_of(procedure, votes) == procedure.seal
