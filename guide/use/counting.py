"""From the broker to the database, once a minute; and the mark of a page that is counted."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page

from guide.use import buffer

PAGE, FILE = "page", "file"
_ONE_AT_A_TIME = (0x7EB, 0x6C1DE)  # our name among advisory locks: who brings the counts over

_PAGES = """
INSERT INTO guide_pageuse (page, language, day, views)
SELECT * FROM unnest(%s::text[], %s::text[], %s::date[], %s::int[])
ON CONFLICT (page, language, day) DO UPDATE SET views = guide_pageuse.views + excluded.views
"""
_FILES = """
INSERT INTO guide_download (language, day, country, kind, number)
SELECT * FROM unnest(%s::text[], %s::date[], %s::text[], %s::text[], %s::int[])
ON CONFLICT (day, language, country, kind)
DO UPDATE SET number = guide_download.number + excluded.number
"""

View = Callable[..., HttpResponse]


def counted(name: str) -> Callable[[View], View]:
    """Mark a public page whose reading is counted under `name`, filled from its arguments.

    The page gets an ETag on the way: who has it already is told so, and has read it all the same.
    """

    def mark(view: View) -> View:
        conditional = conditional_page(view)

        @wraps(view)
        def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = conditional(request, *args, **kwargs)
            if response.status_code in {200, 304} and buffer.is_read(request):
                day = timezone.localdate().isoformat()
                buffer.count(PAGE, name.format(**kwargs), get_language() or "", day)
            return response

        return read

    return mark


def count_download(language: str, country: str, kind: str) -> None:
    """Count one download of the brochure; `country` and `kind` are "" when not said."""
    buffer.count(FILE, language, timezone.localdate().isoformat(), country, kind)


def bring_over() -> int:
    """Write what has been counted; the number of counts. One worker at a time, others do nothing.

    What was taken goes only after it was written: a worker that is killed between loses nothing.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", _ONE_AT_A_TIME)
        if not cursor.fetchone()[0]:
            return 0
        taken = buffer.take()
        pages, files = list(_pages(taken)), list(_files(taken))
        if pages:
            cursor.execute(_PAGES, [list(column) for column in zip(*pages, strict=True)])
        if files:
            cursor.execute(_FILES, [list(column) for column in zip(*files, strict=True)])
        if taken:
            buffer.forget_taken()
    return len(pages) + len(files)


def _pages(taken: Mapping[tuple[str, ...], int]) -> Iterator[tuple[str, str, date, int]]:
    for name, number in taken.items():
        match name:
            case (kind, page, language, day) if kind == PAGE:
                yield page[:60], language[:2], date.fromisoformat(day), number


def _files(taken: Mapping[tuple[str, ...], int]) -> Iterator[tuple[str, date, str, str, int]]:
    for name, number in taken.items():
        match name:
            case (what, language, day, country, kind) if what == FILE:
                yield language, date.fromisoformat(day), country, kind, number
