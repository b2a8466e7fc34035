"""Of the directory, what strangers may see: through the one door for it, in a fixed order."""

from contacts.public import PublicContact, public_contacts
from contacts.visibility import public_organisations


def directory() -> list[PublicContact]:
    """Every public body that can be reached somehow, by country and name; two queries."""
    slugs = public_organisations().order_by("country__order", "sort_key", "pk")
    found = public_contacts(list(slugs.values_list("slug", flat=True)))
    return [contact for contact in found if contact.phone or contact.email or contact.website]
