"""The tests' own ground: roles, isolation and the way back."""

import pytest
from django.db import connection, connections

from tests.services import superuser


@pytest.mark.django_db
def test_default_connection_is_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_user, rolsuper, rolbypassrls, rolcreatedb"
            " FROM pg_roles WHERE rolname = session_user"
        )
        assert cursor.fetchone() == ("portal_app", False, False, False)
        cursor.execute("SHOW timezone")
        assert cursor.fetchone() == ("UTC",)


@pytest.mark.django_db(databases=["default", "owner", "system", "statistics"])
@pytest.mark.parametrize(
    ("alias", "role"),
    [("owner", "portal_owner"), ("system", "portal_system"), ("statistics", "portal_stats")],
)
def test_aliases_log_in_as_their_role_to_one_database(alias: str, role: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT session_user, current_database()")
        assert cursor.fetchone() == (role, connection.settings_dict["NAME"])


@pytest.mark.django_db(transaction=True)
def test_restoring_empties_what_was_empty_and_mends_what_was_kept() -> None:
    name = connection.settings_dict["NAME"]
    made = superuser(name)
    with made.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_content_type")
        before = cursor.fetchone()
        cursor.execute("DELETE FROM auth_group_permissions; DELETE FROM auth_permission")
        cursor.execute("DELETE FROM django_content_type")
        cursor.execute("INSERT INTO django_session VALUES ('k', 'd', now())")
        from django.test import TransactionTestCase

        TransactionTestCase("__init__")._fixture_teardown()  # type: ignore[attr-defined]
        cursor.execute("SELECT count(*) FROM django_content_type")
        assert cursor.fetchone() == before
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
    made.close()


def test_celery_worker_answers(celery_worker: object) -> None:
    from benelux_thb.celery import app

    assert app.control.ping(timeout=2, limit=1)
