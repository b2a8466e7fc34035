"""Load the two bodies with their first seats, and the meetings that the sources name.

What the secretariat changes afterwards stays: a body that is there is not written again.
"""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from contacts.models import Organisation
from workinggroup.meetings.archive import index
from workinggroup.models import AgendaItem, Body, Decision, Meeting, Seat

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "nl", "fr")
# The declaration of intent, which sets up the ad-hoc group under the working group.
DECLARED = date(2016, 12, 2)
_PLAIN = ("adopts", "by_agenda", "silence", "answer_days", "order")


def read(name: str) -> list[dict[str, Any]]:
    """The rows of `data/NAME.json`."""
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def load(*, using: str, written: dict[str, int]) -> None:
    """Make what is missing; counts it in `written`."""
    known = set(Body.objects.using(using).values_list("code", flat=True))
    for row in read("bodies"):
        if row["code"] not in known:
            _make(row, using)
            written["bodies"] = written.get("bodies", 0) + 1


def _make(row: dict[str, Any], using: str) -> None:
    body = Body(code=row["code"], parent_id=row["parent"], **{name: row[name] for name in _PLAIN})
    for language in LANGUAGES:
        setattr(body, f"name_{language}", row["name"][language])
        setattr(body, f"task_{language}", row["task"][language])
    body.save(using=using, force_insert=True)
    there = Organisation.objects.using(using).filter(slug__in=row["seats"]).order_by("pk")
    Seat.objects.using(using).bulk_create(
        Seat(
            body=body,
            organisation_id=pk,
            country_id=country,
            votes=slug in row["votes"],
            since=DECLARED,
        )
        for pk, slug, country in there.values_list("pk", "slug", "country_id")
    )


def load_meetings(*, using: str, written: dict[str, int]) -> None:
    """Make the meetings that the source documents name, with what the documents say of them."""
    known = set(Meeting.objects.using(using).exclude(key=None).values_list("key", flat=True))
    for row in read("meetings"):
        if row["key"] not in known:
            _make_meeting(row, using)
            written["meetings"] = written.get("meetings", 0) + 1


def _make_meeting(row: dict[str, Any], using: str) -> None:
    zone = timezone.get_default_timezone()
    meeting = Meeting(
        body_id=row["body"],
        key=row["key"],
        state=row["state"],
        source=row["source"],
        starts_at=datetime.combine(date.fromisoformat(row["starts"]), time(12), tzinfo=zone),
        day_known=row["day_known"],
        place=row["place"],
        changed_at=timezone.now(),
    )
    for language in LANGUAGES:
        setattr(meeting, f"title_{language}", row["title"][language])
        setattr(meeting, f"when_words_{language}", row["when"][language])
        setattr(meeting, f"says_{language}", row["says"][language])
    meeting.save(using=using, force_insert=True)
    for order, said in enumerate(row["items"], start=1):
        item = AgendaItem(meeting=meeting, order=order, kinds=said["kinds"])
        item.title_nl, item.title_fr = said["nl"], said["fr"]  # type: ignore[attr-defined]
        item.save(using=using)
    for number, said in enumerate(row.get("decisions", []), start=1):
        decision = Decision(meeting=meeting, number=number)
        decision.text_nl, decision.text_fr = said["nl"], said["fr"]  # type: ignore[attr-defined]
        decision.save(using=using)
    index(meeting, using=using)
