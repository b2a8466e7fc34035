"""Whose phone is answered at a moment, as a condition for the database: for lists and counts.

The same rules as contacts.duty, which knows until when; tests/contacts/test_opening.py holds the
two together. Times are read by the clock on the wall in Europe/Brussels.
"""

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from contacts.duty import ZONE
from contacts.holidays import closed_on
from contacts.models import NationalContactPoint
from contacts.rota import DutyShift, OpeningHours


def answers_at(at: datetime) -> Q:
    """Organisations with a contact point that is open, or that are on duty, at `at`."""
    return Q(_has_open_point(at)) | Q(_is_on_duty(at))


def _has_open_point(at: datetime) -> Exists:
    local = at.astimezone(ZONE)
    day, now = local.date(), local.time()
    before = day - timedelta(days=1)
    today = Q(weekday=day.isoweekday(), opens__lte=now) & (
        Q(closes__gt=now) | Q(closes__lte=F("opens"))
    )
    # Over midnight: what opened yesterday is still open.
    overnight = Q(weekday=before.isoweekday(), closes__lte=F("opens"), closes__gt=now)
    rows = OpeningHours.objects.filter(contact_point__organisation_id=OuterRef("pk"))
    open_rows = rows.filter(_held(today, day) | _held(overnight, before))
    return Exists(open_rows.exclude(contact_point__phone=""))


def _held(hours: Q, on: date) -> Q:
    """These hours, except where the day they begin on is a holiday that closes them."""
    closed = closed_on(on)
    if not closed:
        return hours
    holiday = Q(contact_point__organisation__country_id__in=closed)
    return hours & (Q(on_holidays=True) | ~holiday)


def _is_on_duty(at: datetime) -> Exists:
    local = at.astimezone(ZONE)
    now, weekday = local.time(), local.isoweekday()
    before = (local.date() - timedelta(days=1)).isoweekday()
    once = Q(starts_at__lte=at, ends_at__gt=at)
    today = Q(weekdays__contains=[weekday], from_time__lte=now) & (
        Q(to_time__gt=now) | Q(to_time__lte=F("from_time"))
    )
    overnight = Q(weekdays__contains=[before], to_time__lte=F("from_time"), to_time__gt=now)
    in_rota = NationalContactPoint.objects.filter(
        organisation_id=OuterRef("organisation_id"), country_id=OuterRef("country_id")
    )
    shifts = DutyShift.objects.filter(organisation_id=OuterRef("pk"))
    return Exists(shifts.filter(once | today | overnight).filter(Exists(in_rota)))
