"""A ciphertext opens in its own place, under its own key, unchanged; never otherwise."""

import base64
import os
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from protection.crypto import (
    Place,
    Undecryptable,
    UnknownKey,
    current_kek_version,
    decrypt,
    encrypt,
    new_data_key,
    unwrap,
    wrap,
)
from referrals.codes import IDENTITY_FIELDS
from referrals.models import DataKey, IdentityField, Question, Referral
from referrals.selectors import read_case, read_identity
from referrals.services import questions
from referrals.services.answering import Note
from referrals.vault import Vault
from tests.factories import (
    IDENTITY,
    NOTE,
    NOW,
    MembershipFactory,
    ReferralFactory,
    acting,
    request_to,
)

from .catalogue import changed, rows, value

PLACE = Place("referrals_identity", "owner", "row", "family_name")
KEY = new_data_key()


@given(st.text())
def test_every_text_comes_back_as_it_was(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair is no text
        return
    assert decrypt(KEY, encrypt(KEY, text, PLACE), PLACE) == text


@pytest.mark.parametrize("part", ["table", "owner", "row", "field"])
def test_a_ciphertext_does_not_open_in_another_place(part: str) -> None:
    sealed = encrypt(KEY, "Amina", PLACE)
    with pytest.raises(Undecryptable):
        decrypt(KEY, sealed, replace(PLACE, **{part: "other"}))


def test_parts_of_a_place_cannot_be_shifted_into_one_another() -> None:
    places = {
        Place("a", "b", "c", "d").associated_data(),
        Place("ab", "", "c", "d").associated_data(),
        Place("a", "bc", "", "d").associated_data(),
        Place("a", "b", "cd", "").associated_data(),
    }
    assert len(places) == 4


def test_a_changed_byte_anywhere_is_noticed() -> None:
    sealed = encrypt(KEY, "Amina", PLACE)
    for position in range(len(sealed)):
        spoilt = bytearray(sealed)
        spoilt[position] ^= 1
        with pytest.raises(Undecryptable):
            decrypt(KEY, bytes(spoilt), PLACE)


def test_a_ciphertext_cut_short_is_noticed() -> None:
    sealed = encrypt(KEY, "Amina", PLACE)
    for length in range(len(sealed)):
        with pytest.raises(Undecryptable):
            decrypt(KEY, sealed[:length], PLACE)


def test_the_same_text_never_looks_the_same() -> None:
    assert len({encrypt(KEY, "Amina", PLACE) for _ in range(50)}) == 50


def test_a_data_key_opens_for_its_own_referral_only() -> None:
    wrapped = wrap(KEY, "one")
    assert unwrap(wrapped, "one") == KEY
    with pytest.raises(Undecryptable):
        unwrap(wrapped, "two")
    with pytest.raises(UnknownKey, match="version 9"):
        unwrap(replace(wrapped, kek_version="9"), "one")


def test_a_data_key_cannot_be_passed_off_as_of_another_version(settings: Any) -> None:
    same = settings.KEY_ENCRYPTION_KEYS["1"]
    settings.KEY_ENCRYPTION_KEYS = {"1": same, "2": same}
    with pytest.raises(Undecryptable):
        unwrap(replace(wrap(KEY, "one"), kek_version="1"), "one")


def test_the_newest_version_counts_to_ten(settings: Any) -> None:
    some = base64.b64encode(os.urandom(32)).decode()
    settings.KEY_ENCRYPTION_KEYS = dict.fromkeys(("9", "10", "2"), some)
    assert current_kek_version() == "10"


@pytest.fixture
def two() -> tuple[Referral, Referral, Any]:
    """Two referrals of one sender, who may write both."""
    sender, recipient = MembershipFactory.create(), MembershipFactory.create(belgian=True)
    first, second = (
        ReferralFactory.create(sender=sender, recipients=[recipient]) for _ in range(2)
    )
    return first, second, sender


@pytest.mark.django_db
def test_nothing_of_the_person_is_stored_in_clear(two: Any) -> None:
    first, _, sender = two
    with acting(sender):
        stored = b"".join(
            bytes(field)
            for row in rows("SELECT * FROM referrals_identityfield")
            for field in row
            if isinstance(field, memoryview)
        )
        vault = Vault.open(first.pk)
        row = IdentityField.objects.get(referral=first.pk, field="given_names")
        assert vault.field_text(row) == "Amina Zoë"
        everything = " ".join(
            str(value(f"SELECT array_agg(t::text) FROM {table} t"))
            for table in ("referrals_referral", "referrals_event", "notifications_notice")
        )
    for text in (*IDENTITY.values(), NOTE):
        assert text.encode() not in stored
        assert text not in everything


@pytest.mark.django_db
@pytest.mark.parametrize("field", sorted(IDENTITY))
def test_an_identity_swapped_to_another_referral_does_not_open(two: Any, field: str) -> None:
    first, second, sender = two
    with acting(sender):
        changed(
            "UPDATE referrals_identityfield SET sealed = (SELECT sealed FROM"
            " referrals_identityfield WHERE referral_id = %s AND field = %s)"
            " WHERE referral_id = %s AND field = %s",
            [str(first.pk), field, str(second.pk), field],
        )
        with pytest.raises(Undecryptable):
            read_identity(second.pk, purpose="contact")


@pytest.mark.django_db
def test_a_swapped_data_key_opens_nothing(two: Any) -> None:
    first, second, sender = two
    with acting(sender):
        stolen = DataKey.objects.get(pk=first.pk)
        DataKey.objects.filter(pk=second.pk).delete()
        DataKey(referral_id=second.pk, wrapped=stolen.wrapped, kek_version=stolen.kek_version).save(
            force_insert=True
        )
        with pytest.raises(Undecryptable):
            read_case(second.pk, now=NOW)


@pytest.mark.django_db
def test_an_identity_field_swapped_with_its_neighbour_does_not_open(two: Any) -> None:
    first, _, sender = two
    with acting(sender):
        changed(
            "UPDATE referrals_identityfield f SET sealed = (SELECT sealed FROM"
            " referrals_identityfield n WHERE n.referral_id = f.referral_id"
            " AND n.field = 'given_names') WHERE field = 'family_name'"
        )
        with pytest.raises(Undecryptable):
            read_identity(first.pk, purpose="contact")


@pytest.mark.django_db
def test_a_question_swapped_within_one_referral_does_not_open() -> None:
    sender = MembershipFactory.create()
    asked = [MembershipFactory.create(belgian=True) for _ in range(2)]
    referral = ReferralFactory.create(sender=sender, recipients=asked)
    for number, member in enumerate(asked):
        with acting(member):
            question = Note(f"Question {number}?", "nl")
            request = request_to(referral, member)
            questions.ask_question(referral.pk, request.pk, question, now=NOW)
    with acting(sender):
        one, other = Question.objects.order_by("id")
        Question.objects.filter(pk=other.pk).update(text=one.text)
        with pytest.raises(Undecryptable):
            read_case(referral.pk, now=NOW)


@pytest.mark.django_db
def test_without_its_data_key_a_referral_is_shredded(two: Any) -> None:
    first, second, sender = two
    with acting(sender):
        DataKey.objects.filter(pk=first.pk).delete()
        with pytest.raises(DataKey.DoesNotExist), transaction.atomic():
            read_identity(first.pk, purpose="contact")
        opened = read_identity(second.pk, purpose="contact")
    assert opened is not None
    assert opened.texts == {name: IDENTITY.get(name, "") for name in IDENTITY_FIELDS}
