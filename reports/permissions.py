"""Who may do what with reports. Figures that have not been released are nobody's to read."""

from accounts.models import CASE_ROLES, Role
from protection.actor import Actor

# Who reads reports at all; what each may see of one is below.
REPORT_ROLES = (Role.SECRETARIAT, Role.MEMBER)
# Who reads figures: released ones, or those of the cases that they may see.
FIGURE_ROLES = (*CASE_ROLES, *REPORT_ROLES)


def is_secretariat(actor: Actor) -> bool:
    return actor.role == Role.SECRETARIAT


def is_member(actor: Actor) -> bool:
    return actor.role == Role.MEMBER


def can_read_reports(actor: Actor) -> bool:
    """The secretariat and the working group's members."""
    return actor.role in REPORT_ROLES


def can_count_own_cases(actor: Actor) -> bool:
    """Who handles cases: figures over the cases that they may see anyway."""
    return actor.role in CASE_ROLES


def can_read_freshness(actor: Actor) -> bool:
    """How fresh the directory is: who reads reports, and contact points for their country."""
    return can_read_reports(actor) or actor.role == Role.CONTACT_POINT


def can_write_reports(actor: Actor) -> bool:
    """Start, edit, put to the vote, send, publish: the secretariat."""
    return is_secretariat(actor)


def can_read_version(actor: Actor, *, shared: bool) -> bool:
    """The secretariat always, members once it has been shared with them."""
    return is_secretariat(actor) or (is_member(actor) and shared)


def can_comment(actor: Actor) -> bool:
    """The working group's members; whether a version takes comments is in `reports.life`."""
    return is_member(actor)


def can_agree_to_publish(actor: Actor) -> bool:
    """A member of the working group, to what the secretariat proposes for the public."""
    return is_member(actor)
