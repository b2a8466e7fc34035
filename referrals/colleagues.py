"""The people of an organisation and who stands in for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import CASE_ROLES, Membership, Role
from protection.prepared import Given, Prepared

from .codes import Side
from .models import Absence

_OF_AN_ABSENCE = ("organisation_id", "user_id", "deputy_id")
_AWAY = Prepared(
    lambda: (
        Absence.objects.filter(
            organisation=Given("organisation"),
            starts_on__lte=Given("day"),
            ends_on__gte=Given("day"),
        )
        .order_by("starts_on", "id")
        .values_list(*_OF_AN_ABSENCE)
    )
)


@dataclass(frozen=True)
class Colleague:
    """Somebody who works on cases at an organisation."""

    user_id: int
    name: str


def colleagues(
    organisation_id: int, *, roles: Iterable[str] = CASE_ROLES, using: str = "default"
) -> list[Colleague]:
    """The people with a membership in force in one of the roles, by name."""
    members = (
        Membership.objects.using(using)
        .in_force()
        .filter(organisation_id=organisation_id, role__in=list(roles))
        .select_related("user")
        .only("user__first_name", "user__last_name", "user__email")
    )
    found = {member.user_id: Colleague(member.user_id, str(member.user)) for member in members}
    return sorted(found.values(), key=lambda person: (person.name.casefold(), person.user_id))


def roles_of_side(side: str) -> tuple[str, ...]:
    """Who of an organisation may see a referral in which it has this part."""
    return (Role.CONTACT_POINT,) if side == Side.CONTACT_POINT else CASE_ROLES


def stand_ins(
    organisation_ids: Iterable[int], day: date, *, using: str = "default"
) -> dict[tuple[int, int], int]:
    """(organisation, absent user) -> who stands in on that day.

    A deputy who is away as well is followed to theirs; a circle of absent people stands in for
    nobody.
    """
    rows = Absence.objects.using(using).filter(
        organisation_id__in=list(organisation_ids), starts_on__lte=day, ends_on__gte=day
    )
    return _deputies(rows.order_by("starts_on", "id").values_list(*_OF_AN_ABSENCE))


def _deputies(rows: Iterable[tuple[int, int, int]]) -> dict[tuple[int, int], int]:
    deputies = {(organisation, absent): deputy for organisation, absent, deputy in rows}
    found: dict[tuple[int, int], int] = {}
    for (organisation_id, user_id), deputy in deputies.items():
        met, current = {user_id}, deputy
        while (organisation_id, current) in deputies and current not in met:
            met.add(current)
            current = deputies[organisation_id, current]
        if current not in met:
            found[organisation_id, user_id] = current
    return found


def covered_by(user_id: int, organisation_id: int, day: date) -> list[int]:
    """The colleagues for whom somebody stands in on a day."""
    found = _deputies(_AWAY.tuples(organisation=organisation_id, day=day))
    return sorted(absent for (_o, absent), deputy in found.items() if deputy == user_id)
