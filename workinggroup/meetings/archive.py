"""All meetings in one list, with search: the archive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db import connections
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from contacts.search import normalise, words
from protection.actor import Actor
from workinggroup.codes import MinutesState
from workinggroup.models import Meeting, Minutes

PAGE_SIZE = 20
_INDEX = "UPDATE workinggroup_meeting SET search_vector = to_tsvector('simple', %s) WHERE id = %s"


@dataclass(frozen=True)
class Found:
    """One page of meetings; `following` is the cursor of the next, "" at the end."""

    meetings: list[Meeting]
    following: str


def index(meeting: Meeting, *, using: str = "default") -> None:
    """Write what a meeting is found by: title, place, agenda, decisions, what a source says, and
    the minutes once they are approved, which more people may read than write them."""
    texts = [meeting.place]
    for language in ("nl", "fr", "en"):
        texts += [getattr(meeting, f"{name}_{language}") or "" for name in ("title", "says")]
        texts += _of(meeting.items.using(using).values_list(f"title_{language}", flat=True))
        texts += _of(meeting.decisions.using(using).values_list(f"text_{language}", flat=True))
    approved = Minutes.objects.using(using).filter(meeting=meeting, state=MinutesState.APPROVED)
    for row in approved.values_list("text_nl", "text_fr"):
        texts += row
    with connections[using].cursor() as cursor:
        cursor.execute(_INDEX, [normalise(" ".join(texts)), meeting.pk])


def found_by(
    actor: Actor | None, *, question: str = "", body: str = ""
) -> "QuerySet[Meeting, Meeting]":
    """The meetings that a reader may see, by words and by body; each word may be a beginning."""
    rows = Meeting.objects.visible_to(actor)
    if body:
        rows = rows.filter(body_id=body)
    if asked := words(question):
        text = " & ".join(f"{word}:*" for word in asked)
        rows = rows.filter(search_vector=SearchQuery(text, config="simple", search_type="raw"))
    return rows


def archive(actor: Actor | None, *, question: str = "", body: str = "", after: str = "") -> Found:
    """What a reader may see, the latest first. A cursor that is none begins at the beginning."""
    rows = found_by(actor, question=question, body=body)
    if place := _read(after):
        at, pk = place
        rows = rows.filter(Q(starts_at__lt=at) | Q(starts_at=at, pk__lt=pk))
    rows = rows.select_related("body").defer("search_vector").order_by("-starts_at", "-pk")
    found = list(rows[: PAGE_SIZE + 1])
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    return Found(found, _cursor(found[-1]) if more else "")


def _of(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value]


def _cursor(meeting: Meeting) -> str:
    return f"{meeting.starts_at.isoformat()}~{meeting.pk}"


def _read(cursor: str) -> tuple[datetime, int] | None:
    at, _tilde, pk = cursor.partition("~")
    try:
        when = parse_datetime(at)
    except ValueError:
        return None
    if when is None or when.tzinfo is None or not pk.isdecimal() or len(pk) > 18:
        return None
    return when, int(pk)
