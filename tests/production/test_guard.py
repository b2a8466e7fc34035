"""Web, worker and beat look at the live database first and refuse what would undo row security."""

import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from benelux_thb import guard
from tests.services import superuser

pytestmark = pytest.mark.django_db(databases=["default", "owner", "system", "statistics"])


def test_the_portal_s_own_role_is_accepted() -> None:
    assert guard.database_role_mistakes() == []


@pytest.mark.parametrize("alias", ["system", "statistics"])
def test_the_other_working_roles_are_no_owners_either(alias: str) -> None:
    assert guard.database_role_mistakes(alias) == []


def test_the_owner_is_refused() -> None:
    (line,) = [m for m in guard.database_role_mistakes("owner") if "owns tables" in m]
    assert line.startswith("The database role “portal_owner” owns tables")


@pytest.fixture
def powers() -> Iterator[Any]:
    """Roles with too much power, made for the test: call with the attributes, get its name."""
    connection = superuser("postgres")
    made: list[str] = []

    def make(attributes: str) -> str:
        name = f"portal_trial_{os.getpid()}_{len(made)}"  # roles belong to the whole server
        with connection.cursor() as cursor:
            cursor.execute(f"DROP ROLE IF EXISTS {name}")
            cursor.execute(f"CREATE ROLE {name} LOGIN {attributes}")
        made.append(name)
        return name

    yield make
    with connection.cursor() as cursor:
        for name in made:
            cursor.execute(f"DROP ROLE {name}")
    connection.close()


@pytest.mark.parametrize(
    ("attributes", "complaint"),
    [
        ("SUPERUSER", "is a superuser"),
        ("BYPASSRLS", "BYPASSRLS"),
        ("CREATEROLE", "CREATEROLE"),
        ("IN ROLE portal_owner", "a member of a role that does"),
    ],
)
def test_a_role_with_too_much_power_is_refused(
    powers: Any, attributes: str, complaint: str
) -> None:
    kept = connections["default"].settings_dict
    trial = connections.create_connection("default")
    trial.settings_dict = {**kept, "USER": powers(attributes)}
    assert any(complaint in line for line in guard.role_mistakes_of(trial))
    trial.close()


def test_a_demonstration_account_is_refused() -> None:
    assert guard.demonstration_account_mistakes() == []
    from accounts.models import User  # models are ready only now

    User.objects.create_user("caseworker@payoke.example", "x")
    User.objects.create_user("somebody@payoke.be", "x")
    (line,) = guard.demonstration_account_mistakes()
    assert "1 demonstration account(s)" in line


class Harmless:
    """Stands in for the guard's look at the database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
        settings.GUARD_START = True
        self.roles: list[str] = []
        self.accounts: list[str] = []
        self.fails: DatabaseError | None = None
        monkeypatch.setattr(guard, "database_role_mistakes", self.look)
        monkeypatch.setattr(guard, "demonstration_account_mistakes", lambda: self.accounts)
        monkeypatch.setattr(guard, "close", lambda: None)

    def look(self) -> list[str]:
        if self.fails:
            raise self.fails
        return self.roles


@pytest.fixture
def harmless(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Harmless:
    return Harmless(monkeypatch, settings)


def test_every_reason_is_one_line(harmless: Harmless) -> None:
    harmless.roles, harmless.accounts = ["one", "two"], ["three"]
    with pytest.raises(ImproperlyConfigured, match=r"- one\n- two\n- three$"):
        guard.refuse_unsafe_start()


def test_the_demonstration_may_hold_its_own_accounts(harmless: Harmless, settings: Any) -> None:
    settings.DEMONSTRATION = True
    harmless.accounts = ["three"]
    guard.refuse_unsafe_start()


def test_a_database_that_does_not_answer_is_said_in_one_line(harmless: Harmless) -> None:
    harmless.fails = DatabaseError("no such table\nLINE 1: …")
    with pytest.raises(ImproperlyConfigured, match=r"cannot be used: no such table$"):
        guard.refuse_unsafe_start()


def test_a_refusal_ends_a_celery_process(
    harmless: Harmless, caplog: pytest.LogCaptureFixture
) -> None:
    from benelux_thb.celery import app  # connects the receivers

    harmless.roles = ["one"]
    with caplog.at_level(logging.CRITICAL), pytest.raises(SystemExit, match=r"- one"):
        worker_init.send(sender=app)
