"""The addresses of the public directory, as the HSDS 3.1 API reference names them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from contacts import capacity
from contacts.hsds import asking, description, rows
from contacts.hsds.answers import Answer, Missing, endpoint
from contacts.hsds.asking import Asked
from contacts.hsds.identifiers import service_of_place
from contacts.hsds.parts import Shown, moment
from contacts.hsds.showing import Shower, changed_at
from contacts.hsds.taxonomies import Term, taxonomies
from contacts.hsds.words import LANGUAGES, Words
from contacts.models import Organisation, Service
from contacts.visibility import public_organisations, public_points, public_services

VERSION = "3.1.3"
_PROFILE = "https://docs.openreferral.org/en/latest/hsds/overview.html"
# Every column that a line of a list may show, in all languages; the rest stays in the database.
_TEXTS = ("name", "conditions")
_OF_A_LINE = (
    "public_id", "organisation_id", "active", "needs", "target_groups", "public_fields",
    *(f"{text}_{language}" for text in _TEXTS for language in LANGUAGES),
)  # fmt: skip
_OF_AN_ORGANISATION = (
    "public_id", "active", "kind", "country_id", "secret_location", "public_fields", "email",
    "website", "address", "region_codes",
    *(f"{text}_{language}" for text in ("name", "roles") for language in LANGUAGES),
)  # fmt: skip


@endpoint()
def root(asked: Asked, words: Words) -> Answer:
    """Which version this is, and where it is described."""
    described = f"{settings.PORTAL_BASE_URL}{reverse('hsds:openapi')}"
    body = {"version": VERSION, "profile": _PROFILE, "openapi_url": described}
    return Answer(body, headers={"Link": f'<{described}>; rel="service-desc"'})


@endpoint()
def openapi(asked: Asked, words: Words) -> Answer:
    """The description of this interface, in English."""
    words.used.add("en")
    return Answer(description.document())


@endpoint(asking.OF_SERVICES, posted=True)
def services(asked: Asked, words: Words) -> Answer:
    """The services, in pages or all at once."""
    shower = Shower(words, now=timezone.now())
    page = rows.page(rows.services(asked), asked)
    if asked.minimal:
        return _listed(asked, page, _minimal)
    make = shower.whole_service if asked.full else shower.service
    return _listed(asked, page, lambda keys: map(make, _services(keys, whole=asked.full)))


@endpoint()
def service(asked: Asked, words: Words, service_id: str) -> Answer:
    """One service with all that belongs to it."""
    found = _whole(public_services()).filter(public_id=_uuid(service_id)).first()
    if found is None:
        raise Missing
    shown = Shower(words, now=timezone.now()).whole_service(found)
    return Answer(shown, modified=changed_at(found))


@endpoint(asking.OF_ORGANISATIONS, posted=True)
def organisations(asked: Asked, words: Words) -> Answer:
    """The organisations, in pages or all at once."""
    shower = Shower(words, now=timezone.now())
    page = rows.page(rows.organisations(asked), asked)

    def make(keys: Sequence[int]) -> Iterator[Shown]:
        found = public_organisations().filter(pk__in=keys).order_by("pk")
        if asked.full or asked.full_service:
            found = _with_services(found, whole=asked.full_service)
        else:
            found = found.only(*_OF_AN_ORGANISATION)
        for row in found:
            if not (asked.full or asked.full_service):
                yield shower.organisation(row)
                continue
            shown = shower.whole_organisation(row) if asked.full else shower.organisation(row)
            yield shown | {"services": _of(row, shower, asked)}

    return _listed(asked, page, make)


@endpoint(asking.OF_ONE_ORGANISATION)
def organisation(asked: Asked, words: Words, organisation_id: str) -> Answer:
    """One organisation with all that belongs to it, and its services."""
    found = public_organisations().filter(public_id=_uuid(organisation_id))
    row = _with_services(found, whole=asked.full_service).first()
    if row is None:
        raise Missing
    shower = Shower(words, now=timezone.now())
    shown = shower.whole_organisation(row) | {"services": _of(row, shower, asked)}
    return Answer(shown, modified=changed_at(row))


@endpoint(asking.OF_PLACES, posted=True)
def places(asked: Asked, words: Words) -> Answer:
    """Each service at its location, in pages or all at once."""
    shower = Shower(words, now=timezone.now())
    page = rows.page(rows.services(asked), asked)
    make = shower.whole_place if asked.full else shower.place
    return _listed(asked, page, lambda keys: map(make, _services(keys, whole=asked.full)))


@endpoint()
def place(asked: Asked, words: Words, place_id: str) -> Answer:
    """One service at its location with all that belongs to it."""
    row = _whole(public_services()).filter(public_id=service_of_place(_uuid(place_id))).first()
    if row is None:
        raise Missing
    shown = Shower(words, now=timezone.now()).whole_place(row)
    return Answer(shown, modified=changed_at(row))


@endpoint(asking.OF_TAXONOMIES, posted=True)
def taxonomy_list(asked: Asked, words: Words) -> Answer:
    """The code lists by which the directory is classified."""
    found = [
        shown
        for shown in taxonomies().taxonomies.values()
        if rows.has_words(asked.words, shown["name"])
    ]
    return _listed(asked, rows.cut(found, asked), iter)


@endpoint()
def taxonomy(asked: Asked, words: Words, taxonomy_id: str) -> Answer:
    """One code list."""
    return Answer(_or_missing(taxonomies().taxonomies.get(_uuid(taxonomy_id))))


@endpoint(asking.OF_TERMS, posted=True)
def term_list(asked: Asked, words: Words) -> Answer:
    """The codes, of one list or of all. `top_only` leaves out those that have others below them."""
    lists = taxonomies().lists

    def fits(term: Term) -> bool:
        return (
            (not asked.taxonomy_id or lists.get(asked.taxonomy_id) == term.list_code)
            and (not asked.parent_id or term.shown.get("parent_id") == str(asked.parent_id))
            and not (asked.top_only and term.has_parts)
            and rows.has_words(asked.words, term.shown["name"])
        )

    found = [_whole_term(term) for term in taxonomies().terms.values() if fits(term)]
    return _listed(asked, rows.cut(found, asked), iter)


@endpoint()
def term(asked: Asked, words: Words, term_id: str) -> Answer:
    """One code with its list."""
    found = taxonomies().terms.get(_uuid(term_id))
    return Answer(_whole_term(_or_missing(found)))


def _listed(
    asked: Asked, page: rows.Page, make: Callable[[Sequence[Any]], Iterator[Shown]]
) -> Answer:
    """A page object, or the rows a line each."""
    made = (shown for keys in rows.chunks(page.keys) for shown in make(keys))
    if asked.format == asking.NDJSON:
        return Answer(lines=made)
    return Answer(page.described(list(made)))


def _minimal(keys: Sequence[int]) -> Iterator[Shown]:
    found = public_services().filter(pk__in=keys).order_by("pk")
    for public_id, changed in found.values_list("public_id", "organisation__stamp__changed_at"):
        yield {"id": str(public_id), **({"modified_date": moment(changed)} if changed else {})}


def _services(keys: Sequence[int], *, whole: bool) -> Iterable[Service]:
    found = public_services().filter(pk__in=keys).order_by("pk")
    if whole:
        return _whole(found)
    # Several services have one organisation: each is read once.
    rows_ = list(
        found.select_related(None)
        .defer(None)
        .only(*_OF_A_LINE)
        .annotate(changed_at=F("organisation__stamp__changed_at"))
    )
    owners = public_organisations().filter(pk__in={row.organisation_id for row in rows_})
    by_key = owners.defer(None).only(*_OF_AN_ORGANISATION).in_bulk()
    for row in rows_:
        if row.organisation_id in by_key:
            row.organisation = by_key[row.organisation_id]
    return [row for row in rows_ if row.organisation_id in by_key]


def _whole(found: "QuerySet[Service]") -> "QuerySet[Service]":
    points = Prefetch(
        "organisation__contact_points",
        public_points().prefetch_related("opening_hours").order_by("order", "pk"),
    )
    changed = F("organisation__stamp__changed_at")
    said = capacity.in_force(timezone.now()).order_by("target_group")
    rooms = Prefetch("capacities", said, to_attr="rooms")
    return found.annotate(changed_at=changed).prefetch_related(points, rooms)


def _with_services(found: "QuerySet[Organisation]", *, whole: bool) -> "QuerySet[Organisation]":
    points = Prefetch(
        "contact_points",
        public_points().prefetch_related("opening_hours").order_by("order", "pk"),
    )
    changed = F("organisation__stamp__changed_at")
    offered: QuerySet[Any] = public_services().annotate(changed_at=changed)
    if whole:
        offered = _whole(public_services())
    found = found.annotate(changed_at=F("stamp__changed_at"))
    return found.prefetch_related(points, Prefetch("services", offered.order_by("order", "pk")))


def _of(row: Organisation, shower: Shower, asked: Asked) -> list[Shown]:
    """The services of an organisation, each without the organisation that it stands in."""
    make = shower.whole_service if asked.full_service else shower.service
    return [
        {key: value for key, value in make(one).items() if key != "organization"}
        for one in row.services.all()
    ]


def _whole_term(found: Term) -> Shown:
    known = taxonomies().taxonomies[UUID(found.shown["taxonomy_id"])]
    return found.shown | {"taxonomy_detail": known}


def _uuid(text: str) -> UUID:
    """An identifier of an address; what is none belongs to nothing."""
    try:
        return UUID(text)
    except ValueError:
        raise Missing from None


def _or_missing(found: Any) -> Any:
    if found is None:
        raise Missing
    return found
