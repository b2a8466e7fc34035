"""Guessing slows down whoever guesses, and nobody else."""

import threading
import time
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connections
from django.test import Client

from accounts.models import Membership, User
from accounts.sessions import limits
from benelux_thb.settings import base
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/nl/accounts/login/"
PASSWORD = "a password of the test"


def with_password(member: Membership) -> Membership:
    member.user.set_password(PASSWORD)
    member.user.save()
    return member


@pytest.fixture
def victim(db: None) -> Membership:
    return with_password(MembershipFactory.create())


def attempt(client: Client, email: str, password: str = "wrong", **headers: str) -> int:
    """The answer to one sign-in: 302 is in, 422 a wrong password, 429 too soon."""
    typed = {"login": email, "password": password}
    code: int = client.post(SIGN_IN, typed, headers=headers).status_code
    if code == 302:
        client.post("/nl/accounts/logout/")
    return code


def guess(email: str, times: int = 20, **headers: str) -> Counter[int]:
    stranger = Client()
    return Counter(attempt(stranger, email, **headers) for _ in range(times))


def test_after_five_wrong_ones_there_is_a_pause_and_the_page_says_how_long(
    victim: Membership,
) -> None:
    assert guess(victim.user.email, 6) == {422: 6}, "the sixth opens the first pause"
    answer = Client().post(SIGN_IN, {"login": victim.user.email, "password": PASSWORD})
    assert answer.status_code == 429
    seconds = int(answer.headers["Retry-After"])
    assert 10 <= seconds <= 15
    assert f"over {seconds} seconden" in answer.text
    assert "niet geblokkeerd" in answer.text


def test_pauses_grow_to_five_minutes_and_no_more(
    victim: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr("accounts.sessions.limits.time.time", lambda: now)
    asked: list[int] = []
    for _ in range(8):
        guess(victim.user.email, 5 if not asked else 0)
        attempt(Client(), victim.user.email)
        asked.append(limits.Attempt(victim.user.email, None).begin())
        cache.delete(limits.Attempt(victim.user.email, None)._gate)
    assert asked == [15, 30, 60, 120, 300, 300, 300, 300]


def test_the_victim_s_own_browser_gets_in_all_the_while(victim: Membership) -> None:
    own = Client()
    assert attempt(own, victim.user.email, PASSWORD) == 302
    assert 429 in guess(victim.user.email)
    assert attempt(own, victim.user.email, PASSWORD) == 302
    assert attempt(Client(), victim.user.email, PASSWORD) == 429


def test_a_cookie_that_this_portal_did_not_sign_helps_nobody(victim: Membership) -> None:
    own, forger = Client(), Client()
    attempt(own, victim.user.email, PASSWORD)
    guess(victim.user.email)
    forger.cookies["device"] = own.cookies["device"].value[:-1] + "_"
    assert attempt(forger, victim.user.email, PASSWORD) == 429


def test_a_browser_known_to_one_account_is_not_known_to_another(victim: Membership) -> None:
    colleague = with_password(MembershipFactory.create(organisation=victim.organisation))
    shared = Client()
    attempt(shared, colleague.user.email, PASSWORD)
    guess(victim.user.email)
    assert attempt(shared, victim.user.email, PASSWORD) == 429


def test_a_known_browser_is_slowed_down_too_when_it_guesses(victim: Membership) -> None:
    own = Client()
    attempt(own, victim.user.email, PASSWORD)
    codes = [attempt(own, victim.user.email) for _ in range(12)]
    assert codes == [422] * 11 + [429]


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP"]
)
def test_a_forged_address_does_nothing(victim: Membership, header: str) -> None:
    """Neither does it open a fresh count, nor does one address share another's."""
    for number in range(20):
        last = attempt(Client(), victim.user.email, **{header: f"203.0.113.{number}"})
    assert last == 429
    other = with_password(MembershipFactory.create())
    assert attempt(Client(), other.user.email, PASSWORD, **{header: "203.0.113.1"}) == 302


def test_right_passwords_use_nothing_up(victim: Membership) -> None:
    assert [attempt(Client(), victim.user.email, PASSWORD) for _ in range(12)] == [302] * 12


def test_an_unknown_address_answers_the_same(victim: Membership) -> None:
    assert guess("nobody@portal.test", 10) == guess(victim.user.email, 10)
    known = Client().post(SIGN_IN, {"login": "a@portal.test", "password": "wrong"}).text
    other = Client().post(SIGN_IN, {"login": "b@portal.test", "password": "wrong"}).text
    assert ("e-mail" in known) == ("e-mail" in other)


@pytest.mark.parametrize("kind", ["unknown", "known", "without password", "deactivated"])
def test_every_wrong_password_costs_one_hash(
    victim: Membership, monkeypatch: pytest.MonkeyPatch, settings: Any, kind: str
) -> None:
    """Nobody learns from the time it takes whether an address has an account."""
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    with_password(victim)
    if kind == "without password":
        victim.user.set_unusable_password()
        victim.user.save()
    if kind == "deactivated":
        User.objects.filter(pk=victim.user_id).update(is_active=False)
    hashed: list[str] = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)

        def counted(self: Any, *args: Any, name: str = name, original: Any = original) -> Any:
            hashed.append(name)
            return original(self, *args)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    email = "nobody@portal.test" if kind == "unknown" else victim.user.email
    assert attempt(Client(), email) == 422
    assert len(hashed) == 1


def test_when_everything_is_guessed_at_known_browsers_still_get_in(
    victim: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_FAILURES", 10)
    own = Client()
    attempt(own, victim.user.email, PASSWORD)
    for number in range(12):
        attempt(Client(), f"guess-{number}@portal.test")
    other = with_password(MembershipFactory.create())
    assert attempt(Client(), other.user.email, PASSWORD) == 429
    assert attempt(own, victim.user.email, PASSWORD) == 302


def test_asking_for_links_is_limited_by_address_alone(victim: Membership) -> None:
    stranger, reset = Client(), "/nl/accounts/password/reset/"
    codes = [stranger.post(reset, {"email": victim.user.email}).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert stranger.post(reset, {"email": "other@portal.test"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_fifty_bad_sign_ins_at_once(transactional_db: None) -> None:
    """The attacked account slows down; others, and the victim's own browser, do not."""
    victim = with_password(MembershipFactory.create())
    other = with_password(MembershipFactory.create())
    own = Client()
    assert attempt(own, victim.user.email, PASSWORD) == 302
    codes: list[int] = []
    start = threading.Barrier(51)

    def attack() -> None:
        stranger = Client()
        start.wait(timeout=60)
        codes.append(attempt(stranger, victim.user.email))
        connections.close_all()

    threads = [threading.Thread(target=attack) for _ in range(50)]
    for thread in threads:
        thread.start()
    start.wait(timeout=60)
    beside = attempt(Client(), other.user.email, PASSWORD)
    for thread in threads:
        thread.join()
    assert Counter(codes) == {422: limits.FREE_UNKNOWN + 1, 429: 50 - limits.FREE_UNKNOWN - 1}
    assert beside == 302
    assert attempt(own, victim.user.email, PASSWORD) == 302
    assert attempt(Client(), victim.user.email, PASSWORD) == 429
