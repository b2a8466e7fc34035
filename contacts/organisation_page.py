"""All that an organisation's page shows, read in a fixed number of queries."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Prefetch, Q

from contacts import codes, duty
from contacts.models import (
    ContactPoint,
    Country,
    Network,
    NetworkMember,
    Organisation,
    Partnership,
    Service,
)
from contacts.presenters import BETWEEN, Row, phone_uri, present_row, target_group_labels
from contacts.selectors import with_contact_point


@dataclass(frozen=True)
class Fact:
    """A value with its label; `unconfirmed` when no source or owner has confirmed it.

    `bounced` is when mail to this address last came back.
    """

    label: str
    value: str
    uri: str = ""
    unconfirmed: bool = False
    bounced: datetime | None = None


@dataclass(frozen=True)
class Point:
    """A function one can reach, whether it answers now, and whom to try otherwise."""

    function: str
    facts: list[Fact]
    reached: duty.Reached
    deputy: str
    deputy_phone: str
    deputy_uri: str


@dataclass(frozen=True)
class ServiceText:
    """A service in words. `languages` empty: those of the organisation."""

    name: str
    needs: str
    target_groups: str
    languages: str
    accessibility: str
    conditions: str
    coverage: str


@dataclass(frozen=True)
class NetworkText:
    """A network with the other active members of it: (slug, name)."""

    name: str
    description: str
    source_url: str
    others: list[tuple[str, str]]


@dataclass(frozen=True)
class PartnershipText:
    """A partnership as one of its sides shows it: `slug` and `name` are the other side's."""

    public_id: str
    slug: str
    name: str
    service: str
    their_service: str
    purpose: str
    since: date
    until: date | None
    ended: bool
    document: str
    recorded_by: str
    recorded_at: datetime
    own: bool


@dataclass(frozen=True)
class DutyText:
    """A phone of the country's contact point that this organisation answers now."""

    function: str
    phone: str
    uri: str
    languages: str
    until: datetime | None
    deputy: bool


@dataclass(frozen=True)
class Page:
    """All that an organisation's page shows."""

    row: Row
    facts: list[Fact]
    points: list[Point]
    services: list[ServiceText]
    roles: list[str]
    notes: str
    unconfirmed: bool
    unconfirmed_fields: list[str]
    country: Country | None
    police_uri: str
    source_url: str
    source_read_at: date | None
    verified_at: date | None
    verified_by: str
    secret_location: bool
    on_duty: list[DutyText] = field(default_factory=list)
    networks: list[NetworkText] = field(default_factory=list)
    partnerships: list[PartnershipText] = field(default_factory=list)


def page_of(organisation: Organisation, now: datetime) -> Page:
    """The page of an organisation that `organisation_with_all` has read; four more queries."""
    unverified = set(organisation.unverified_fields)
    row = present_row(organisation)
    facts = [
        _fact("phone", organisation.phone, unverified, uri=row.phone_uri),
        _fact("email", organisation.email, unverified, uri=f"mailto:{organisation.email}"),
        _fact("website", organisation.website, unverified, uri=organisation.website),
        _fact("address", organisation.address, unverified),
        _fact("languages", row.languages, unverified),
        _fact("target_groups", row.target_groups, unverified),
    ]
    points = list(organisation.contact_points.all())
    reached = duty.reached_at(organisation, now)
    verified_by = organisation.verified_by
    return Page(
        row=row,
        facts=[
            fact
            for fact in facts
            if fact.value or (fact.unconfirmed and not _hidden(fact, organisation))
        ],
        points=[_point(point, reached.get(point.pk, duty.Reached(None))) for point in points],
        services=[_service(service) for service in organisation.services.all()],
        roles=[line for line in organisation.roles.splitlines() if line],
        notes=organisation.notes,
        unconfirmed=organisation.verified_at is None or bool(unverified),
        unconfirmed_fields=codes.labels("unverified_field", organisation.unverified_fields),
        country=organisation.country,
        police_uri=phone_uri(organisation.country.police_number) if organisation.country else "",
        source_url=organisation.source_url,
        source_read_at=organisation.source_read_at,
        verified_at=organisation.verified_at,
        verified_by=str(verified_by.get_full_name()) if verified_by else "",
        secret_location=organisation.secret_location,
        on_duty=[_on_duty(shift) for shift in duty.shifts_now(organisation, now)],
        networks=_networks(organisation),
        partnerships=_partnerships(organisation, now),
    )


def organisation_with_all(slug: str) -> Organisation | None:
    """One active organisation with its contact points and services, in three queries."""
    return (
        with_contact_point(Organisation.objects.filter(slug=slug, active=True))
        .select_related("country", "verified_by")
        .prefetch_related(
            Prefetch("contact_points", ContactPoint.objects.select_related("deputy")),
            Prefetch("services", Service.objects.filter(active=True)),
        )
        .first()
    )


def coverage_of(service: Service, country: Country | None) -> str:
    """Where a service helps, in words; "" where nothing is known."""
    if service.coverage:
        return BETWEEN.join(codes.labels("region", service.coverage))
    return country.name if country else ""


def _hidden(fact: Fact, organisation: Organisation) -> bool:
    """An address that is not kept is not “not known yet”."""
    return organisation.secret_location and fact.label == codes.label("unverified_field", "address")


def _fact(
    code: str, value: str, unverified: set[str], *, uri: str = "", bounced: datetime | None = None
) -> Fact:
    return Fact(
        label=codes.label("unverified_field", code),
        value=value,
        uri=uri if value else "",
        unconfirmed=code in unverified,
        bounced=bounced,
    )


def _point(point: ContactPoint, reached: duty.Reached) -> Point:
    unverified = set(point.unverified_fields)
    languages = BETWEEN.join(codes.labels("language", point.languages))
    mailto = f"mailto:{point.email}"
    facts = [
        _fact("phone", point.phone, unverified, uri=phone_uri(point.phone)),
        _fact("email", point.email, unverified, uri=mailto, bounced=point.email_bounced_at),
        _fact("hours", point.hours, unverified),
        _fact("languages", languages, unverified),
    ]
    deputy = point.deputy
    return Point(
        function=point.function,
        facts=[fact for fact in facts if fact.value],
        reached=reached,
        deputy=deputy.function if deputy else "",
        deputy_phone=deputy.phone if deputy else "",
        deputy_uri=phone_uri(deputy.phone) if deputy else "",
    )


def _service(service: Service) -> ServiceText:
    return ServiceText(
        name=service.name,
        needs=BETWEEN.join(codes.labels("need", service.needs)),
        target_groups=target_group_labels(service.target_groups),
        languages=BETWEEN.join(codes.labels("language", service.languages)),
        accessibility=BETWEEN.join(codes.labels("accessibility_need", service.accessibility)),
        conditions=service.conditions,
        coverage=coverage_of(service, service.organisation.country),
    )


def _on_duty(shift: duty.Answering) -> DutyText:
    return DutyText(
        function=shift.function,
        phone=shift.phone,
        uri=phone_uri(shift.phone),
        languages=BETWEEN.join(codes.labels("language", shift.languages)),
        until=shift.until,
        deputy=shift.deputy,
    )


def _networks(organisation: Organisation) -> list[NetworkText]:
    members = (
        NetworkMember.objects.filter(network__active=True, organisation__active=True)
        .filter(network__memberships__organisation=organisation)
        .select_related("network", "organisation")
        .defer("organisation__search_vector")
        .order_by("network__order", "network_id", "order", "pk")
    )
    found: dict[Network, list[tuple[str, str]]] = {}
    for member in members:
        others = found.setdefault(member.network, [])
        if member.organisation_id != organisation.pk:
            others.append((member.organisation.slug, member.organisation.name))
    return [
        NetworkText(network.name, network.description, network.source_url, others)
        for network, others in found.items()
    ]


def _partnerships(organisation: Organisation, now: datetime) -> list[PartnershipText]:
    """Those that run first, the newest first."""
    rows = (
        Partnership.objects.filter(Q(organisation=organisation) | Q(partner=organisation))
        .filter(organisation__active=True, partner__active=True)
        .select_related("organisation", "partner", "service", "partner_service")
        .defer("organisation__search_vector", "partner__search_vector")
    )
    texts = [_partnership(one, one.organisation_id == organisation.pk, now) for one in rows]
    return sorted(texts, key=lambda one: (one.ended, -one.since.toordinal(), one.name))


def _partnership(one: Partnership, own: bool, now: datetime) -> PartnershipText:
    other = one.partner if own else one.organisation
    service, theirs = (one.service, one.partner_service)
    if not own:
        service, theirs = theirs, service
    return PartnershipText(
        public_id=str(one.public_id),
        slug=other.slug,
        name=other.name,
        service=service.name if service else "",
        their_service=theirs.name if theirs else "",
        purpose=one.purpose,
        since=one.since,
        until=one.until,
        ended=one.until is not None and one.until < now.astimezone(duty.ZONE).date(),
        document=one.document,
        recorded_by=one.organisation.name,
        recorded_at=one.recorded_at,
        own=own,
    )
