"""New passwords: long enough, not among the first that attackers try, no rules beyond that."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Membership
from accounts.passwords import is_common, listed

CHANGE = "/nl/accounts/password/change/"


@pytest.mark.parametrize(
    "password",
    [
        "Welkom2026!!",
        "W3lk0m-W3lk0m!",
        "wachtwoord1234",
        "P@ssw0rd2026!",
        "motdepasse2026",
        "Bonjour123456!",
        "Azerty123456",
        "azertyuiop12",
        "voetbalvoetbal",
        "Feyenoord1908!",
        "Zomer2026Zomer2026",
        "Été-été-2026!!",
        "Anderlecht1908",
        "123456789012",
        "aaaaaaaaaaaa",
    ],
)
def test_what_attackers_try_first_is_refused(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "drie fietsen op zolder",
        "le chat de ma voisine dort",
        "tulpen1kanaal2brug",
        "Xk3$vm9Qp!2z",
        "correct horse battery",
    ],
)
def test_sentences_and_chance_are_good(password: str) -> None:
    assert not is_common(password)
    validate_password(password)


def test_the_lists_are_shipped() -> None:
    assert len(listed()) > 19_000
    assert {"wachtwoord", "motdepasse", "anderlecht", "letzebuerg"} <= listed()


def test_twelve_characters_are_enough_and_eleven_are_not() -> None:
    validate_password("vm9Qp!2zXk3$")
    with pytest.raises(ValidationError):
        validate_password("vm9Qp!2zXk3")


@pytest.mark.django_db
class TestForms:
    def test_a_refused_password_is_422_and_says_why(
        self, client: Client, member: Membership
    ) -> None:
        member.user.set_password("a password of the test")
        member.user.save()
        client.force_login(member.user)
        typed = {"oldpassword": "a password of the test"}
        answer = client.post(
            CHANGE, {**typed, "password1": "Welkom2026!!", "password2": "Welkom2026!!"}
        )
        assert answer.status_code == 422
        assert "die aanvallers als eerste proberen" in answer.text

    def test_password_managers_are_told_which_field_is_which(
        self, client: Client, member: Membership
    ) -> None:
        page = client.get("/nl/accounts/login/").text
        assert 'autocomplete="username"' in page
        assert 'autocomplete="current-password"' in page
        member.user.set_password("a password of the test")
        member.user.save()
        client.force_login(member.user)
        page = client.get(CHANGE).text
        assert page.count('autocomplete="new-password"') == 2
        assert f'value="{member.user.email}" autocomplete="username"' in page
        assert "onpaste" not in page
