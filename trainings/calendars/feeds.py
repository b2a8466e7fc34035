"""A person's trainings behind a secret address, for a calendar program that signs nobody in.

The portal keeps the secret's hash alone; its person can replace or revoke it, and it shows nothing
any more once they may not sign in.
"""

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actors import actor_of
from accounts.models import Membership
from protection.actor import Actor, acting_as, require_actor
from protection.audit import record
from trainings.calendars.entries import entries_of, with_half_days
from trainings.calendars.ical import PUBLISH, Entry, calendar_of
from trainings.life import Seat, State
from trainings.models import FeedScope, Registration, Training, TrainingFeed
from trainings.permissions import can_see_trainings

MOST_TRAININGS = 300
LOOKS_BACK = timedelta(days=180)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def own_feed(actor: Actor) -> TrainingFeed | None:
    """The reader's feed, if there is one."""
    return TrainingFeed.objects.filter(pk=actor.user_id).first()


def make_feed(scope: FeedScope, *, language: str) -> str:
    """A new secret, which ends the one before; it is shown this once."""
    actor = require_actor()
    token = secrets.token_urlsafe(32)
    TrainingFeed.objects.update_or_create(
        pk=actor.user_id,
        defaults={
            "scope": scope,
            "language": language,
            "token_hash": _hash(token),
            "created_at": timezone.now(),
        },
    )
    record("training_feed_made", subject="user", subject_id=str(actor.user_id))
    return token


def revoke_feed() -> bool:
    """End the reader's feed; False when there was none."""
    actor = require_actor()
    deleted, _by_model = TrainingFeed.objects.filter(pk=actor.user_id).delete()
    if deleted:
        record("training_feed_revoked", subject="user", subject_id=str(actor.user_id))
    return bool(deleted)


def calendar_behind(token: str, *, today: date) -> bytes | None:
    """The calendar behind a secret; None for one that is unknown, or whose person left."""
    feed = TrainingFeed.objects.filter(token_hash=_hash(token)).first()
    if feed is None:
        return None
    memberships = (
        Membership.objects.in_force()
        .filter(user_id=feed.user_id)
        .select_related("organisation")
        .defer("organisation__search_vector")
        .order_by("pk")
    )
    actors = [actor_of(one) for one in memberships]
    readers = [actor for actor in actors if can_see_trainings(actor)]
    if not readers:
        return None
    with acting_as(readers[0]), override(feed.language):
        everything = feed.scope == FeedScope.ALL
        entries = _all(readers[0], today) if everything else _own(feed.user_id, today)
        return calendar_of(entries, name=_("Joint trainings"), method=PUBLISH, reminder=True)


def _all(actor: Actor, today: date) -> list[Entry]:
    found = Training.objects.visible_to(actor).exclude(state=State.DRAFT)
    found = found.filter(last_day__gte=today - LOOKS_BACK).order_by("-first_day", "pk")
    return [
        entry
        for training in with_half_days(found)[:MOST_TRAININGS]
        for entry in entries_of(training)
    ]


def _own(user_id: int, today: date) -> list[Entry]:
    """Where the person has a place; where they had one it is cancelled for them, and says so."""
    placed_once = Q(seat=Seat.PLACED) | Q(placed_at__isnull=False)
    seats: dict[UUID, bool] = {}
    rows = Registration.objects.filter(placed_once, user_id=user_id).order_by("registered_at")
    for training_id, seat in rows.values_list("training_id", "seat"):
        seats[training_id] = seats.get(training_id, False) or seat == Seat.PLACED
    found = Training.objects.filter(pk__in=seats, last_day__gte=today - LOOKS_BACK)
    found = found.exclude(state=State.DRAFT).order_by("-first_day", "pk")
    return [
        entry
        for training in with_half_days(found)[:MOST_TRAININGS]
        for entry in entries_of(training, cancelled=not seats[training.pk])
    ]
