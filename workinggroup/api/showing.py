"""What programs read: codes with their labels, texts in both languages, days and numbers."""

from typing import Any

from django.db.models import Sum

from accounts.machine.filling import Schema
from accounts.machine.schemas import (
    CODED,
    COUNTRY,
    DAY,
    MOMENT,
    NAME,
    NUMBER,
    ORGANISATION,
    TEXTS,
    list_,
    object_,
)
from accounts.machine.showing import Shown, organisation
from contacts import codes
from protection.actor import Actor
from workinggroup.meetings.minutes import may_read
from workinggroup.models import (
    ActionPoint,
    Decision,
    DeclarationTask,
    Meeting,
    Minutes,
    Practice,
    ProgrammeItem,
    Signal,
)
from workinggroup.wording import BOTH, in_both

NULLABLE_CODED: Schema = {**CODED, "type": ["object", "null"]}
MEETING = object_(
    id=NUMBER,
    reference=NAME,
    body=CODED,
    state=CODED,
    title=TEXTS,
    starts_at={**MOMENT, "description": "null where the source names no day"},
    ends_at=MOMENT,
    place=NAME,
    source=NAME,
)
DECISION = object_(meeting=NUMBER, number=NUMBER, text=TEXTS, held_on=DAY)
ACTION = object_(id=NUMBER, meeting=NUMBER, text=TEXTS, owner=ORGANISATION, due=DAY, done_on=DAY)
WHOLE_MEETING = object_(
    **MEETING["properties"],
    agenda=list_(object_(title=TEXTS, kinds=list_(CODED))),
    people_present=list_(object_(country=COUNTRY, people=NUMBER)),
    minutes={
        **object_(state=CODED, text=TEXTS, approved_at=MOMENT),
        "type": ["object", "null"],
        "description": "null while there are none, or only a draft",
    },
    decisions=list_(DECISION),
    action_points=list_(ACTION),
)
ADOPTED = object_(country=NAME, since=DAY)
PRACTICE = object_(
    id=NUMBER,
    title=TEXTS,
    theme=CODED,
    country=COUNTRY,
    organisation=ORGANISATION,
    transferability=CODED,
    published_at=MOMENT,
    adopted_in=list_(ADOPTED),
)
WHOLE_PRACTICE = object_(
    **PRACTICE["properties"], body=TEXTS, conditions=TEXTS, source=NAME, source_url=NAME
)
SIGNAL = object_(
    id=NUMBER,
    kind=CODED,
    country=NAME,
    organisation=ORGANISATION,
    language=NAME,
    title=TEXTS,
    text=TEXTS,
    form=NULLABLE_CODED,
    sector=NULLABLE_CODED,
    since=DAY,
    posted_at=MOMENT,
    seen_in=list_(NAME),
)
ITEM = object_(slug=NAME, kind=CODED, state=CODED, title=TEXTS, text=TEXTS, source=NAME, line=TEXTS)
WHOLE_ITEM = object_(
    **ITEM["properties"],
    activities=list_(object_(kind=CODED, on=DAY, country=COUNTRY, title=TEXTS, text=TEXTS)),
)
TASK = object_(code=NAME, state=CODED, title=TEXTS, text=TEXTS, line=TEXTS)


def _choice(row: Any, field: str) -> Shown:
    return {"code": getattr(row, field), "label": str(getattr(row, f"get_{field}_display")())}


def _coded(list_code: str, code: str) -> Shown | None:
    return {"code": code, "label": codes.label(list_code, code)} if code else None


def meeting(row: Meeting) -> Shown:
    """A line of the archive."""
    return {
        "id": row.pk,
        "reference": row.reference,
        "body": {"code": row.body_id, "label": row.body.name},
        "state": _choice(row, "state"),
        "title": in_both(row, "title"),
        "starts_at": row.starts_at if row.day_known else None,
        "ends_at": row.ends_at,
        "place": row.place,
        "source": row.source,
    }


def whole_meeting(row: Meeting, actor: Actor) -> Shown:
    """A meeting with all that this reader sees of it; a fixed number of queries."""
    minutes = Minutes.objects.filter(meeting=row).first()
    there = row.invitations.filter(present__gt=0).order_by()
    present = there.values_list("country_id").annotate(number=Sum("present"))
    return {
        **meeting(row),
        "agenda": [
            {
                "title": in_both(item, "title"),
                "kinds": [_coded("org_type", kind) for kind in item.kinds],
            }
            for item in row.items.all()
        ],
        "people_present": [
            {"country": country, "people": number}
            for country, number in present.order_by("country_id")
        ],
        "minutes": _minutes(minutes) if minutes and may_read(actor, minutes) else None,
        "decisions": [decision(one) for one in row.decisions.select_related("meeting")],
        "action_points": [action(one) for one in row.actions.select_related("owner")],
    }


def _minutes(row: Minutes) -> Shown:
    return {
        "state": _choice(row, "state"),
        "text": {language: getattr(row, f"text_{language}") for language in BOTH},
        "approved_at": row.approved_at,
    }


def decision(row: Decision) -> Shown:
    """A decision; `row.meeting` is there."""
    held = row.meeting
    return {
        "meeting": row.meeting_id,
        "number": row.number,
        "text": in_both(row, "text"),
        "held_on": held.starts_at.date() if held.day_known else None,
    }


def action(row: ActionPoint) -> Shown:
    """An action point; `row.owner` is there."""
    return {
        "id": row.pk,
        "meeting": row.meeting_id,
        "text": in_both(row, "text"),
        "owner": organisation(row.owner),
        "due": row.due,
        "done_on": row.done_on,
    }


def practice(row: Practice) -> Shown:
    """A line of the list; its organisation and adoptions are there."""
    return {
        "id": row.pk,
        "title": in_both(row, "title"),
        "theme": _choice(row, "theme"),
        "country": row.country_id,
        "organisation": organisation(row.organisation),
        "transferability": _choice(row, "transferability"),
        "published_at": row.published_at,
        "adopted_in": [
            {"country": one.country_id, "since": one.adopted_on} for one in row.adoptions.all()
        ],
    }


def whole_practice(row: Practice) -> Shown:
    """A practice with its texts."""
    return {
        **practice(row),
        "body": in_both(row, "body"),
        "conditions": in_both(row, "conditions"),
        "source": row.source,
        "source_url": row.source_url,
    }


def signal(row: Signal) -> Shown:
    """A signal; its organisation and confirmations are there."""
    return {
        "id": row.pk,
        "kind": _choice(row, "kind"),
        "country": row.country_id,
        "organisation": organisation(row.organisation),
        "language": row.language,
        "title": in_both(row, "title"),
        "text": in_both(row, "text"),
        "form": _coded("exploitation_form", row.form),
        "sector": _coded("exploitation_sector", row.sector),
        "since": row.since,
        "posted_at": row.posted_at,
        "seen_in": sorted({one.country_id for one in row.confirmations.all()}),
    }


def item(row: ProgrammeItem) -> Shown:
    """A recommendation, or an item of the programme."""
    return {
        "slug": row.slug,
        "kind": _choice(row, "kind"),
        "state": _choice(row, "state"),
        "title": in_both(row, "title"),
        "text": in_both(row, "text"),
        "source": row.source,
        "line": in_both(row, "line"),
    }


def whole_item(row: ProgrammeItem) -> Shown:
    """An item with what serves it, the newest first."""
    return {
        **item(row),
        "activities": [
            {
                "kind": _choice(entry, "kind"),
                "on": entry.on,
                "country": entry.country_id,
                "title": in_both(entry, "title"),
                "text": in_both(entry, "text"),
            }
            for entry in row.entries.order_by("-on", "-id")
        ],
    }


def task(row: DeclarationTask) -> Shown:
    """A task of the declaration with the secretariat's line."""
    return {
        "code": row.pk,
        "state": _choice(row, "state"),
        "title": in_both(row, "title"),
        "text": in_both(row, "text"),
        "line": in_both(row, "line"),
    }
