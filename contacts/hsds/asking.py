"""What can be asked of a list, and what is refused: each with the name of its field."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from contacts import search
from contacts.hsds.postcodes import regions_of

PER_PAGE = 50
MOST_PER_PAGE = 500
MOST_PAGES = 1_000_000
JSON, NDJSON = "json", "ndjson"

PAGES = frozenset({"search", "page", "per_page", "format"})
TERMS = frozenset({"taxonomy_term_id", "taxonomy_id"})
OF_SERVICES = (
    PAGES | TERMS | {"organization_id", "modified_after", "minimal", "full"}
)  # fmt: skip
OF_ORGANISATIONS = PAGES | TERMS | {"full", "full_service"}
OF_PLACES = PAGES | TERMS | {"organization_id", "modified_after", "full", "postcode", "proximity"}
OF_TAXONOMIES = PAGES
OF_TERMS = PAGES | {"taxonomy_id", "top_only", "parent_id"}
OF_ONE_ORGANISATION = frozenset({"full_service"})
NOTHING: frozenset[str] = frozenset()


class Refused(Exception):
    """400: `errors` has a text for each field that is not accepted."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(str(errors))
        self.errors = errors


@dataclass(frozen=True)
class Asked:
    """A question to a list; what was not asked has its default."""

    search: str = ""
    words: list[str] = field(default_factory=list)
    page: int = 1
    per_page: int = 0
    format: str = JSON
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    top_only: bool = False
    modified_after: datetime | None = None
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    parent_id: UUID | None = None
    postcode: str = ""
    proximity: str = ""

    @property
    def everything(self) -> bool:
        """Whether all rows come at once: by ndjson, or ids alone without a page size."""
        return self.format == NDJSON or (self.minimal and not self.per_page)

    @property
    def shape(self) -> tuple[Any, ...]:
        """All that decides what the answer holds."""
        return (
            *self.filters,
            self.page,
            self.per_page,
            self.format,
            self.minimal,
            self.full,
            self.full_service,
            self.top_only,
            self.parent_id,
        )

    @property
    def filters(self) -> tuple[Any, ...]:
        """What decides which rows there are, whatever the page and the shape."""
        return (
            tuple(self.words),
            self.modified_after,
            self.taxonomy_term_id,
            self.taxonomy_id,
            self.organization_id,
            self.postcode,
        )


def read(request: HttpRequest, names: Collection[str]) -> Asked:
    """The question of a request. Raises Refused; a name that is not asked here is refused too,
    because a list that ignores a filter looks as if it were narrowed."""
    said = {**request.GET.dict(), **request.POST.dict()}
    errors = {name: _("This is not asked here.") for name in said if name not in names}
    values: dict[str, Any] = {}
    for name, text in said.items():
        if name in errors or not text:
            continue
        try:
            values[name] = _READ[name](str(text))
        except ValueError as error:
            errors[name] = str(error)
    if errors:
        raise Refused(errors)
    if "search" in values:
        values["words"] = search.words(values["search"])
    return Asked(**values)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read_number(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most:
            return int(text)
        raise ValueError(
            _("Give a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
        )

    return read_number


def _yes(text: str) -> bool:
    if text.lower() in {"true", "1"}:
        return True
    if text.lower() in {"false", "0"}:
        return False
    raise ValueError(_("Give true or false."))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(_("Give an identifier as this interface gives it.")) from None


def _format(text: str) -> str:
    if text in {JSON, NDJSON}:
        return text
    raise ValueError(_("Give json or ndjson."))


def _text(text: str) -> str:
    if len(text) <= search.MAX_QUESTION and "\x00" not in text and search.words(text):
        return text
    raise ValueError(_("Give words of letters or digits, at most 200 characters."))


def _moment(text: str) -> datetime:
    """A date means its beginning; a moment without a zone is in UTC."""
    # A “+” of an address that was not escaped arrives as a space; a date is its beginning.
    text = text.replace(" ", "+") if "T" in text else f"{text}T00:00"
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise ValueError(_("Write a moment with its zone: 2026-11-22T09:30:00Z."))
    return moment.replace(tzinfo=UTC) if timezone.is_naive(moment) else moment


def _postcode(text: str) -> str:
    plain = "".join(text.upper().split())
    if regions_of(plain):
        return plain
    raise ValueError(_("Give a postcode of the Netherlands, Belgium or Luxembourg."))


def _nowhere(text: str) -> str:
    raise ValueError(_("This directory gives no coordinates, so that distances cannot be asked."))


_READ: dict[str, Callable[[str], Any]] = {
    "search": _text,
    "page": _whole(1, MOST_PAGES),
    "per_page": _whole(1, MOST_PER_PAGE),
    "format": _format,
    "minimal": _yes,
    "full": _yes,
    "full_service": _yes,
    "top_only": _yes,
    "modified_after": _moment,
    "taxonomy_term_id": _id,
    "taxonomy_id": _id,
    "organization_id": _id,
    "parent_id": _id,
    "postcode": _postcode,
    "proximity": _nowhere,
}
