"""The audit trail's one door: `record` writes a line; `chain` reads all of them again.

The row is written in the transaction that shows or changes the data, *before* it is decrypted:
no audit row, no data. At commit a deferred trigger seals it into the chain.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from django.db import connections

from .actor import Actor, current_actor

INSERT = """
INSERT INTO protection_auditentry
    (at, user_id, organisation_id, role, country, action, subject, subject_id, purpose, detail)
VALUES (clock_timestamp(), %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _text(detail: dict[str, str]) -> str:
    return json.dumps(detail, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class _Line:
    actor: Actor | None
    action: str
    subject: str
    subject_id: str
    purpose: str
    detail: str

    def write(self, using: str) -> None:
        actor = self.actor
        with connections[using].cursor() as cursor:
            cursor.execute(
                INSERT,
                [
                    actor.user_id if actor else None,
                    actor.organisation_id if actor else None,
                    actor.role if actor else "",
                    actor.country if actor else "",
                    self.action,
                    self.subject,
                    self.subject_id,
                    self.purpose,
                    self.detail,
                ],
            )


@dataclass
class Evidence:
    """The lines of one request, kept so that a rollback does not take them away."""

    lines: list[_Line] = field(default_factory=list)

    def of(self, action: str) -> list[_Line]:
        """The lines of one action."""
        return [line for line in self.lines if line.action == action]

    def write_again(self, *, using: str = "default") -> None:
        """Write the lines once more after the request's own transaction was rolled back.

        What was looked at was seen; what was changed was undone, and `detail` says so.
        """
        for line in self.lines:
            detail = json.loads(line.detail) | {"undone": "yes"}
            replace(line, detail=_text(detail)).write(using)


_evidence: ContextVar[Evidence | None] = ContextVar("portal_evidence", default=None)


@contextmanager
def gathering_evidence() -> Iterator[Evidence]:
    """Keep every line recorded inside, for `Evidence.write_again`."""
    evidence = Evidence()
    token = _evidence.set(evidence)
    try:
        yield evidence
    finally:
        _evidence.reset(token)


def record(
    action: str,
    *,
    subject: str,
    subject_id: str,
    purpose: str = "",
    detail: dict[str, str] | None = None,
    using: str = "default",
) -> None:
    """Write one line for the current actor. `detail` holds codes, never names or free text.

    A failing insert raises: the caller's data must not be shown.
    """
    line = _Line(current_actor(), action, subject, subject_id, purpose, _text(detail or {}))
    line.write(using)
    if (evidence := _evidence.get()) is not None:
        evidence.lines.append(line)
