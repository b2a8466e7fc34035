"""The actor: set for one transaction, given back afterwards, never carried along."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from protection.actor import (
    Actor,
    NoActor,
    acting_as,
    current_actor,
    require_actor,
    standing_in_for,
)
from protection.audit import record

from .catalogue import value

ALICE = Actor(901, 801, "caseworker", "NL")
BOB = Actor(902, 802, "contact_point", "BE")


def in_database() -> tuple[str, ...]:
    names = ("user_id", "organisation_id", "role", "country")
    return tuple(value("SELECT current_setting(%s, true)", [f"portal.{n}"]) or "" for n in names)


@pytest.mark.django_db(transaction=True)
def test_the_actor_is_gone_when_the_transaction_ends() -> None:
    with acting_as(ALICE):
        assert current_actor() == ALICE
        assert in_database() == ("901", "801", "caseworker", "NL")
        backend = connection.connection.info.backend_pid
    assert current_actor() is None
    assert in_database() == ("", "", "", "")
    assert value("SELECT current_setting('portal.seal_pads', true)") in {"", None}
    assert connection.connection.info.backend_pid == backend


@pytest.mark.django_db(transaction=True)
def test_the_actor_is_gone_when_the_transaction_fails() -> None:
    with pytest.raises(ZeroDivisionError), acting_as(ALICE):
        raise ZeroDivisionError
    assert current_actor() is None
    assert in_database() == ("", "", "", "")


@pytest.mark.django_db
def test_an_inner_actor_gives_way_to_the_outer_one_again() -> None:
    with acting_as(ALICE):
        with acting_as(BOB):
            assert (current_actor(), in_database()[0]) == (BOB, "902")
        assert (current_actor(), in_database()[0]) == (ALICE, "901")
        with pytest.raises(ZeroDivisionError), acting_as(BOB):
            raise ZeroDivisionError
        assert (current_actor(), in_database()[0]) == (ALICE, "901")
        with acting_as(None):
            assert (current_actor(), in_database()[0]) == (None, "")
        assert (current_actor(), in_database()[0]) == (ALICE, "901")


@pytest.mark.django_db
def test_standing_in_ends_also_when_it_fails_and_the_trail_refuses_it() -> None:
    with acting_as(ALICE):
        with standing_in_for(802):
            assert in_database()[1] == "802"
        assert in_database()[1] == "801"
        with pytest.raises(Exception, match="row-level security"), standing_in_for(802):
            record("forged", subject="referral", subject_id="1")
        assert in_database()[1] == "801"


def test_without_an_actor_a_service_refuses_to_begin() -> None:
    with pytest.raises(NoActor):
        require_actor()


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_see_one_another_s_actor() -> None:
    def elsewhere() -> tuple[Actor | None, str]:
        try:
            with transaction.atomic():
                return current_actor(), in_database()[0]
        finally:
            connection.close()

    with acting_as(ALICE), ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == (None, "")
