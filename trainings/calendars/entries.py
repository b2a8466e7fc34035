"""From half-days to the entries of a calendar."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from trainings.calendars.ical import Entry
from trainings.calendars.zones import zone_of
from trainings.life import State
from trainings.models import HalfDay, Training


def with_half_days(found: "QuerySet[Training]") -> "QuerySet[Training]":
    """What `entries_of` reads, in two queries."""
    return (
        found.select_related("organiser")
        .defer("organiser__search_vector")
        .prefetch_related("half_days")
    )


def entries_of(training: Training, *, cancelled: bool = False) -> list[Entry]:
    """One entry a half-day, in the language that is active; `cancelled`: for this reader it is.

    The hours are those on the clock of the place, which all three countries share.
    """
    zone = zone_of(training.organiser.country_id if training.organiser else None)
    url = settings.PORTAL_BASE_URL + reverse("trainings:training", args=[training.pk])
    gone = cancelled or training.state == State.CANCELLED
    return [
        Entry(
            uid=uid_of(half_day),
            sequence=training.sequence,
            begins=datetime.combine(half_day.day, half_day.starts, tzinfo=zone),
            ends=datetime.combine(half_day.day, half_day.ends, tzinfo=zone),
            zone=zone.key,
            title=training.title,
            place=training.place,
            url=url,
            changed=training.changed_at,
            cancelled=gone,
        )
        for half_day in half_days(training)
    ]


def half_days(training: Training) -> Iterable[HalfDay]:
    """In order, from what `with_half_days` has read."""
    return sorted(training.half_days.all(), key=lambda one: (one.day, one.starts))


def uid_of(half_day: HalfDay) -> str:
    """The name of a half-day in every calendar, whatever else of it changes (RFC 7986, 5.3)."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"training-half-day-{half_day.pk}@{domain}"
