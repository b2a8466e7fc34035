"""Who acts. The database's row policies read the actor from settings local to a transaction.

One transaction belongs to one actor; when it ends the settings are gone, so a pooled connection
never carries an actor into the next request.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connections, transaction

from .seal import seal_pads


@dataclass(frozen=True)
class Actor:
    """A signed-in person in one membership. `country` is "" for a Benelux body."""

    user_id: int
    organisation_id: int
    role: str
    country: str


_current: ContextVar[Actor | None] = ContextVar("portal_actor", default=None)

# The pads of the audit seal travel with the actor: one round trip, local to the transaction.
SET_ACTOR = """
SELECT set_config('portal.user_id', %s, true),
       set_config('portal.organisation_id', %s, true),
       set_config('portal.role', %s, true),
       set_config('portal.country', %s, true),
       set_config('portal.seal_pads', %s, true)
"""


class NoActor(RuntimeError):
    """Case data was asked for outside `acting_as`."""


def current_actor() -> Actor | None:
    """The actor of the running transaction, or None."""
    return _current.get()


def require_actor() -> Actor:
    """The actor of the running transaction. Raises NoActor when there is none."""
    actor = _current.get()
    if actor is None:
        raise NoActor("No actor is set: case data is read and written inside acting_as() only.")
    return actor


def set_actor(actor: Actor | None, *, using: str = "default") -> None:
    """Write the settings that the row policies read; they last until the transaction ends."""
    values = (
        [str(actor.user_id), str(actor.organisation_id), actor.role, actor.country]
        if actor
        else ["", "", "", ""]
    )
    with connections[using].cursor() as cursor:
        cursor.execute(SET_ACTOR, [*values, seal_pads()])
    _current.set(actor)


@contextmanager
def actor_transaction(*, using: str = "default") -> Iterator[None]:
    """One transaction (a savepoint when nested) whose opener calls `set_actor` inside.

    On leaving, the actor from before acts again; a failure rolls back what was written inside.
    """
    before = _current.get()
    try:
        with transaction.atomic(using=using):
            yield
        if connections[using].in_atomic_block:
            set_actor(before, using=using)
    finally:
        _current.set(before)


@contextmanager
def acting_as(actor: Actor | None, *, using: str = "default") -> Iterator[None]:
    """An `actor_transaction` in which `actor` acts from the start."""
    with actor_transaction(using=using):
        set_actor(actor, using=using)
        yield


@contextmanager
def system_transaction() -> Iterator[None]:
    """One transaction of the relay, escalation or the daily witness under `portal_system`.

    It has no actor: that role's own policies let it see ids, states and deadlines of all
    organisations and no ciphertext.
    """
    with acting_as(None, using="system"):
        yield


@contextmanager
def standing_in_for(organisation_id: int, *, using: str = "default") -> Iterator[None]:
    """Write for another organisation, under an instruction that it gave beforehand.

    A recipient's answer changes rows that only the sender may write (the referral's state, who is
    asked next, the release to the first yes). The audit trail still names the real actor, and a
    row recorded there inside this block is refused by its policy.
    """
    actor = require_actor()
    setting = "SELECT set_config('portal.organisation_id', %s, true)"
    with transaction.atomic(using=using):  # a failure inside brings the setting back by itself
        with connections[using].cursor() as cursor:
            cursor.execute(setting, [str(organisation_id)])
        yield
        with connections[using].cursor() as cursor:
            cursor.execute(setting, [str(actor.organisation_id)])
