"""What readers see of the editions. The files themselves stay where they are until asked for."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from guide.brochure.models import LANGUAGES, Edition, Order

NAMES = {"nl": "Nederlands", "fr": "Français"}
MOST_OLDER = 50


@dataclass(frozen=True)
class Shelf:
    """A language's current edition, and those before it, newest first."""

    language: str
    name: str
    current: Edition
    older: list[Edition]


def shelf() -> list[Shelf]:
    """The editions of each language that has any; a query for each language."""
    found = []
    for language in LANGUAGES:
        rows = list(_of(language)[: MOST_OLDER + 1])
        if rows:
            found.append(Shelf(language, NAMES[language], rows[0], rows[1:]))
    return found


def find(language: str, number: int | None = None) -> Edition | None:
    """An edition without its content: of a number, or the current one."""
    rows = _of(language)
    return (rows.filter(number=number) if number is not None else rows).first()


def content_of(edition: Edition) -> bytes:
    """The PDF."""
    return bytes(Edition.objects.values_list("content", flat=True).get(pk=edition.pk))


def file_name(edition: Edition) -> str:
    """A name that tells nobody what the file is about, as titles of pages do not."""
    return f"benelux-{edition.language}-{edition.day.isoformat()}-{edition.number}.pdf"


def failed_at() -> datetime | None:
    """When the making of an edition last failed, while it has not succeeded since."""
    return (
        Order.objects.filter(failed_at__isnull=False)
        .order_by("-failed_at")
        .values_list("failed_at", flat=True)
        .first()
    )


def _of(language: str) -> "QuerySet[Edition]":
    return Edition.objects.filter(language=language).defer("content").order_by("-number")
