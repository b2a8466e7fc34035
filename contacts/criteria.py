"""What a reader of the directory looks for, and what each filter asks of the database."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, QuerySet

from contacts import capacity, regions
from contacts.models import NationalContactPoint, Organisation, Service
from contacts.opening import answers_at

# Who asks for women is also helped by those who help all adults, and so on.
ALSO_HELPED_BY = {
    "women": ["women", "all_adults"],
    "men": ["men", "all_adults"],
    "unaccompanied_minors": ["unaccompanied_minors", "minors"],
}
ACTIVE = Q(active=True)
# The filters of codes and the lists of these, in the order in which they are suggested.
LISTS = {
    "need": "need",
    "language": "language",
    "target_group": "target_group",
    "kind": "org_type",
    "country": "country",
    "region": "region",
}
# What a reader can choose, by the names of the form's fields.
FILTERS = (
    "country", "kind", "need", "target_group", "language", "region", "open_now", "places",
    "contact_point",
)  # fmt: skip


@dataclass(frozen=True)
class Criteria:
    """What a reader looks for; empty values do not filter.

    `now` is when the phone is to be answered and the places free.
    """

    question: str = ""
    country: str = ""
    kind: str = ""
    need: str = ""
    target_group: str = ""
    language: str = ""
    region: str = ""
    open_now: bool = False
    places: bool = False
    contact_point: bool = False
    sort: str = ""
    now: datetime | None = None


def filtered(criteria: Criteria) -> "QuerySet[Organisation]":
    """The active organisations that meet the filters, whatever the question, unordered."""
    return Organisation.objects.filter(all_of(criteria))


def all_of(criteria: Criteria) -> Q:
    """All filters as one condition on organisations, which must be active."""
    return reduce(and_, conditions(criteria).values(), ACTIVE)


def conditions(criteria: Criteria) -> dict[str, Q]:
    """What each chosen filter asks, by its name; `service` holds those on one and the same
    service together: shelter here and help for children there is no shelter for children."""
    asked: dict[str, Q] = {}
    if criteria.country:
        asked["country"] = Q(country_id=criteria.country)
    if criteria.kind:
        asked["kind"] = Q(kind=criteria.kind)
    if criteria.need:
        asked["need"] = Q(needs__contains=[criteria.need])
    if criteria.target_group:
        asked["target_group"] = Q(target_groups__overlap=_groups(criteria))
    if criteria.language:
        spoken = Service.objects.filter(organisation_id=OuterRef("pk"), active=True)
        spoken = spoken.filter(languages__contains=[criteria.language])
        asked["language"] = Q(languages__contains=[criteria.language]) | Q(Exists(spoken))
    if criteria.region:
        asked["region"] = Q(areas__overlap=region_codes(criteria.region))
    if criteria.open_now and criteria.now:
        asked["open_now"] = answers_at(criteria.now)
    if criteria.places and criteria.now:
        asked["places"] = _has_places(criteria, criteria.now)
    if criteria.contact_point:
        asked["contact_point"] = Q(is_contact_point())
    if together := _of_one_service(criteria):
        asked["service"] = together
    return asked


def region_codes(region: str) -> list[str]:
    """The codes of `areas` by which an organisation helps in a region: those that share ground
    with it, and the whole of its countries."""
    return sorted(regions.overlapping(region) | set(regions.countries(region)))


def is_contact_point() -> Exists:
    """Whether an organisation stands in the rota of a country's contact point."""
    return Exists(NationalContactPoint.objects.filter(organisation_id=OuterRef("pk")))


def _groups(criteria: Criteria) -> list[str]:
    return ALSO_HELPED_BY.get(criteria.target_group, [criteria.target_group])


def _of_one_service(criteria: Criteria) -> Q | None:
    """Where two things are asked of a service, one and the same must have both."""
    asks = []
    if criteria.need:
        asks.append(Q(needs__contains=[criteria.need]))
    if criteria.target_group:
        asks.append(Q(target_groups__overlap=_groups(criteria)))
    if criteria.language:
        own = Q(languages__contains=[criteria.language])
        of_all = Q(languages=[], organisation__languages__contains=[criteria.language])
        asks.append(own | of_all)
    if len(asks) < 2:
        return None
    services = Service.objects.filter(reduce(and_, asks, ACTIVE))
    return Q(Exists(services.filter(organisation_id=OuterRef("pk"))))


def _has_places(criteria: Criteria, now: datetime) -> Q:
    """A service that said yes lately: for the need and the group that are asked for, if any."""
    rooms = capacity.with_room(now).filter(service__organisation_id=OuterRef("pk"))
    if criteria.need:
        rooms = rooms.filter(service__needs__contains=[criteria.need])
    if criteria.target_group:
        rooms = rooms.filter(target_group__in=[capacity.EVERYBODY, *_groups(criteria)])
    return Q(Exists(rooms))
