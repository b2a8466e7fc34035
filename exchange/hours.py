"""The opening hours of a contact point as one cell, and as the schedules of HSDS.

A cell reads `MO TU WE TH FR 09:00-17:00; SA 10:00-12:00 holidays nl fr`: the weekdays of RFC 5545,
from and to, whether also on public holidays, and in which languages.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from itertools import groupby
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts import codes
from contacts.models import ContactPoint, OpeningHours

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOLIDAYS = "holidays"
MOST_PERIODS = 40
_RANGE = re.compile(r"(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})")


class Period(NamedTuple):
    """One weekday's hours."""

    weekday: int  # 1 is Monday, as in the database
    opens: time
    closes: time
    on_holidays: bool = False
    languages: tuple[str, ...] = ()


def periods_of(point: ContactPoint) -> list[Period]:
    """The hours of a contact point, in their order."""
    found = [
        Period(row.weekday, row.opens, row.closes, row.on_holidays, tuple(row.languages))
        for row in point.opening_hours.all()
    ]
    return sorted(found)


def text_of(periods: Iterable[Period]) -> str:
    """The cell for these hours, days of the same hours together."""
    ordered = sorted(periods, key=lambda one: (one[1:], one.weekday))
    parts = []
    for (opens, closes, holidays, languages), group in groupby(ordered, key=lambda one: one[1:]):
        days = " ".join(DAYS[one.weekday - 1] for one in group)
        words = [days, f"{opens:%H:%M}-{closes:%H:%M}", HOLIDAYS if holidays else "", *languages]
        parts.append((days, " ".join(word for word in words if word)))
    return "; ".join(text for _days, text in sorted(parts, key=lambda one: _place(one[0])))


def parsed(text: str) -> list[Period]:
    """The hours that a cell stands for. Raises ValidationError."""
    found: list[Period] = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        hours = _RANGE.search(part)
        if hours is None:
            raise _not_read(part)
        days = part[: hours.start()].replace(",", " ").upper().split()
        rest = part[hours.end() :].replace(",", " ").lower().split()
        if not days or not set(days) <= set(DAYS):
            raise _not_read(part)
        languages = tuple(word for word in rest if word != HOLIDAYS)
        if unknown := set(languages) - codes.all_codes("language"):
            told = _("“%(code)s” is not a code of the list %(list)s.")
            raise ValidationError(told % {"code": min(unknown)[:40], "list": "language"})
        opens, closes = (_time(one, part) for one in hours.groups())
        found += [
            Period(DAYS.index(day) + 1, opens, closes, HOLIDAYS in rest, languages) for day in days
        ]
    if len(found) > MOST_PERIODS or len({one[:2] for one in found}) < len(found):
        raise ValidationError(_("A weekday begins twice at the same time, or there are too many."))
    return sorted(found)


def write(point: ContactPoint, periods: Sequence[Period]) -> None:
    """Make these the hours of a contact point; rows that stay as they are stay."""
    wanted = set(periods)
    for row in point.opening_hours.all():
        own = Period(row.weekday, row.opens, row.closes, row.on_holidays, tuple(row.languages))
        if own in wanted:
            wanted.discard(own)
        else:
            row.delete()
    for one in sorted(wanted):
        OpeningHours.objects.create(
            contact_point=point, **{**one._asdict(), "languages": [*one.languages]}
        )


def schedules(point: ContactPoint, *, identity: Any, now: datetime) -> list[dict[str, Any]]:
    """The hours as HSDS schedules; which contact they are of is an attribute of each."""
    offset = timezone.localtime(now).strftime("%z")
    zone = f"{offset[:3]}:{offset[3:]}"
    found = []
    ordered = sorted(periods_of(point), key=lambda one: (one[1:], one.weekday))
    own = str(point.public_id)
    for (opens, closes, holidays, languages), group in groupby(ordered, key=lambda one: one[1:]):
        key = identity("schedule", own, str(opens), str(closes), str(holidays), *languages)
        values = {
            "contact": own,
            **({HOLIDAYS: "yes"} if holidays else {}),
            **({"languages": ", ".join(languages)} if languages else {}),
        }
        found.append(
            {
                "id": key,
                "freq": "WEEKLY",
                "wkst": "MO",
                "byday": ",".join(DAYS[one.weekday - 1] for one in group),
                "opens_at": f"{opens:%H:%M}{zone}",
                "closes_at": f"{closes:%H:%M}{zone}",
                "attributes": [
                    {
                        "id": identity("attribute", key, name),
                        "link_id": key,
                        "link_entity": "schedule",
                        "link_type": name,
                        "value": value,
                    }
                    for name, value in values.items()
                ],
            }
        )
    return found


def cells_of(schedules: Sequence[dict[str, Any]], contacts: Sequence[str]) -> dict[str, str]:
    """Contact id -> the cell of its hours; a schedule that names no contact is of the only one."""
    found: dict[str, list[str]] = {contact: [] for contact in contacts}
    for schedule in schedules:
        told = {
            str(one.get("link_type")): str(one.get("value"))
            for one in schedule.get("attributes") or []
            if isinstance(one, dict)
        }
        contact = told.get("contact") or (contacts[0] if len(contacts) == 1 else "")
        if contact not in found or schedule.get("freq") != "WEEKLY":
            continue
        words = [
            str(schedule.get("byday", "")).replace(",", " "),
            f"{str(schedule.get('opens_at'))[:5]}-{str(schedule.get('closes_at'))[:5]}",
            HOLIDAYS if told.get(HOLIDAYS) == "yes" else "",
            told.get("languages", "").replace(",", " "),
        ]
        found[contact].append(" ".join(word for word in words if word))
    return {contact: "; ".join(parts) for contact, parts in found.items()}


def _place(days: str) -> int:
    return DAYS.index(days.split(maxsplit=1)[0])


def _time(text: str, part: str) -> time:
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError:
        raise _not_read(part) from None


def _not_read(part: str) -> ValidationError:
    told = _("Write hours as MO FR 09:00-17:00; WE 10:00-12:00, not “%(text)s”.")
    return ValidationError(told % {"text": part[:60]})
