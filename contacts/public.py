"""What of the directory strangers may see: how to reach the bodies that everybody may call.

Shelters are not among them, whatever they publish themselves, and no place or address is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contacts.models import Organisation
from contacts.presenters import kind_of, phone_uri

PUBLIC_KINDS = frozenset(
    {
        "coordination_centre",
        "guardianship",
        "helpline",
        "immigration_service",
        "labour_inspectorate",
        "national_rapporteur",
        "police",
        "specialised_centre",
    }
)


@dataclass(frozen=True)
class PublicContact:
    """A body that everybody may call; empty where it has no such way."""

    slug: str
    name: str
    kind: str
    country: str
    phone: str
    phone_uri: str
    phone_unconfirmed: bool
    email: str
    website: str


def public_contacts(slugs: Sequence[str]) -> list[PublicContact]:
    """These organisations in the order asked for, as far as they are public; one query."""
    found = {
        organisation.slug: organisation
        for organisation in Organisation.objects.filter(
            slug__in=slugs, kind__in=PUBLIC_KINDS, active=True
        ).defer("search_vector")
    }
    return [_present(found[slug]) for slug in slugs if slug in found]


def _present(organisation: Organisation) -> PublicContact:
    return PublicContact(
        slug=organisation.slug,
        name=organisation.name,
        kind=kind_of(organisation),
        country=organisation.country_id or "",
        phone=organisation.phone,
        phone_uri=phone_uri(organisation.phone),
        phone_unconfirmed="phone" in organisation.unverified_fields,
        email=organisation.email,
        website=organisation.website,
    )
