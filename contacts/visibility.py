"""The one door to what strangers may see of the directory: all that is public comes through here.

Nothing is public by default. A field is, when its row names it in `public_fields`; and of a shelter
neither its places nor free texts, which could name one, whatever the row says.
"""

from django.db.models import Q, QuerySet

from contacts.models import ContactPoint, Organisation, Service
from contacts.publishable import (
    ORGANISATION_FIELDS,
    POINT_FIELDS,
    SERVICE_FIELDS,
    SHELTER_FIELDS,
    SHELTER_KINDS,
    SHELTER_POINT_FIELDS,
    SHELTER_SERVICE_FIELDS,
)

# A service with this need has a place to sleep, so where it works could lead to one.
_PLACE = "safe_accommodation"


def public_fields(row: Organisation | ContactPoint | Service) -> frozenset[str]:
    """The names of the fields of a row that strangers may see; none when its name is not public.

    A part of an organisation is asked with its `organisation`: without a public organisation
    nothing of it is public.
    """
    if isinstance(row, Organisation):
        return _of_organisation(row)
    if not _of_organisation(row.organisation):
        return frozenset()
    hidden = is_shelter(row.organisation)
    allowed: tuple[str, ...]
    if isinstance(row, ContactPoint):
        allowed = SHELTER_POINT_FIELDS if hidden else POINT_FIELDS
        return _named(row.public_fields, allowed, "function")
    if not row.active:
        return frozenset()
    allowed = SHELTER_SERVICE_FIELDS if hidden or _PLACE in row.needs else SERVICE_FIELDS
    return _named(row.public_fields, allowed, "name")


def is_shelter(organisation: Organisation) -> bool:
    """Whether its place must stay unknown: a kind of shelter, or a secret location."""
    return organisation.secret_location or organisation.kind in SHELTER_KINDS


def public_organisations() -> "QuerySet[Organisation]":
    """The organisations that strangers may know of, unordered."""
    return Organisation.objects.filter(active=True, public_fields__contains=["name"]).defer(
        "search_vector"
    )


def public_services() -> "QuerySet[Service]":
    """The services that strangers may know of, with their organisation, unordered."""
    return (
        Service.objects.filter(active=True, public_fields__contains=["name"])
        .filter(organisation__active=True, organisation__public_fields__contains=["name"])
        .select_related("organisation")
        .defer("organisation__search_vector")
    )


def public_points() -> "QuerySet[ContactPoint]":
    """The contact points that strangers may know of, with their organisation, unordered."""
    return (
        ContactPoint.objects.filter(public_fields__contains=["function"])
        .filter(organisation__active=True, organisation__public_fields__contains=["name"])
        .select_related("organisation")
        .defer("organisation__search_vector")
    )


def organisation_shows(field: str, *, of: str = "") -> Q:
    """The public organisations whose `field` is in public_fields: for narrowing by what it holds.

    `of` leads from the rows that are asked to their organisation, such as "organisation__".
    """
    shown = Q(**{f"{of}public_fields__contains": [field]})
    return shown if field in SHELTER_FIELDS else shown & ~_shelter(of)


def service_shows(field: str) -> Q:
    """The public services whose `field` is in public_fields: for narrowing by what it holds."""
    shown = Q(public_fields__contains=[field])
    if field in SHELTER_SERVICE_FIELDS:
        return shown
    return shown & ~_shelter("organisation__") & ~Q(needs__contains=[_PLACE])


def _shelter(of: str) -> Q:
    return Q(**{f"{of}secret_location": True}) | Q(**{f"{of}kind__in": SHELTER_KINDS})


def _of_organisation(organisation: Organisation) -> frozenset[str]:
    if not organisation.active:
        return frozenset()
    allowed = SHELTER_FIELDS if is_shelter(organisation) else ORGANISATION_FIELDS
    return _named(organisation.public_fields, allowed, "name")


def _named(chosen: list[str], allowed: tuple[str, ...], name: str) -> frozenset[str]:
    return frozenset(chosen).intersection(allowed) if name in chosen else frozenset()
