"""A small secret opens in its own place, under keys that rotate; never otherwise."""

import base64
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from protection.crypto import Undecryptable, UnknownKey
from protection.pocket import SealedField, open_text, rewrap, seal_text, sealed_columns
from tests.factories import UserFactory

from .catalogue import changed, rows

PLACE = {"table": "accounts_draft", "row": "7", "field": "text"}
OLD, NEW = (base64.b64encode(letter * 32).decode() for letter in (b"k", b"n"))
SECRET = "JBSWY3DPEHPK3PXP"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert open_text(seal_text(text, **PLACE), **PLACE) == text


@pytest.mark.parametrize("part", ["table", "row", "field"])
def test_a_secret_does_not_open_in_another_place(part: str) -> None:
    sealed = seal_text("geheim", **PLACE)
    with pytest.raises(Undecryptable):
        open_text(sealed, **{**PLACE, part: "other"})


def test_no_changed_cut_or_foreign_bytes_open() -> None:
    sealed = seal_text("geheim", **PLACE)
    for position in range(len(sealed)):
        spoilt = bytearray(sealed)
        spoilt[position] ^= 1
        with pytest.raises(Undecryptable):
            open_text(bytes(spoilt), **PLACE)
    for length in (0, 1, 2, 60, len(sealed) - 1):
        with pytest.raises(Undecryptable):
            open_text(sealed[:length], **PLACE)


def test_equal_texts_look_different() -> None:
    assert seal_text("geheim", **PLACE) != seal_text("geheim", **PLACE)


def test_wrapping_anew_changes_the_key_and_not_the_ciphertext(settings: Any) -> None:
    before = seal_text("geheim", **PLACE)
    assert rewrap(before) == before, "nothing to do"
    settings.KEY_ENCRYPTION_KEYS = {"1": OLD, "10": NEW}
    after = rewrap(before)
    settings.KEY_ENCRYPTION_KEYS = {"10": NEW}
    assert open_text(after, **PLACE) == "geheim"
    assert before.endswith(after[-34:]), "the text was not encrypted again"
    with pytest.raises(UnknownKey):
        open_text(before, **PLACE)


def stored(user_id: int) -> list[str]:
    return rows("SELECT data::text FROM mfa_authenticator WHERE user_id = %s", [user_id])


@pytest.mark.django_db
class TestSecondFactors:
    def test_nothing_readable_is_stored(self) -> None:
        user = UserFactory.create()
        codes = RecoveryCodes(RecoveryCodes.activate(user).instance).get_unused_codes()
        TOTP.activate(user, SECRET)
        assert not [line for line in stored(user.pk) if SECRET in line or codes[0] in line]
        again = [row.wrap() for row in Authenticator.objects.filter(user=user).order_by("type")]
        assert again[0].get_unused_codes() == codes
        assert again[0].validate_code(codes[3])
        assert Authenticator.objects.get(pk=again[0].instance.pk).data["used_mask"] == 8

    def test_a_secret_copied_to_another_user_does_not_open(self) -> None:
        """Who may write to the table must not get in with their own app as somebody else."""
        intruder, victim = UserFactory.create(), UserFactory.create()
        TOTP.activate(intruder, SECRET)
        changed("UPDATE mfa_authenticator SET user_id = %s", [victim.pk])
        with pytest.raises(Undecryptable):
            Authenticator.objects.get(user=victim).wrap().validate_code("123456")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
class TestRotation:
    def test_after_it_the_old_key_can_be_taken_away(self, settings: Any) -> None:
        users = [UserFactory.create() for _ in range(3)]
        for user in users:
            TOTP.activate(user, SECRET)
            RecoveryCodes.activate(user)
        settings.KEY_ENCRYPTION_KEYS = {"1": OLD, "2": NEW}
        out = StringIO()
        call_command("rotate_keys", stdout=out)
        assert "mfa.Authenticator: 6 rows under version 2" in out.getvalue()
        settings.KEY_ENCRYPTION_KEYS = {"2": NEW}
        for row in Authenticator.objects.all():
            wrapped = row.wrap()
            assert wrapped.validate_code("x") is False

    def test_a_key_that_is_not_given_stops_it_and_loses_nothing(self, settings: Any) -> None:
        TOTP.activate(UserFactory.create(), SECRET)
        settings.KEY_ENCRYPTION_KEYS = {"2": NEW}
        with pytest.raises(CommandError, match=r"version 1 was not given.*Nothing is lost"):
            call_command("rotate_keys", stdout=StringIO())
        settings.KEY_ENCRYPTION_KEYS = {"1": OLD}
        assert Authenticator.objects.get().wrap().validate_code("x") is False

    def test_it_reaches_every_column_of_envelopes(self) -> None:
        """By its type, or named where another package made the column."""
        columns = {(column.model._meta.label, column.field) for column in sealed_columns()}
        by_type = {
            (model._meta.label, field.name)
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if isinstance(field, SealedField)
        }
        assert columns == by_type | {("mfa.Authenticator", "data")}
