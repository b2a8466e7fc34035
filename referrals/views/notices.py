"""What the countries' rules mean for the person at hand: data, shown where it matters."""

from django.utils import timezone

from contacts.models import CountryNotice
from contacts.selectors import contact_point_organisations, notices_for
from referrals.models import Referral
from referrals.services.drafts import is_minor, organisations_asked


def destination_notices(draft: Referral) -> list[CountryNotice]:
    """Who must be asked in the country of destination."""
    return notices_for(
        CountryNotice.Topic.DESTINATION,
        draft.destination_country_id or "",
        on=timezone.localdate(),
        child=is_minor(draft),
    )


def crossing_notices(draft: Referral) -> list[CountryNotice]:
    """What leaving the sender's country costs the person, by their residence stage."""
    return notices_for(
        CountryNotice.Topic.CROSSING,
        draft.sender_country,
        on=timezone.localdate(),
        stage=draft.residence_stage,
        child=is_minor(draft),
    )


def beside_the_contact_point(draft: Referral) -> str:
    """Names of the country's contact point, when nobody of it is asked; else ""."""
    asked = {organisation.pk for organisation in organisations_asked(draft)}
    rota = contact_point_organisations(draft.destination_country_id or "")
    if not asked or any(organisation.pk in asked for organisation in rota):
        return ""
    return ", ".join(organisation.name for organisation in rota)
