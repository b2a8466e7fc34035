"""Who may do what with the two registers and the audit trail. Row security stands beneath.

The officer watches over and advises; what a controller decides, its own team lead decides
(GDPR art. 38(6): no task of the officer may conflict with watching over it).
"""

from accounts.models import Role
from protection.actor import Actor


def can_keep_registers(actor: Actor) -> bool:
    """Team leads for their organisation, the officer for the controllers of their country."""
    return actor.role in {Role.TEAM_LEAD, Role.DPO} and (actor.country != "" or is_officer(actor))


def can_decide(actor: Actor) -> bool:
    """The organisation that answers for the data."""
    return actor.role == Role.TEAM_LEAD and actor.country != ""


def can_read_trail(actor: Actor) -> bool:
    """The officer."""
    return is_officer(actor)


def is_officer(actor: Actor) -> bool:
    return actor.role == Role.DPO
