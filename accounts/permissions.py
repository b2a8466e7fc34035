"""Who may decide on whose accounts: one line each. Nobody decides on their own."""

from contacts.models import NationalContactPoint
from protection.actor import Actor

from .models import CASE_ROLES, Membership, Role


def can_manage_members(actor: Actor | None, organisation_id: int) -> bool:
    """A team lead of their own organisation, the operator of all."""
    return actor is not None and (
        actor.role == Role.OPERATOR
        or (actor.role == Role.TEAM_LEAD and actor.organisation_id == organisation_id)
    )


def may_keep_webhooks(actor: Actor | None) -> bool:
    """A team lead; row security knows of which organisation."""
    return actor is not None and actor.role == Role.TEAM_LEAD


def can_manage_all_members(actor: Actor | None) -> bool:
    """The operator."""
    return actor is not None and actor.role == Role.OPERATOR


def can_change_member(actor: Actor, membership: Membership) -> bool:
    """Never one's own. A team lead: people who work on cases, and nobody else's roles."""
    return (
        can_manage_members(actor, membership.organisation_id)
        and membership.user_id != actor.user_id
        and (actor.role == Role.OPERATOR or membership.role in CASE_ROLES)
    )


def roles_to_give(actor: Actor, organisation_id: int) -> list[Role]:
    """The roles in which the actor may invite or place somebody; empty when in none."""
    if not can_manage_members(actor, organisation_id):
        return []
    if actor.role == Role.OPERATOR:
        return list(Role)
    rota = NationalContactPoint.objects.filter(organisation_id=organisation_id)
    contact_point = [Role.CONTACT_POINT] if rota.exists() else []
    return [Role.CASEWORKER, Role.TEAM_LEAD, *contact_point]
