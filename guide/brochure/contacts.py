"""Of the directory, what strangers may see: through the one door for it, in a fixed order."""

from contacts.models import Organisation
from contacts.public import PUBLIC_KINDS, PublicContact, public_contacts


def directory() -> list[PublicContact]:
    """Every public body that can be reached somehow, by country and name; two queries."""
    slugs = (
        Organisation.objects.filter(kind__in=PUBLIC_KINDS, active=True)
        .order_by("country__order", "sort_key", "pk")
        .values_list("slug", flat=True)
    )
    found = public_contacts(list(slugs))
    return [contact for contact in found if contact.phone or contact.email or contact.website]
