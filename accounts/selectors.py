"""Who is to be told: the people of an organisation by role."""

from collections.abc import Iterable

from notifications.services import Recipient

from .models import CASE_ROLES, Membership, Role


def people_of(
    organisation_ids: Iterable[int],
    *,
    roles: Iterable[str] = CASE_ROLES,
    using: str = "default",
) -> list[Recipient]:
    """One recipient a person, however many memberships they have."""
    rows = (
        Membership.objects.using(using)
        .in_force()
        .filter(organisation_id__in=list(organisation_ids), role__in=list(roles))
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    return [Recipient(user_id, email, language) for user_id, email, language in rows]


def people_in_role(role: Role, *, using: str = "default") -> list[Recipient]:
    """Everybody with a role, in whatever organisation."""
    rows = (
        Membership.objects.using(using)
        .in_force()
        .filter(role=role)
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    return [Recipient(user_id, email, language) for user_id, email, language in rows]
