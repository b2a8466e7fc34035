"""`manage.py rotate_keys`: afterwards the old key can be taken away, and nothing is lost."""

import base64
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

from accounts.models import Membership
from protection.crypto import UnknownKey, wrap
from protection.management.commands import rotate_keys
from referrals.models import Referral
from referrals.selectors import read_identity
from tests.factories import MembershipFactory, ReferralFactory, acting
from tests.services import superuser

from .catalogue import rows

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])

OLD, NEW = (base64.b64encode(letter * 32).decode() for letter in (b"k", b"n"))


@pytest.fixture
def sender() -> Membership:
    return MembershipFactory.create()


@pytest.fixture
def referrals(sender: Membership) -> Iterator[list[Referral]]:
    recipient = MembershipFactory.create(belgian=True)
    yield [ReferralFactory.create(sender=sender, recipients=[recipient]) for _ in range(3)]
    connections["owner"].close()


def versions() -> list[str]:
    return rows("SELECT kek_version FROM referrals_datakey ORDER BY kek_version", using="owner")


def rotate() -> str:
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def assert_all_open(sender: Membership, referrals: list[Referral]) -> None:
    with acting(sender):
        for referral in referrals:
            opened = read_identity(referral.pk, purpose="contact")
            assert opened is not None
            assert opened.texts["family_name"] == "Geheimhouder"


def test_after_the_rotation_the_old_key_can_be_taken_away(
    settings: Any, sender: Membership, referrals: list[Referral]
) -> None:
    assert versions() == ["1", "1", "1"]
    settings.KEY_ENCRYPTION_KEYS = {"1": OLD, "2": NEW}
    assert "All data keys are wrapped under version 2" in rotate()
    assert versions() == ["2", "2", "2"]
    settings.KEY_ENCRYPTION_KEYS = {"2": NEW}
    assert_all_open(sender, referrals)
    trail = "SELECT action, subject_id FROM protection_auditentry WHERE subject = 'key'"
    assert rows(trail, using="owner") == [("keys_rotated", "2")]


def test_a_rotation_changes_no_ciphertext(settings: Any, referrals: list[Referral]) -> None:
    before = rows("SELECT md5(t::text) FROM referrals_identityfield t ORDER BY 1", using="owner")
    settings.KEY_ENCRYPTION_KEYS = {"1": OLD, "2": NEW}
    rotate()
    after = rows("SELECT md5(t::text) FROM referrals_identityfield t ORDER BY 1", using="owner")
    assert before == after != []


def test_an_interrupted_rotation_goes_on_where_it_stopped(
    settings: Any,
    sender: Membership,
    referrals: list[Referral],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.KEY_ENCRYPTION_KEYS = {"1": OLD, "2": NEW}
    monkeypatch.setattr(rotate_keys, "BATCH", 1)
    calls = iter(range(100))

    def stopped_at_the_second(plain: bytes, owner: str) -> Any:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return wrap(plain, owner)

    with monkeypatch.context() as interrupted:
        interrupted.setattr(f"{rotate_keys.__name__}.wrap", stopped_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            rotate()
    assert versions() == ["1", "1", "2"]
    assert_all_open(sender, referrals)
    rotate()
    assert versions() == ["2", "2", "2"]
    settings.KEY_ENCRYPTION_KEYS = {"2": NEW}
    assert_all_open(sender, referrals)


def test_a_key_that_is_not_given_stops_everything_and_loses_nothing(
    settings: Any, sender: Membership, referrals: list[Referral]
) -> None:
    settings.KEY_ENCRYPTION_KEYS = {"2": NEW}
    with pytest.raises(CommandError, match=r"version 1 was not given.*Nothing is lost"):
        rotate()
    with pytest.raises(UnknownKey), acting(sender):
        read_identity(referrals[0].pk, purpose="contact")
    settings.KEY_ENCRYPTION_KEYS = {"1": OLD}
    assert_all_open(sender, referrals)


def test_a_key_in_use_elsewhere_is_not_passed_over(
    settings: Any, referrals: list[Referral]
) -> None:
    """It says that all are rotated only when that is true."""
    settings.KEY_ENCRYPTION_KEYS = {"1": OLD, "2": NEW}
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    other = superuser(connections["owner"].settings_dict["NAME"])
    with closing(other), other.cursor() as cursor:
        cursor.execute(
            "BEGIN; SELECT 1 FROM referrals_datakey WHERE referral_id = %s FOR UPDATE",
            [str(referrals[0].pk)],
        )
        with pytest.raises(OperationalError, match="lock timeout"):
            rotate()
    rotate()
    assert versions() == ["2", "2", "2"]


def test_a_rotation_with_nothing_to_do_is_harmless(referrals: list[Referral]) -> None:
    keys = "SELECT md5(t::text) FROM referrals_datakey t ORDER BY 1"
    before = rows(keys, using="owner")
    rotate()
    assert rows(keys, using="owner") == before != []
