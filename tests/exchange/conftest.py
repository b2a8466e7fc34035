"""People who bring files in, and files to bring in."""

import csv
import io
from collections.abc import Sequence

import pytest
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership, Role
from contacts import codes
from contacts.models import Organisation
from exchange import services
from exchange.models import Exchange, PlannedRow
from tests.factories import MembershipFactory, acting


@pytest.fixture(autouse=True)
def _fresh_codes() -> None:
    codes.forget()


@pytest.fixture
def editor(db: None) -> Membership:
    """A content editor of the secretariat."""
    return MembershipFactory.create(secretariat=True, role=Role.EDITOR)


@pytest.fixture
def dutch_point(db: None) -> Membership:
    """A contact point of the Netherlands."""
    organisation = Organisation.objects.get(slug="comensha")
    return MembershipFactory.create(organisation=organisation, contact_point=True)


def csv_of(head: Sequence[str], *rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    """A CSV file of one table."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def tried(
    person: Membership, content: bytes, *, language: str = "en"
) -> tuple[Exchange, list[PlannedRow]]:
    """The dry run of a file, done by a worker, and what it kept."""
    with acting(person):
        exchange = services.bring_in(content, language=language, now=timezone.now())
    return worked(person, exchange)


def written(person: Membership, exchange: Exchange, *, skip_faulty: bool = False) -> Exchange:
    """The same file, once its rows have been written."""
    with acting(person):
        services.ask_to_write(exchange.pk, skip_faulty=skip_faulty, now=timezone.now())
    return worked(person, exchange)[0]


def worked(person: Membership, exchange: Exchange) -> tuple[Exchange, list[PlannedRow]]:
    """What a worker makes of it."""
    actor = actor_of(person)
    services.work(exchange.pk, actor.user_id, actor.organisation_id, actor.role)
    with acting(person):
        found = Exchange.objects.get(pk=exchange.pk)
        return found, list(found.rows.order_by("position"))


def exported(person: Membership, format_: str, *, language: str = "en") -> bytes:
    """The directory as this person may take it out."""
    with acting(person):
        exchange = services.take_out(format_, language=language, now=timezone.now())
    made = worked(person, exchange)[0]
    assert made.state == "done", made.reason
    return bytes(made.content or b"")


def faults(rows: list[PlannedRow]) -> list[tuple[int, str, str]]:
    """(row, field, text) of everything that stops a row."""
    return [
        (row.number, problem["field"], problem["text"])
        for row in rows
        for problem in row.problems
        if problem["stops"]
    ]
