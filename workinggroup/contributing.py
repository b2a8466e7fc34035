"""Who may do what with practices, signals, the inquiry and the programme: one line each.

The design's table: caseworkers, team leads and contact points take part, members contribute and
vote, the secretariat writes, content editors see to the texts. The data protection officer and the
operator have no part in it. “Any member organisation” contributes by its team leads and contact
points: what stands under its name, somebody answers for.
"""

from accounts.models import Role
from protection.actor import Actor
from workinggroup.permissions import can_see_group
from workinggroup.practices.life import EDITABLE, State

CONTRIBUTOR_ROLES = frozenset({Role.TEAM_LEAD, Role.CONTACT_POINT, Role.MEMBER, Role.SECRETARIAT})
# Who speaks for a country: its members and its contact point.
COUNTRY_ROLES = frozenset({Role.MEMBER, Role.CONTACT_POINT})


def can_read(actor: Actor | None) -> bool:
    """Whoever takes part, contributes or writes."""
    return can_see_group(actor)


def can_contribute(actor: Actor | None) -> bool:
    """Team leads, contact points, members, the secretariat."""
    return actor is not None and actor.role in CONTRIBUTOR_ROLES


def can_review(actor: Actor | None) -> bool:
    """The secretariat."""
    return actor is not None and actor.role == Role.SECRETARIAT


def can_comment(actor: Actor | None) -> bool:
    """Whoever takes part; editors only see to the texts."""
    return can_read(actor) and actor is not None and actor.role != Role.EDITOR


def can_see_practice(actor: Actor | None, state: str, organisation_id: int) -> bool:
    """Published ones: every reader. Others: contributors of its organisation; the secretariat
    once it was sent."""
    if actor is None or not can_read(actor):
        return False
    if state == State.PUBLISHED:
        return True
    if organisation_id == actor.organisation_id and can_contribute(actor):
        return True
    return can_review(actor) and state != State.DRAFT


def can_edit_practice(actor: Actor | None, state: str, organisation_id: int) -> bool:
    """Its organisation before it is sent; the secretariat while it reviews and once published."""
    if actor is None or not can_contribute(actor):
        return False
    if state in EDITABLE:
        return organisation_id == actor.organisation_id
    return can_review(actor) and state in {State.REVIEW, State.PUBLISHED}


def can_mark_adopted(actor: Actor | None, country: str, origin: str) -> bool:
    """Its own country for who speaks for it, any for the secretariat; never where it comes from."""
    if actor is None or country == origin:
        return False
    return can_review(actor) or (actor.role in COUNTRY_ROLES and actor.country == country)


def can_confirm_signal(actor: Actor | None, country: str) -> bool:
    """Contributors of another country than that of the signal."""
    return can_contribute(actor) and actor is not None and actor.country not in {"", country}


def can_withdraw_signal(actor: Actor | None, organisation_id: int) -> bool:
    """Who posted it, by organisation, and the secretariat."""
    return can_contribute(actor) and (
        can_review(actor) or (actor is not None and actor.organisation_id == organisation_id)
    )


def can_take_position(actor: Actor | None) -> bool:
    """A member, for its country."""
    return actor is not None and actor.role == Role.MEMBER and bool(actor.country)


def can_write_programme(actor: Actor | None) -> bool:
    """The secretariat: questions, synthesis, states and lines of the report."""
    return can_review(actor)


def can_write_entry(actor: Actor | None) -> bool:
    """Activities and findings: members contribute them, the secretariat writes."""
    return actor is not None and actor.role in {Role.MEMBER, Role.SECRETARIAT}


def can_read_evidence(actor: Actor | None) -> bool:
    """Released tables: members and the secretariat."""
    return actor is not None and actor.role in {Role.MEMBER, Role.SECRETARIAT}
