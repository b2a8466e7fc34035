"""Whom a clock wakes. A call that nobody hears is worse than none: every list here ends with
somebody, the operator at last.

Runs as `portal_system`.
"""

from datetime import datetime

from django.utils import timezone

from accounts.models import CASE_ROLES, Role
from accounts.selectors import people_in_role, people_of
from contacts.duty import on_duty
from contacts.models import NationalContactPoint
from notifications.services import Recipient

from .colleagues import stand_ins
from .models import Assignment, Request

SYSTEM = "system"


def rota_of(country: str) -> list[int]:
    """The organisations of a country's contact point, in their order."""
    return list(
        NationalContactPoint.objects.using(SYSTEM)
        .filter(country_id=country, organisation__active=True)
        .order_by("order", "id")
        .values_list("organisation_id", flat=True)
    )


def contact_points_awake(country: str, now: datetime) -> list[Recipient]:
    """Who of a country's contact point is told now: those on duty, else their deputies, else all.

    Empty only where nobody in the country may act as contact point; `operators` is then told.
    """
    rota = rota_of(country)
    people = {
        organisation_id: {
            person.user_id: person
            for person in people_of([organisation_id], roles=[Role.CONTACT_POINT], using=SYSTEM)
        }
        for organisation_id in rota
    }
    away = stand_ins(rota, timezone.localdate(now), using=SYSTEM)
    shifts = on_duty(country, now, using=SYSTEM)
    for deputies in (False, True):
        woken: dict[int, Recipient] = {}
        for shift in shifts:
            if shift.deputy != deputies:
                continue
            of_organisation = people.get(shift.organisation_id, {})
            if shift.user_id is None:  # whoever is there
                woken |= of_organisation
                continue
            awake = away.get((shift.organisation_id, shift.user_id), shift.user_id)
            if awake in of_organisation:
                woken[awake] = of_organisation[awake]
        if woken:
            return list(woken.values())
    everybody = {user_id: p for group in people.values() for user_id, p in group.items()}
    return list(everybody.values())


def operators() -> list[Recipient]:
    """Those who keep the portal running, and can find somebody."""
    return people_in_role(Role.OPERATOR, using=SYSTEM)


def handlers(request: Request, now: datetime) -> list[Recipient]:
    """Who of the recipient is reminded: whoever took it on or stands in for them, else those on
    duty of a contact point, else all of the organisation. Empty for one without accounts."""
    if request.to_contact_point and request.organisation_id is None:
        organisations, by_contact_point = rota_of(request.country_id), True
    else:
        organisations, by_contact_point = [request.organisation_id or 0], False
    roles = [Role.CONTACT_POINT] if by_contact_point else CASE_ROLES
    of_team = {
        person.user_id: person for person in people_of(organisations, roles=roles, using=SYSTEM)
    }
    claims = Assignment.objects.using(SYSTEM).filter(
        referral_id=request.referral_id, organisation_id__in=organisations
    )
    away = stand_ins(organisations, timezone.localdate(now), using=SYSTEM)
    claimed = [
        of_team[awake]
        for organisation_id, user_id in claims.values_list("organisation_id", "user_id")
        if (awake := away.get((organisation_id, user_id), user_id)) in of_team
    ]
    if claimed:
        return claimed
    if by_contact_point:
        return contact_points_awake(request.country_id, now)
    return list(of_team.values())
