"""How one notice goes to one person: at once, later, in a digest, or not by mail at all."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from .kinds import kind_of
from .models import Notice, NoticePreference, NoticeState
from .ways import Group, Rhythm, Way

HOURS = {Rhythm.TWICE: (8, 13), Rhythm.DAILY: (8,)}
MORNING = time(8)
SATURDAY = 5


@dataclass(frozen=True)
class Ruling:
    """`state`: PENDING (to be mailed, from `at` on), DIGEST (in the one due at `at`) or PORTAL."""

    state: NoticeState
    at: datetime


def rule(
    notice: Notice, preference: NoticePreference | None, *, active: bool, now: datetime
) -> Ruling:
    """What happens to a notice now. `active`: whether its reader may still sign in.

    Raises LookupError for an unknown kind.
    """
    kind = kind_of(notice.kind)
    if not active and kind.group != Group.ACCOUNT:
        return Ruling(NoticeState.PORTAL, now)
    default = kind.for_contact_points if notice.as_contact_point else Way.AT_ONCE
    chosen = preference.ways.get(kind.code, default) if preference else default
    way = chosen if chosen in kind.ways else Way.AT_ONCE
    if way == Way.PORTAL:
        return Ruling(NoticeState.PORTAL, now)
    if notice.urgent:
        return Ruling(NoticeState.PENDING, now)
    preference = preference or NoticePreference()
    if way == Way.DIGEST:
        slot = next_digest(Rhythm(preference.rhythm), now)
        return Ruling(NoticeState.DIGEST, end_of_quiet(preference, slot))
    if kind.held_at_night:
        return Ruling(NoticeState.PENDING, end_of_quiet(preference, now))
    return Ruling(NoticeState.PENDING, now)


def next_digest(rhythm: Rhythm, now: datetime) -> datetime:
    """When the next digest after `now` is due, in the portal's time zone."""
    local = timezone.localtime(now)
    if rhythm == Rhythm.HOURLY:
        return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    hours = HOURS[rhythm]
    later = [hour for hour in hours if hour > local.hour]
    if later:
        return _at(local.date(), time(later[0]))
    return _at(local.date() + timedelta(days=1), time(hours[0]))


def end_of_quiet(preference: NoticePreference, at: datetime) -> datetime:
    """The first moment from `at` on at which this person wants mails; `at` itself outside it."""
    local = timezone.localtime(at)
    if preference.quiet_weekends and local.weekday() >= SATURDAY:
        monday = local.date() + timedelta(days=7 - local.weekday())
        return _at(monday, preference.quiet_until or MORNING)
    begin, end = preference.quiet_from, preference.quiet_until
    if begin is None or end is None or not _between(begin, local.time(), end):
        return at
    morning = _at(local.date() + timedelta(days=local.time() >= end), end)
    return end_of_quiet(preference, morning)


def _between(begin: time, at: time, end: time) -> bool:
    """Whether a time of day lies from begin until end, across midnight too."""
    return begin <= at < end if begin <= end else at >= begin or at < end


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())
