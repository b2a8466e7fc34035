"""How strangers reach the bodies that everybody may call, as far as contacts.visibility lets them.

Shelters are not among them, whatever they publish themselves, and no place or address is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contacts.models import Organisation
from contacts.presenters import kind_of, phone_uri
from contacts.visibility import is_shelter, public_fields, public_organisations


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
        for organisation in public_organisations().filter(slug__in=slugs)
        if not is_shelter(organisation)
    }
    return [_present(found[slug]) for slug in slugs if slug in found]


def _present(organisation: Organisation) -> PublicContact:
    shown = public_fields(organisation)
    phone = organisation.phone if "phone" in shown else ""
    return PublicContact(
        slug=organisation.slug,
        name=organisation.name,
        kind=kind_of(organisation),
        country=organisation.country_id or "",
        phone=phone,
        phone_uri=phone_uri(phone),
        phone_unconfirmed="phone" in shown and "phone" in organisation.unverified_fields,
        email=organisation.email if "email" in shown else "",
        website=organisation.website if "website" in shown else "",
    )
