"""All meetings in one list, with search: the archive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connections
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from contacts.search import normalise, words
from protection.actor import Actor
from protection.prepared import Given, PreparedFor
from workinggroup.codes import MinutesState
from workinggroup.models import Meeting, Minutes

PAGE_SIZE = 20
_OF_A_LINE = ("title", "state", "starts_at", "day_known", "when_words")
_OF_ITS_BODY = [f"body__name{end}" for end in ("", "_en", "_nl", "_fr", "_de")]
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
        rows = rows.filter(search_vector=_query(_text(asked)))
    return rows


def _text(asked: Iterable[str]) -> str:
    return " & ".join(f"{word}:*" for word in asked)


def _query(text: str | Given) -> SearchQuery:
    return SearchQuery(text, config="simple", search_type="raw")


def _page(actor: Actor, by_body: bool, asked: bool, later: bool) -> "QuerySet[Meeting, Meeting]":
    rows = Meeting.objects.visible_to(actor)
    if by_body:
        rows = rows.filter(body=Given("body"))
    if asked:
        rows = rows.filter(search_vector=_query(Given("asked")))
    if later:
        rows = rows.filter(
            Q(starts_at__lt=Given("at")) | Q(starts_at=Given("at"), pk__lt=Given("pk"))
        )
    rows = rows.select_related("body").only(*_OF_A_LINE, *_OF_ITS_BODY)
    return rows.order_by("-starts_at", "-pk")[: PAGE_SIZE + 1]


_PAGE = PreparedFor(_page)


def archive(actor: Actor | None, *, question: str = "", body: str = "", after: str = "") -> Found:
    """What a reader may see, the latest first. A cursor that is none begins at the beginning."""
    if actor is None:
        return Found([], "")
    asked, place = words(question), _read(after)
    values: dict[str, Any] = {"body": body, "asked": _text(asked)}
    if place:
        values["at"], values["pk"] = place
    found = _PAGE.rows_for(actor, bool(body), bool(asked), bool(place), **values)
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
