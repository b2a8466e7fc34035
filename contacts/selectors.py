"""What the pages read from the directory."""

from contacts.models import Organisation


def contact_point_organisations(country_code: str) -> list[Organisation]:
    """The country's contact point: its rota of active organisations, first one first."""
    return list(
        Organisation.objects.filter(contact_point_of__country_id=country_code, active=True)
        .select_related("country")
        .order_by("contact_point_of__order", "contact_point_of__id")
    )
