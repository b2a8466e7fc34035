"""Which rows an answer holds: narrowed by public fields alone, and a page at a time.

A filter that looked at what is not shown would tell it all the same. So each condition is one on
a field that strangers may see of that row (contacts.visibility).

HSDS asks for pages by number and for the number of rows. Both are read from the row numbers of
the whole answer, which are kept (contacts.hsds.kept): a page far behind costs what the first one
costs. The rows themselves are read through contacts.visibility.
"""

import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from contacts import codes, search
from contacts.hsds.asking import PER_PAGE, Asked
from contacts.hsds.kept import is_quiet, kept, stand
from contacts.hsds.postcodes import areas_of, regions_of
from contacts.hsds.taxonomies import taxonomies
from contacts.hsds.words import LANGUAGES
from contacts.models import Organisation, Service
from contacts.visibility import (
    organisation_shows,
    public_organisations,
    public_services,
    service_shows,
)

CHUNK = 500
# Which field of a service, or of its organisation, holds the codes of a list.
_OF_SERVICE = {
    "need": "needs",
    "target_group": "target_groups",
    "language": "languages",
    "region": "coverage",
    "accessibility_need": "accessibility",
}

_Row = TypeVar("_Row", Service, Organisation)


class Plain(Func):
    """Several texts as one, in lower case and without accents, as contacts.search has words."""

    template = (
        "translate(lower(concat_ws(' ', %(expressions)s)),"
        " 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')"
    )
    output_field = CharField()


@dataclass(frozen=True)
class Page:
    """The keys of one page, and where it stands."""

    keys: Sequence[Any]
    total: int
    number: int
    per_page: int

    def described(self, contents: list[Any]) -> dict[str, Any]:
        """The page object of the standard."""
        pages = -(-self.total // self.per_page)
        return {
            "total_items": self.total,
            "total_pages": pages,
            "page_number": self.number,
            "size": len(contents),
            "first_page": self.number == 1,
            "last_page": self.number >= pages,
            "empty": not contents,
            "contents": contents,
        }


def services(asked: Asked) -> "QuerySet[Service]":
    """The public services that meet every filter, unordered."""
    found = public_services()
    if asked.organization_id:
        found = found.filter(organisation__public_id=asked.organization_id)
    if asked.modified_after:
        found = found.filter(organisation__stamp__changed_at__gte=asked.modified_after)
    if asked.taxonomy_term_id:
        found = found.filter(_has_term(asked))
    if asked.taxonomy_id:
        found = found.filter(_has_any_term(asked))
    if asked.postcode:
        found = found.filter(_covers(asked.postcode))
    if asked.words:
        found = found.alias(
            plain_name=_plain("name"),
            plain_conditions=_plain("conditions"),
            plain_organisation=_plain("organisation__name"),
        )
    for word in asked.words:
        found = found.filter(_says(word))
    return found


def organisations(asked: Asked) -> "QuerySet[Organisation]":
    """The public organisations that meet every filter, unordered.

    A term, and a word, may be theirs or that of one of their public services.
    """
    found = public_organisations()
    if asked.taxonomy_term_id or asked.taxonomy_id:
        narrowed = Asked(taxonomy_term_id=asked.taxonomy_term_id, taxonomy_id=asked.taxonomy_id)
        found = found.filter(_exists(narrowed))
    if asked.words:
        found = found.alias(plain_name=_plain("name"), plain_roles=_plain("roles"))
    for word in asked.words:
        found = found.filter(
            Q(plain_name__contains=word)
            | Q(plain_roles__contains=word) & organisation_shows("roles")
            | _exists(Asked(words=[word]))
        )
    return found


def page(found: "QuerySet[_Row]", asked: Asked) -> Page:
    """The page that was asked for, in the order in which the rows came to the directory."""
    return cut(_keys(found, asked), asked)


def has_words(words: Sequence[str], text: str) -> bool:
    """Whether a text has all the words."""
    plain = search.normalise(text)
    return all(word in plain for word in words)


def cut(keys: Sequence[Any], asked: Asked) -> Page:
    """The page that was asked for of what is there, in its order."""
    if asked.everything:
        return Page(keys, len(keys), 1, max(1, len(keys)))
    per_page = asked.per_page or PER_PAGE
    begin = (asked.page - 1) * per_page
    return Page(keys[begin : begin + per_page], len(keys), asked.page, per_page)


def chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Keys in portions of which the rows are read together."""
    for begin in range(0, len(keys), CHUNK):
        yield keys[begin : begin + CHUNK]


def _keys(found: "QuerySet[_Row]", asked: Asked) -> "array[int]":
    """The keys of the rows found, in their order."""
    # Labels decide what a word finds, and they are of a language.
    question = ("keys", found.model.__name__, asked.filters, get_language())
    quiet, at = is_quiet(), stand()
    keys: array[int] | None = kept.get(question, at)
    if keys is None:
        keys = _read_keys(found)
        if quiet:
            kept.put(question, at, keys, len(keys) * keys.itemsize)
    return keys


def _read_keys(found: "QuerySet[_Row]") -> "array[int]":
    """As one value of bytes: twenty thousand rows of one number took longer to take apart."""
    try:
        asked, values = found.order_by("pk").values("pk").query.sql_with_params()
    except EmptyResultSet:  # a filter that nothing can meet
        return array("q")
    with connection.cursor() as cursor:
        # The inner statement is Django's own, its values are parameters.
        cursor.execute(
            f"SELECT string_agg(int8send(pk), ''::bytea) FROM ({asked}) found(pk)",  # noqa: S608
            values,
        )
        row = cursor.fetchone()
    keys = array("q", bytes(row[0]) if row and row[0] else b"")
    if sys.byteorder == "little":
        keys.byteswap()
    return keys


def _exists(asked: Asked) -> Exists:
    return Exists(services(asked).filter(organisation_id=OuterRef("pk")))


def _plain(field: str) -> Func:
    """All languages of a field as one text."""
    return Plain(*(f"{field}_{language}" for language in LANGUAGES))


def _says(word: str) -> Q:
    """Whether a service or its organisation has the word, or a code that is called so."""
    found = (
        Q(plain_name__contains=word)
        | Q(plain_organisation__contains=word)
        | Q(plain_conditions__contains=word) & service_shows("conditions")
    )
    for list_code, field in _OF_SERVICE.items():
        if called := _called(list_code, word):
            found |= Q(**{f"{field}__overlap": called}) & service_shows(field)
    if kinds := _called("org_type", word):
        found |= Q(organisation__kind__in=kinds) & organisation_shows("kind", of="organisation__")
    return found


def _called(list_code: str, word: str) -> list[str]:
    """The codes of a list whose label, in the reader's language, has the word."""
    return [code for code, label in codes.choices(list_code) if word in search.normalise(label)]


def _has_term(asked: Asked) -> Q:
    term = taxonomies().terms.get(asked.taxonomy_term_id) if asked.taxonomy_term_id else None
    if term is None:
        return Q(pk__in=[])
    if term.list_code == "org_type":
        shown = organisation_shows("kind", of="organisation__")
        return Q(organisation__kind=term.code) & shown
    field = _OF_SERVICE[term.list_code]
    return Q(**{f"{field}__contains": [term.code]}) & service_shows(field)


def _has_any_term(asked: Asked) -> Q:
    list_code = taxonomies().lists.get(asked.taxonomy_id) if asked.taxonomy_id else None
    if list_code is None:
        return Q(pk__in=[])
    if list_code == "org_type":
        return organisation_shows("kind", of="organisation__")
    field = _OF_SERVICE[list_code]
    return ~Q(**{f"{field}__len": 0}) & service_shows(field)


def _covers(postcode: str) -> Q:
    whole = Q(
        coverage__len=0, organisation__country_id__in=list(regions_of(postcode))
    ) & organisation_shows("country", of="organisation__")
    return (Q(coverage__overlap=areas_of(postcode)) | whole) & service_shows("coverage")
