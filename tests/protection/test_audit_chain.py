"""The sealed chain, attacked by a superuser: `verify_audit_trail` fails and says where."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import StringIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from protection import chain
from protection.actor import Actor, acting_as, system_transaction
from protection.audit import record
from protection.tasks import witness_audit_trail
from tests.services import superuser

from .catalogue import rows, value

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])

ALICE = Actor(901, 801, "caseworker", "NL")


@pytest.fixture(autouse=True)
def _fresh_chain(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.AUDIT_WITNESS_FILE = tmp_path / "witness.log"
    settings.ADMINS = [("Operator", "operator@benelux.example")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    yield
    connections["system"].close()


def write(number: int) -> list[int]:
    """So many entries, each in its own transaction; their ids in order."""
    for index in range(number):
        with acting_as(ALICE):
            record(f"looked_{index}", subject="referral", subject_id=str(index))
    return rows("SELECT id FROM protection_auditentry ORDER BY id", using="owner")


def attack(sql: str) -> None:
    """As superuser, with triggers and foreign keys off."""
    server = superuser(connections["owner"].settings_dict["NAME"])
    with closing(server), server.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; " + sql)


def verify() -> list[str]:
    """The lines that the command says; none when the trail is whole."""
    told = StringIO()
    try:
        call_command("verify_audit_trail", stdout=StringIO(), stderr=told)
    except CommandError:
        return told.getvalue().splitlines()
    assert told.getvalue() == ""
    return []


def first_sequence() -> int:
    return int(value("SELECT min(sequence) FROM protection_auditseal", using="owner"))


def test_an_untouched_trail_is_whole_and_each_entry_is_sealed_once() -> None:
    ids = write(5)
    assert verify() == []
    assert rows("SELECT entry_id FROM protection_auditseal ORDER BY sequence", using="owner") == ids


def test_an_entry_that_was_rolled_back_leaves_no_gap() -> None:
    write(1)
    with acting_as(ALICE):
        record("never", subject="referral", subject_id="1")
        transaction.set_rollback(True)
    write(1)
    assert verify() == []


@pytest.mark.parametrize(
    "change",
    [
        "action = 'nothing'",
        "user_id = 999",
        "user_id = NULL",
        "organisation_id = 999",
        "at = at + interval '1 microsecond'",
        "purpose = 'training'",
        "subject_id = 'other'",
        'detail = \'{"a": "b"}\'',
        "role = 'dpo', country = 'BE'",
        # the same characters, moved over the border of two fields
        "action = action || 'r', subject = substr(subject, 2)",
    ],
)
def test_an_edited_entry_is_found_where_it_stands(change: str) -> None:
    ids = write(4)
    attack(f"UPDATE protection_auditentry SET {change} WHERE id = {ids[2]}")
    assert verify() == [f"entry {first_sequence() + 2}: entry changed"]


def test_a_deleted_entry_is_found_where_it_stood() -> None:
    ids = write(4)
    attack(f"DELETE FROM protection_auditentry WHERE id = {ids[1]}")
    assert verify() == [f"entry {first_sequence() + 1}: entry deleted"]


def test_an_entry_deleted_with_its_seal_is_found() -> None:
    ids, start = write(4), first_sequence()
    attack(
        f"DELETE FROM protection_auditentry WHERE id = {ids[1]};"
        f"DELETE FROM protection_auditseal WHERE entry_id = {ids[1]}"
    )
    assert verify() == [f"entry {start + 1}: missing", f"entry {start + 2}: broken link"]


def test_two_entries_that_changed_places_are_found() -> None:
    write(4)
    attack(
        "UPDATE protection_auditseal s SET entry_id = CASE"
        " WHEN sequence = m + 1 THEN (SELECT entry_id FROM protection_auditseal"
        "   WHERE sequence = m + 2) + 1000000"
        " WHEN sequence = m + 2 THEN (SELECT entry_id FROM protection_auditseal"
        "   WHERE sequence = m + 1) + 1000000"
        " ELSE entry_id END FROM (SELECT min(sequence) AS m FROM protection_auditseal) f;"
        "UPDATE protection_auditseal SET entry_id = entry_id - 1000000 WHERE entry_id > 1000000"
    )
    start = first_sequence()
    assert verify() == [f"entry {start + 1}: entry changed", f"entry {start + 2}: entry changed"]


def test_an_entry_slipped_in_past_the_seal_is_found() -> None:
    write(2)
    attack(
        "INSERT INTO protection_auditentry (at, user_id, organisation_id, role, country, action,"
        " subject, subject_id, purpose, detail)"
        " VALUES (now(), 1, 1, '', '', 'slipped', 'referral', '1', '', '{}')"
    )
    (line,) = verify()
    assert line.endswith("entry never sealed")


def test_a_seal_computed_without_the_key_is_found() -> None:
    """A superuser can compute a bare hash of an edited entry, but not its keyed seal."""
    ids = write(3)
    attack(
        f"UPDATE protection_auditentry SET action = 'nothing' WHERE id = {ids[2]};"
        f"UPDATE protection_auditseal SET seal = sha256(previous || 'nothing'::bytea)"
        f" WHERE entry_id = {ids[2]};"
        "UPDATE protection_audithead SET seal ="
        " (SELECT seal FROM protection_auditseal ORDER BY sequence DESC LIMIT 1)"
    )
    assert verify() == [f"entry {first_sequence() + 2}: entry changed"]


def cut_off(ids: list[int]) -> None:
    """Delete the newest entries with their seals, and set the head back so that nothing shows."""
    listed = ", ".join(str(number) for number in ids)
    attack(
        f"DELETE FROM protection_auditentry WHERE id IN ({listed});"
        f"DELETE FROM protection_auditseal WHERE entry_id IN ({listed});"
        "UPDATE protection_audithead SET (sequence, seal) ="
        " (SELECT sequence, seal FROM protection_auditseal ORDER BY sequence DESC LIMIT 1)"
    )


def test_a_cut_tail_with_the_head_left_alone_is_found() -> None:
    ids, start = write(3), first_sequence()
    attack(
        f"DELETE FROM protection_auditentry WHERE id = {ids[2]};"
        f"DELETE FROM protection_auditseal WHERE entry_id = {ids[2]}"
    )
    assert verify() == [f"entry {start + 1}: head differs"]


def test_a_cut_tail_with_the_head_set_back_is_found_through_the_witness_file() -> None:
    ids, start = write(4), first_sequence()
    witness_audit_trail()
    cut_off(ids[2:])
    assert verify() == [f"entry {start + 3}: witnessed entry is gone"]


def test_a_cut_tail_that_was_written_over_is_found_through_the_witness_file() -> None:
    ids, start = write(4), first_sequence()
    witness_audit_trail()
    cut_off(ids[2:])
    write(5)
    assert verify() == [f"entry {start + 3}: not the seal that was witnessed"]


def test_the_witness_alarms_the_operators_and_does_not_bear_witness_to_a_broken_trail(
    settings: Any,
) -> None:
    ids = write(2)
    witness_audit_trail()
    assert mail.outbox == []
    attack(f"DELETE FROM protection_auditentry WHERE id = {ids[0]}")
    before = settings.AUDIT_WITNESS_FILE.read_text()
    witness_audit_trail()
    (message,) = mail.outbox
    assert message.to == ["operator@benelux.example"]
    assert f"entry {first_sequence()}: entry deleted" in message.body
    assert settings.AUDIT_WITNESS_FILE.read_text() == before


def test_concurrent_writers_never_fork_the_chain() -> None:
    def work(_: int) -> None:
        try:
            for _unused in range(10):
                with acting_as(ALICE):
                    record("looked", subject="referral", subject_id="1")
                    record("looked_again", subject="referral", subject_id="1")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    parents = "SELECT count(*), count(DISTINCT previous), count(DISTINCT sequence)"
    assert rows(f"{parents} FROM protection_auditseal", using="owner") == [(160, 160, 160)]
    assert verify() == []


def test_verifying_while_others_write_raises_no_false_alarm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Entries committed between its statements are part of a whole chain."""
    write(3)
    read_head = chain.read_head

    def and_meanwhile(*, using: str) -> chain.Head:
        head = read_head(using=using)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write, 2).result()
            pool.submit(connections.close_all).result()
        return head

    monkeypatch.setattr(chain, "read_head", and_meanwhile)
    with system_transaction():
        assert list(chain.faults(using="system")) == []


def test_two_transactions_that_overlap_are_sealed_in_the_order_of_their_commits() -> None:
    written, go_on = Event(), Event()

    def slow() -> None:
        with acting_as(ALICE):
            record("slow", subject="referral", subject_id="1")
            written.set()
            go_on.wait(5)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(slow)
        written.wait(5)
        with acting_as(ALICE):
            record("quick", subject="referral", subject_id="1")
        go_on.set()
        pending.result()
    order = (
        "SELECT e.action FROM protection_auditseal s"
        " JOIN protection_auditentry e ON e.id = s.entry_id ORDER BY s.sequence"
    )
    assert rows(order, using="owner") == ["quick", "slow"]
    assert verify() == []
