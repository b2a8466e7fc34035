"""Lists a page at a time, continued after the last row that was shown: by a time, then the id."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

PAGE_SIZE = 20
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page; `previous` and `following` are cursors, "" at the ends."""

    rows: list[Row]
    previous: str = ""
    following: str = ""

    def links(self, filters: dict[str, str]) -> dict[str, str]:
        """The addresses of the pages beside, with the filters kept."""
        return {
            "previous": f"?{urlencode(filters | {'page': self.previous})}" if self.previous else "",
            "following": f"?{urlencode(filters | {'page': self.following})}"
            if self.following
            else "",
        }


def page_of(rows: "QuerySet[Any]", cursor: str, *, column: str, size: int = PAGE_SIZE) -> Page[Any]:
    """The newest first by `column`. A cursor that is none begins at the beginning."""
    backwards, at, pk = _decode(cursor) or (False, None, 0)
    if at is not None:
        compare = "gt" if backwards else "lt"
        rows = rows.filter(
            Q(**{f"{column}__{compare}": at}) | Q(**{column: at, f"pk__{compare}": pk})
        )
    sign = "" if backwards else "-"
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([])
    before = more if backwards else at is not None
    after = True if backwards else more
    return Page(
        found,
        _encode("b", getattr(found[0], column), found[0].pk) if before else "",
        _encode("f", getattr(found[-1], column), found[-1].pk) if after else "",
    )


def is_cursor(text: str) -> bool:
    """Whether a page gave this text."""
    return _decode(text) is not None


def _encode(way: str, at: datetime, pk: int) -> str:
    text = f"{way}|{at.isoformat()}|{pk}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(text: str) -> tuple[bool, datetime, int] | None:
    try:
        padded = text + "=" * (-len(text) % 4)
        way, at, pk = base64.urlsafe_b64decode(padded).decode().split("|")
        when = parse_datetime(at)
        if when is None or timezone.is_naive(when) or not pk.isdecimal() or len(pk) > 18:
            return None
        return way == "b", when.astimezone(UTC), int(pk)
    except (ValueError, OverflowError, binascii.Error):
        return None
