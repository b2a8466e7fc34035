"""Who may confirm that somebody is who they say."""

from accounts.models import Membership, Role, User
from protection.actor import Actor


def can_see_recoveries(actor: Actor) -> bool:
    """Team leads and operators."""
    return actor.role in (Role.TEAM_LEAD, Role.OPERATOR)


def can_confirm(actor: Actor, user: User) -> bool:
    """An operator; or a team lead, of somebody who works for their organisation alone.

    Never one's own: a second pair of eyes is the point. Whoever also works elsewhere, or as
    operator, opens more than the team lead answers for.
    """
    if actor.user_id == user.pk:
        return False
    if actor.role == Role.OPERATOR:
        return True
    works_for = {m.organisation_id for m in _in_force(user)}
    is_operator = any(m.role == Role.OPERATOR for m in _in_force(user))
    return actor.role == Role.TEAM_LEAD and works_for == {actor.organisation_id} and not is_operator


def _in_force(user: User) -> list[Membership]:
    return [m for m in user.memberships.all() if m.active] if user.is_active else []
