"""What the tests of the referral's life share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Membership
from notifications.services import Recipient, queue_notice
from referrals.services import writing
from tests.factories import MembershipFactory


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    """The language of a page that an earlier test opened does not stay."""
    with translation.override("en"):
        yield


@pytest.fixture
def sender() -> Membership:
    """A caseworker of a Dutch organisation."""
    return MembershipFactory.create()


@pytest.fixture
def recipient() -> Membership:
    """A caseworker of a Belgian organisation."""
    return MembershipFactory.create(belgian=True)


@pytest.fixture
def other() -> Membership:
    """A caseworker of another Belgian organisation."""
    return MembershipFactory.create(belgian=True)


@dataclass
class Told:
    """Who was told what, in order: (kind, user id)."""

    lines: list[tuple[str, int]] = field(default_factory=list)

    def kinds_to(self, person: Membership) -> list[str]:
        """The kinds of the notices to one person."""
        return [kind for kind, user_id in self.lines if user_id == person.user_id]

    def forget(self) -> None:
        self.lines.clear()

    def listening(self) -> Callable[..., int]:
        """`queue_notice` itself, overheard."""

        def overheard(kind: str, recipients: Iterable[Recipient], **rest: Any) -> int:
            people = list(recipients)
            self.lines += [(kind, person.user_id) for person in people]
            return queue_notice(kind, people, **rest)

        return overheard


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The notices that the services queue during the test."""
    told = Told()
    monkeypatch.setattr(writing, "queue_notice", told.listening())
    return told
