"""Answers are kept until the directory changes, and never past a change that is under way."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from contacts.hsds.kept import MOST_BYTES, MOST_OF_ONE, Kept, is_quiet, stand
from contacts.models import ContactPoint, OpeningHours, Organisation, Service

from .conftest import Reader

Make = Callable[..., Service]


@pytest.mark.django_db
def test_every_change_moves_the_stand(make_public: Make) -> None:
    row = make_public("one")
    point = ContactPoint.objects.get(organisation=row.organisation)
    hours = OpeningHours.objects.filter(contact_point=point)

    def rename() -> None:
        Organisation.objects.filter(pk=row.organisation_id).update(name_nl="Anders")

    changes: list[Callable[[], Any]] = [
        rename,
        lambda: Service.objects.filter(pk=row.pk).update(active=False),
        lambda: hours.update(on_holidays=True),
        hours.delete,
        point.delete,
        row.delete,
    ]
    for change in changes:
        before = stand()
        change()
        after = stand()
        assert before is not None
        assert after is not None
        assert after > before


@pytest.mark.django_db
def test_what_changes_nothing_leaves_it(make_public: Make) -> None:
    row = make_public("one")
    before = stand()
    Service.objects.filter(pk=row.pk).update(active=True)
    assert stand() == before


@pytest.fixture
def other(db: None) -> Iterator[Any]:
    """Another connection, in the middle of a change that is taken back."""
    made = connections.create_connection("default")
    made.settings_dict = connection.settings_dict
    try:
        yield made
    finally:
        made.close()


@pytest.mark.django_db(transaction=True)
def test_a_change_under_way_lets_nothing_be_kept(reader: Reader, other: Any) -> None:
    assert is_quiet()
    with transaction.atomic(), other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "UPDATE contacts_organisation SET version = version + 1 WHERE slug = 'payoke'"
        )
        assert not is_quiet()
        cursor.execute("ROLLBACK")
    assert is_quiet()


@pytest.mark.django_db
def test_an_answer_from_memory_asks_for_the_stand_alone(
    reader: Reader, django_assert_max_num_queries: Any
) -> None:
    first = reader.get("services")
    with django_assert_max_num_queries(5):  # the transaction, the actor and the stand
        again = reader.get("services")
    assert again.content == first.content


def test_what_is_kept_has_an_end() -> None:
    kept = Kept()
    kept.put("large", None, "x", MOST_OF_ONE + 1)
    assert kept.get("large", None) is None
    for number in range(2 * MOST_BYTES // MOST_OF_ONE):
        kept.put(number, None, number, MOST_OF_ONE)
    assert kept.get(0, None) is None
    assert kept.get(2 * MOST_BYTES // MOST_OF_ONE - 1, None) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations"])
def test_a_kept_answer_costs_one_question_to_the_database_and_none_to_the_cache(
    reader: Reader, make_public: Make, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """So it costs the same however large the directory is."""
    make_public("one")
    first = reader.get(path)
    monkeypatch.setattr("contacts.hsds.limits.cache", None)
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path).content == first.content
    asked = [one["sql"] for one in queries if "contacts_" in one["sql"]]
    assert asked == ["SELECT max(changed_at) FROM contacts_stamp"]
