"""Whose notices the database shows to whom."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from notifications.models import Notice
from notifications.services import Recipient, mark_read
from protection.actor import Actor, acting_as

pytestmark = pytest.mark.django_db


def actor(person: Recipient) -> Actor:
    return Actor(person.user_id, 1, "caseworker", "BE")


def test_own_notices_only(person: Callable[..., Recipient], tell: Callable[..., int]) -> None:
    mine, theirs = person(), person("other@comensha.example")
    tell(mine, theirs)
    with acting_as(actor(mine)):
        assert [notice.user_id for notice in Notice.objects.all()] == [mine.user_id]
        assert mark_read(theirs.user_id) == 0
        assert mark_read(mine.user_id) == 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Notice.objects.update(state="sent")


def test_no_actor_no_rows(person: Callable[..., Recipient], tell: Callable[..., int]) -> None:
    tell(person())
    assert not Notice.objects.exists()


def test_policies_are_forced() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class"
            " WHERE oid = 'notifications_notice'::regclass"
        )
        assert cursor.fetchone() == (True, True)
