"""Whose second pair of eyes a page of the guide needs before it is public.

A country's chapter: the contact point of that country. A page of no country: the contact point of
each country whose organisations it names. The secretariat, whose seat is written "", where no
country is concerned, and in the place of a country whose contact point has nobody in that role: a
page must not wait for nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import Membership, Role
from accounts.selectors import people_in_role, people_of
from contacts.models import NationalContactPoint, Organisation
from guide.models import Page, Version
from notifications.services import Recipient
from protection.actor import Actor

SECRETARIAT = ""


@dataclass(frozen=True)
class Seats:
    """Who can sit where today: organisation -> country, and the countries that have somebody."""

    countries: dict[int, str]
    staffed: frozenset[str]

    def of(self, actor: Actor | None) -> str | None:
        """The seat for which somebody decides; None for whoever has none."""
        if actor is None:
            return None
        if actor.role == Role.CONTACT_POINT:
            return self.countries.get(actor.organisation_id)
        return SECRETARIAT if actor.role == Role.SECRETARIAT else None

    def needed(self, concerned: Iterable[str]) -> list[str]:
        """The seats whose approval a page of these countries needs."""
        found = {code if code in self.staffed else SECRETARIAT for code in concerned}
        return sorted(found) or [SECRETARIAT]


def seats() -> Seats:
    """Today's seats; two queries."""
    rows = NationalContactPoint.objects.filter(organisation__active=True).order_by("pk")
    countries = dict(rows.values_list("organisation_id", "country_id"))
    staffed = (
        Membership.objects.in_force()
        .filter(role=Role.CONTACT_POINT, organisation_id__in=countries)
        .values_list("organisation_id", flat=True)
        .order_by()
    )
    return Seats(countries, frozenset(countries[one] for one in staffed))


def concerned(pages: Sequence[Page], versions: Iterable[Version] = ()) -> dict[int, list[str]]:
    """Page id -> the countries it concerns, by the bodies that it names now and those that
    `versions` on their way name; one query."""
    bodies = {page.pk: {*page.organisations} for page in pages}
    for version in versions:
        bodies[version.page_id] |= {*version.organisations}
    named = {slug for page in pages if not page.country_id for slug in bodies[page.pk]}
    home = dict(
        Organisation.objects.filter(slug__in=named)
        .exclude(country=None)
        .order_by()
        .values_list("slug", "country_id")
    )
    return {
        page.pk: [page.country_id]
        if page.country_id
        else sorted({home[slug] for slug in bodies[page.pk] if slug in home})
        for page in pages
    }


def needed_for(page: Page, version: Version | None = None) -> list[str]:
    """The seats whose approval a page, or a version of it, needs; three queries at most."""
    return seats().needed(concerned([page], [version] if version else [])[page.pk])


def reviewers(waiting_for: Iterable[str]) -> list[Recipient]:
    """The people who sit in these seats."""
    wanted, found = set(waiting_for), seats()
    places = [one for one, country in found.countries.items() if country in wanted]
    people = people_of(places, roles=[Role.CONTACT_POINT]) if places else []
    return people + (people_in_role(Role.SECRETARIAT) if SECRETARIAT in wanted else [])
