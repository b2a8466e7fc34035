"""What somebody who leaves was working on, and how it passes to a colleague.

Accounts know no referrals. An app whose rows name a person as the one who works on them registers
that kind of work in its `AppConfig.ready`, and `accounts.leaving` calls what was registered:

    register(KindOfWork("claims", _("Claimed referrals"), pieces, hand_over, release))

Work must never wait for somebody who left. What was not handed over is released to the team, also
when an account is closed in another way than by its team lead: `accounts.tasks.release_left_work`
sees to that every few minutes, as `portal_system`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Piece:
    """One piece of work: a reference and its page, never a name."""

    title: str
    url_name: str
    url_args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Its page, in the language that is active."""
        return reverse(self.url_name, args=self.url_args)


@dataclass(frozen=True)
class KindOfWork:
    """`pieces(user_id, organisation_id)` lists the work that waits for this person.

    `hand_over(from_user_id, to_user_id, organisation_id, now)` gives all of it to a colleague, or
    with None back to the team. Both run in the request of somebody who acts for the organisation
    in a case role, under row security. `release(now)` runs in a `system_transaction`: it gives
    back to their teams all pieces of people without a membership in force in the organisation
    (`Membership.objects.in_force()`). Both return how many pieces changed hands.
    """

    key: str
    title: Promise | str
    pieces: Callable[[int, int], list[Piece]]
    hand_over: Callable[[int, int | None, int, datetime], int]
    release: Callable[[datetime], int]


_KINDS: dict[str, KindOfWork] = {}


def register(kind: KindOfWork) -> None:
    """Add a kind of work, or replace the one of the same key."""
    _KINDS[kind.key] = kind


def kinds_of_work() -> list[KindOfWork]:
    """All that were registered, in that order."""
    return list(_KINDS.values())
