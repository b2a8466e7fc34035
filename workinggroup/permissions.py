"""Who may do what in the two bodies: one line each. A seat in one body is none in the other.

The design's table: caseworkers, team leads and contact points take part, members contribute and
vote, the secretariat writes, content editors see to the texts. The data protection officer and the
operator have no part in it.
"""

from accounts.models import CASE_ROLES, Role
from protection.actor import Actor

PART_ROLES = frozenset({*CASE_ROLES, Role.MEMBER, Role.SECRETARIAT, Role.EDITOR})


def can_see_group(actor: Actor | None) -> bool:
    """The pages of the working group: whoever takes part, contributes or writes."""
    return actor is not None and actor.role in PART_ROLES


def can_run_bodies(actor: Actor | None) -> bool:
    """Seats, meetings, minutes, procedures: the secretariat."""
    return actor is not None and actor.role == Role.SECRETARIAT


def can_vote(actor: Actor | None, voting: dict[str, int], country: str) -> bool:
    """A member of the organisation that has the country's vote in this body, for that country."""
    return (
        actor is not None
        and actor.role == Role.MEMBER
        and actor.country == country
        and voting.get(country) == actor.organisation_id
    )


def can_write_texts(actor: Actor | None) -> bool:
    """The words of agendas and minutes: the secretariat and content editors."""
    return actor is not None and actor.role in {Role.SECRETARIAT, Role.EDITOR}


def can_reply(actor: Actor | None, organisation_id: int) -> bool:
    """To an invitation: members, team leads and contact points of the organisation invited."""
    return (
        actor is not None
        and actor.role in {Role.MEMBER, Role.TEAM_LEAD, Role.CONTACT_POINT}
        and actor.organisation_id == organisation_id
    )


def can_finish_action(actor: Actor | None, owner_id: int) -> bool:
    """An action point is done: the secretariat, and members, team leads and contact points of the
    organisation that does it."""
    return can_run_bodies(actor) or can_reply(actor, owner_id)
