"""Reading the audit chain again: every seal recomputed, in order, against the entries and head."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from .seal import canonical, seal

GENESIS = b"\0" * 32

# The canonical order and text of an entry; the trigger of migration 0001 builds the same.
ENTRIES = """
SELECT s.sequence, s.previous, s.seal, e.id::text,
       to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       e.user_id::text, e.organisation_id::text, e.role, e.country, e.action, e.subject,
       e.subject_id, e.purpose, e.detail
FROM protection_auditseal s LEFT JOIN protection_auditentry e ON e.id = s.entry_id
ORDER BY s.sequence
"""
UNSEALED = """
SELECT e.id FROM protection_auditentry e
WHERE NOT EXISTS (SELECT 1 FROM protection_auditseal s WHERE s.entry_id = e.id) ORDER BY e.id
"""
HEAD = "SELECT sequence, seal FROM protection_audithead WHERE id = 1"


@dataclass(frozen=True)
class Head:
    """The newest seal at some moment: enough to notice a chain that was cut short since."""

    sequence: int
    seal: bytes


@dataclass(frozen=True)
class Fault:
    """One place where the trail is not what was written."""

    sequence: int
    what: str


def read_head(*, using: str) -> Head:
    """The head as the database has it now."""
    with connections[using].cursor() as cursor:
        cursor.execute(HEAD)
        sequence, newest = cursor.fetchone()
    return Head(sequence, bytes(newest))


def faults(*, using: str, witnessed: list[Head] | None = None) -> Iterator[Fault]:
    """Every fault of the chain; none when it is whole.

    `witnessed` are heads that were written outside the database earlier (`read_witness_file`).
    """
    expected, previous = 1, GENESIS
    earlier = {head.sequence: head.seal for head in witnessed or []}
    # Each statement sees what was committed before it: entries written meanwhile lie between the
    # two heads. Rows are fetched in pieces, as the trail outgrows any memory.
    first_head = read_head(using=using)
    first_seal = GENESIS if first_head.sequence == 0 else None
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(ENTRIES)
        for sequence, stored_previous, stored, *fields in cursor:
            if sequence != expected:
                yield Fault(expected, "missing")
            if bytes(stored_previous) != previous:
                yield Fault(sequence, "broken link")
            if fields[0] is None:
                yield Fault(sequence, "entry deleted")
            elif not hmac.compare_digest(
                seal(bytes(stored_previous), sequence, canonical(fields)), bytes(stored)
            ):
                yield Fault(sequence, "entry changed")
            if sequence in earlier and earlier[sequence] != bytes(stored):
                yield Fault(sequence, "not the seal that was witnessed")
            if sequence == first_head.sequence:
                first_seal = bytes(stored)
            expected, previous = sequence + 1, bytes(stored)
    with connections[using].cursor() as cursor:
        cursor.execute(UNSEALED)
        for (entry_id,) in cursor.fetchall():
            yield Fault(entry_id, "entry never sealed")
    last_head = read_head(using=using)
    grown = last_head.sequence > expected - 1 and first_head.sequence <= expected - 1
    if first_seal != first_head.seal or not (grown or last_head == Head(expected - 1, previous)):
        yield Fault(expected - 1, "head differs")
    for sequence in sorted(earlier):
        if sequence >= expected:
            yield Fault(sequence, "witnessed entry is gone")


def read_witness_file(path: Path) -> list[Head]:
    """Heads written by `append_witness`, oldest first; an absent file has none."""
    if not path.exists():
        return []
    heads = []
    for line in path.read_text().splitlines():
        _, sequence, newest = line.split()
        heads.append(Head(int(sequence), bytes.fromhex(newest)))
    return heads


def append_witness(path: Path, head: Head, at: str) -> None:
    """Add the head to a file outside the database, one line: time, sequence, seal."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(f"{at} {head.sequence} {head.seal.hex()}\n")
