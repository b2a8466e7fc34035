"""The second factor against somebody who means harm: fixed sessions, replayed codes, programs."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings as django_settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from accounts.models import Membership, User
from benelux_thb.settings import base
from notifications.models import Notice
from tests.factories import PASSWORD, acting
from tests.protection.catalogue import rows

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
LOGIN = "/nl/accounts/login/"
STEP = "/nl/accounts/2fa/authenticate/"
PROOF = "/nl/accounts/2fa/reauthenticate/"


@pytest.fixture
def person(member: Membership) -> User:
    """Somebody with a password and no second factor yet."""
    member.user.set_password(PASSWORD)
    member.user.save()
    return member.user


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No code changes between being read and being typed."""
    now = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def give_password(client: Client, person: User, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": person.email, "password": password})


def key_of(client: Client) -> str:
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def with_key(key: str) -> Client:
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = key
    return client


class TestSessionFixation:
    def test_a_key_known_before_signing_in_opens_nothing_after_it(
        self, client: Client, person: User
    ) -> None:
        TOTP.activate(person, SECRET)
        client.post("/nl/accounts/2fa/webauthn/login/", {"credential": "{}"})  # makes a session
        planted = key_of(client)
        give_password(client, person)
        client.post(STEP, {"code": code()})
        assert client.get("/nl/").status_code == 200
        assert key_of(client) != planted
        assert with_key(planted).get("/nl/").headers["Location"].startswith(LOGIN)

    def test_a_key_known_before_the_factor_is_shown_opens_nothing_after_it(
        self, client: Client, person: User
    ) -> None:
        """Planted by somebody with the password, who waits for the owner to show the factor."""
        give_password(client, person)
        planted = key_of(client)
        TOTP.activate(person, SECRET)
        assert client.get("/nl/").headers["Location"].startswith(PROOF)
        client.post(PROOF, {"code": code()})
        assert client.get("/nl/").status_code == 200
        assert with_key(planted).get("/nl/").headers["Location"].startswith(LOGIN)

    @pytest.mark.django_db(transaction=True)  # allauth tells of an enrolment after the commit
    def test_nor_does_a_key_known_before_enrolment(self, client: Client, person: User) -> None:
        give_password(client, person)
        planted = key_of(client)
        session = client.session
        session["mfa.totp.secret"] = SECRET
        session.save()
        client.post("/nl/accounts/2fa/totp/activate/", {"code": code()})
        assert client.get("/nl/").status_code == 200
        assert with_key(planted).get("/nl/").headers["Location"].startswith(LOGIN)


class TestReplay:
    def test_a_code_of_the_app_opens_once(self, client: Client, person: User) -> None:
        TOTP.activate(person, SECRET)
        give_password(client, person)
        assert client.post(STEP, {"code": code()}).status_code == 302
        overlooker = Client()
        give_password(overlooker, person)
        spaced = f"{code()[:3]} {code()[3:]}"
        for again in (code(), spaced):
            assert overlooker.post(STEP, {"code": again}).status_code == 422
        assert overlooker.get("/nl/").headers["Location"].startswith(LOGIN)

    def test_nor_does_it_serve_once_more_as_a_step_up(self, client: Client, person: User) -> None:
        TOTP.activate(person, SECRET)
        give_password(client, person)
        client.post(STEP, {"code": code()})
        assert client.post(PROOF, {"code": code()}).status_code == 422

    def test_a_recovery_code_opens_once(self, client: Client, person: User) -> None:
        TOTP.activate(person, SECRET)
        first = RecoveryCodes.activate(person).get_unused_codes()[0]
        give_password(client, person)
        assert client.post(STEP, {"code": first}).status_code == 302
        again = Client()
        give_password(again, person)
        assert again.post(STEP, {"code": first}).status_code == 422

    def test_no_code_is_right_for_a_neighbour(self, client: Client, person: User) -> None:
        TOTP.activate(person, "KRSXG5CTMVRXEZLU")
        give_password(client, person)
        assert client.post(STEP, {"code": code()}).status_code == 422


class TestGuessing:
    """Somebody who knows the password gets as far as the code, and may try for ever."""

    @pytest.fixture
    def person(self, member: Membership) -> User:
        member.user.set_password(PASSWORD)
        member.user.save()
        return member.user

    def test_codes_are_slowed_down_and_the_owner_s_own_browser_gets_in_all_the_while(
        self, client: Client, person: User
    ) -> None:
        TOTP.activate(person, SECRET)
        recovery = RecoveryCodes.activate(person).get_unused_codes()
        give_password(client, person)
        assert client.post(STEP, {"code": code()}).status_code == 302
        client.post("/nl/accounts/logout/")
        thief = Client()
        give_password(thief, person)
        answers = [thief.post(STEP, {"code": "000000"}) for _ in range(8)]
        assert [answer.status_code for answer in answers] == [422] * 6 + [429] * 2
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 15
        give_password(client, person)
        assert client.post(STEP, {"code": recovery[0]}).status_code == 302
        assert client.post(PROOF, {"code": recovery[1]}).status_code == 302

    def test_signing_in_anew_does_not_buy_more_guesses(self, person: User) -> None:
        TOTP.activate(person, SECRET)
        answers = []
        for _ in range(8):
            thief = Client()
            give_password(thief, person)
            answers.append(thief.post(STEP, {"code": "000000"}).status_code)
        assert answers == [422] * 6 + [429] * 2


class TestPrograms:
    def test_the_api_refuses_a_session_without_a_factor_in_words_for_programs(
        self, client: Client, person: User
    ) -> None:
        give_password(client, person)
        refused = client.get("/api/v1/contacts/")
        assert refused.status_code == 403
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.json()["detail"] == "This session has not shown a second factor."

    def test_the_admin_is_held_until_the_factor_is_shown(
        self, client: Client, person: User
    ) -> None:
        person.is_staff = person.is_superuser = True
        person.save()
        TOTP.activate(person, SECRET)
        give_password(client, person)
        assert client.get("/admin/").status_code == 302
        client.post(STEP, {"code": code()})
        assert client.get("/admin/").status_code == 200


class TestStrangers:
    def test_an_unknown_address_gets_the_same_answer_for_the_same_work(
        self, client: Client, person: User, monkeypatch: pytest.MonkeyPatch, settings: Any
    ) -> None:
        settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
        person.set_password(PASSWORD)
        person.save()
        worked: list[str] = []
        for name in ("encode", "verify"):
            original = getattr(Argon2PasswordHasher, name)

            def counted(self: Any, *args: Any, _original: Any = original, **kwargs: Any) -> Any:
                worked.append("argon2")
                return _original(self, *args, **kwargs)

            monkeypatch.setattr(Argon2PasswordHasher, name, counted)
        no_password = User.objects.create_user("invited@example.org")
        answers = []
        for email in (person.email, no_password.email, "nobody@example.org"):
            worked.clear()
            answer = client.post(LOGIN, {"login": email, "password": "not the password"})
            text = answer.text.replace(email, "…")
            answers.append((answer.status_code, len(worked), text.count("error"), len(text)))
        assert answers[0] == answers[1] == answers[2]
        assert answers[0][:2] == (422, 1)

    def test_what_was_typed_stays_but_the_password(self, client: Client) -> None:
        page = client.post(LOGIN, {"login": "an@example.org", "password": "my secret"}).text
        assert 'value="an@example.org"' in page
        assert "my secret" not in page

    def test_somebody_who_left_does_not_get_in_by_passkey_or_password(
        self, client: Client, person: User
    ) -> None:
        User.objects.filter(pk=person.pk).update(is_active=False)
        assert give_password(client, person).headers["Location"].endswith("/accounts/inactive/")
        assert client.get("/nl/").headers["Location"].startswith(LOGIN)


class TestTelling:
    def test_a_factor_that_comes_or_goes_is_told_and_recorded(self, member: Membership) -> None:
        user = member.user
        with acting(member):
            TOTP.activate(user, SECRET)
            RecoveryCodes.activate(user)
            Authenticator.objects.filter(user=user, type="totp").delete()
            trail = rows(
                "SELECT action, detail FROM protection_auditentry WHERE subject = 'user'"
                " AND subject_id = %s ORDER BY id",
                [str(user.pk)],
            )
            told = Notice.objects.filter(user=user, kind="second_factor_changed").count()
        assert trail == [
            ("second_factor_added", '{"type": "totp"}'),
            ("second_factor_added", '{"type": "recovery_codes"}'),
            ("second_factor_removed", '{"type": "totp"}'),
        ]
        assert told == 2

    def test_no_password_stands_in_for_a_factor_that_is_there(
        self, client: Client, person: User
    ) -> None:
        """Else a stolen password could set up a second key beside the owner's."""
        TOTP.activate(person, SECRET)
        client.force_login(person)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - 3600}]
        session.save()
        answer = client.post("/nl/accounts/reauthenticate/", {"password": PASSWORD})
        assert answer.headers["Location"] == PROOF
        added = client.get("/nl/accounts/2fa/webauthn/add/")
        assert added.headers["Location"].startswith(PROOF)
