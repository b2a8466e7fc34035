"""A person's deadlines as a calendar (RFC 5545): reference and time, nothing of the case.

A calendar program signs nobody in, so a secret address stands for the person. The portal keeps
its hash alone, and the person can replace or revoke it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actors import actor_of
from accounts.models import Membership
from protection.actor import Actor, acting_as, require_actor
from protection.audit import record

from .models import CalendarFeed, Party
from .permissions import works_on_cases

MOST_EVENTS = 500
LENGTH = timedelta(minutes=15)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def own_feed(actor: Actor) -> CalendarFeed | None:
    """The feed of the actor's membership, if there is one."""
    return CalendarFeed.objects.filter(
        user_id=actor.user_id, organisation_id=actor.organisation_id, role=actor.role
    ).first()


def make_feed(*, language: str, now: datetime) -> str:
    """A new secret, which ends the one before; it is shown this once."""
    actor = require_actor()
    revoke_feed()
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        language=language,
        token_hash=_hash(token),
        created_at=now,
    )
    feed.save(force_insert=True)
    record("calendar_feed_made", subject="calendar_feed", subject_id=str(feed.pk))
    return token


def revoke_feed() -> bool:
    """End the actor's feed; False when there was none."""
    feed = own_feed(require_actor())
    if feed is None:
        return False
    record("calendar_feed_revoked", subject="calendar_feed", subject_id=str(feed.pk))
    feed.delete()
    return True


def calendar_of(token: str, *, now: datetime) -> bytes | None:
    """The calendar behind a secret; None for one that is unknown, or whose person left."""
    with connection.cursor() as cursor:  # row security shows the row of this very secret
        cursor.execute("SELECT set_config('portal.calendar_token', %s, true)", [_hash(token)])
    feed = CalendarFeed.objects.filter(token_hash=_hash(token)).first()
    if feed is None:
        return None
    membership = (
        Membership.objects.in_force()
        .filter(user_id=feed.user_id, organisation_id=feed.organisation_id, role=feed.role)
        .select_related("organisation")
        .first()
    )
    if membership is None or not works_on_cases(membership.role):
        return None
    with acting_as(actor_of(membership)), override(feed.language):
        deadlines = list(
            Party.objects.filter(organisation_id=feed.organisation_id, due_at__isnull=False)
            .order_by("due_at", "id")
            .values_list("pk", "reference", "due_at")[:MOST_EVENTS]
        )
        return _calendar([(k, r, due) for k, r, due in deadlines if due is not None], now)


def _calendar(deadlines: list[tuple[object, str, datetime]], now: datetime) -> bytes:
    from icalendar import Calendar, Event  # takes 0.2 s: only who makes a calendar waits for it

    calendar = Calendar()
    calendar.add("prodid", "-//Benelux portal//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Answer times"))
    for key, reference, due_at in deadlines:
        event = Event()
        event.add("uid", f"{key}@portal")
        event.add("dtstamp", now)
        event.add("dtstart", due_at)
        event.add("dtend", due_at + LENGTH)
        event.add("summary", _("Answer time %(reference)s") % {"reference": reference})
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
