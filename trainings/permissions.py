"""Who may do what with needs, trainings and places in them: one line each.

The table of the design: caseworkers take part, team leads nominate, contact points approve
nominations, the secretariat writes, members of the working group contribute, content editors see
to the texts. Data protection officers and operators have no part in it.
"""

from accounts.models import CASE_ROLES, Role
from protection.actor import Actor
from trainings.life import EDITABLE, LIVE, STEPS, TAKES, RoundState, Seat, Step
from trainings.models import Certificate, Need, Registration, Round, Training

PART_ROLES = frozenset({*CASE_ROLES, Role.SECRETARIAT, Role.MEMBER, Role.EDITOR})
NEED_ROLES = frozenset({Role.TEAM_LEAD, Role.CONTACT_POINT, Role.MEMBER})
TEXT_ROLES = frozenset({Role.SECRETARIAT, Role.EDITOR})
ATTEND_ROLES = frozenset({*CASE_ROLES, Role.MEMBER})


def can_see_trainings(actor: Actor | None) -> bool:
    """Everybody but data protection officers and operators."""
    return actor is not None and actor.role in PART_ROLES


def can_write_trainings(actor: Actor | None) -> bool:
    """The secretariat."""
    return actor is not None and actor.role == Role.SECRETARIAT


def can_edit_training(actor: Actor | None, training: Training) -> bool:
    """The secretariat, until it was held or cancelled."""
    return can_write_trainings(actor) and training.state in EDITABLE


def can_edit_texts(actor: Actor | None, training: Training) -> bool:
    """Title, aims and programme: the secretariat and content editors."""
    return actor is not None and actor.role in TEXT_ROLES and training.state in EDITABLE


def can_see_participants(actor: Actor | None) -> bool:
    """All names of a training: the secretariat."""
    return can_write_trainings(actor)


def can_keep_attendance(actor: Actor | None) -> bool:
    """Who was there is kept by the secretariat."""
    return can_write_trainings(actor)


def can_make_certificates(actor: Actor | None) -> bool:
    """Have certificates made, and revoke them: the secretariat."""
    return can_write_trainings(actor)


def can_fetch_certificate(actor: Actor | None, certificate: Certificate) -> bool:
    """The participant and the secretariat; for a colleague without an account, who put them
    forward and the team leads of their organisation."""
    if actor is None:
        return False
    if can_write_trainings(actor) or certificate.user_id == actor.user_id:
        return True
    registration = certificate.registration
    own = certificate.user_id is None and registration.organisation_id == actor.organisation_id
    return own and (actor.role == Role.TEAM_LEAD or registration.nominated_by == actor.user_id)


def can_read_evaluations(actor: Actor | None) -> bool:
    """What five or more said: the secretariat and the working group's members."""
    return actor is not None and actor.role in {Role.SECRETARIAT, Role.MEMBER}


def can_keep_materials(actor: Actor | None) -> bool:
    """Add, change and withdraw materials and tools: the secretariat."""
    return can_write_trainings(actor)


def can_see_registration(actor: Actor | None, registration: Registration) -> bool:
    """The person, their organisation's team lead, their country's contact point, the
    secretariat."""
    return actor is not None and (
        can_see_participants(actor)
        or actor.user_id == registration.user_id
        or is_own_team_lead(actor, registration)
        or is_own_contact_point(actor, registration)
    )


def is_own_team_lead(actor: Actor, registration: Registration) -> bool:
    """Of the organisation that puts the person forward."""
    return (
        actor.role in {Role.TEAM_LEAD, Role.CONTACT_POINT}
        and actor.organisation_id == registration.organisation_id
    )


def is_own_contact_point(actor: Actor, registration: Registration) -> bool:
    """Of the country for which the person would come; a Benelux body's is the secretariat."""
    if registration.country_id is None:
        return actor.role == Role.SECRETARIAT
    return actor.role == Role.CONTACT_POINT and actor.country == registration.country_id


def can_take_part(actor: Actor | None, training: Training) -> bool:
    """Put oneself forward: case workers and members of the working group, while it takes people."""
    return actor is not None and actor.role in ATTEND_ROLES and training.state in TAKES


def can_nominate(actor: Actor | None, training: Training) -> bool:
    """Put colleagues forward: team leads, and contact points for their own organisation."""
    return (
        actor is not None
        and actor.role in {Role.TEAM_LEAD, Role.CONTACT_POINT}
        and training.state in TAKES
    )


def may_decline(actor: Actor, registration: Registration) -> bool:
    """Who would otherwise have said yes."""
    if registration.seat == Seat.PROPOSED:
        return is_own_team_lead(actor, registration)
    return is_own_contact_point(actor, registration)


def may_withdraw(actor: Actor, registration: Registration) -> bool:
    """The person, who put them forward, who approves for the country, and the secretariat."""
    return (
        actor.user_id == registration.user_id
        or is_own_team_lead(actor, registration)
        or is_own_contact_point(actor, registration)
        or actor.role == Role.SECRETARIAT
    )


# Who takes a step that is somebody's to take; the others follow from what is free.
TAKEN_BY = {
    Step.NOMINATE: is_own_team_lead,
    Step.APPROVE: is_own_contact_point,
    Step.DECLINE: may_decline,
    Step.WITHDRAW: may_withdraw,
    Step.SUBSTITUTE: is_own_team_lead,
}


def can_step(actor: Actor | None, registration: Registration, step: Step) -> bool:
    """One step with a place: STEPS says from where, TAKEN_BY who, and places change hands only
    until the training is held."""
    return (
        actor is not None
        and registration.training.state in LIVE
        and registration.seat in STEPS[step]
        and TAKEN_BY[step](actor, registration)
    )


def can_read_link(actor: Actor | None, seat: str | None) -> bool:
    """The link to take part online: who has a place, and the secretariat."""
    return can_write_trainings(actor) or (actor is not None and seat == Seat.PLACED)


def can_run_rounds(actor: Actor | None) -> bool:
    """Open and close rounds, merge needs, make a training of one: the secretariat."""
    return actor is not None and actor.role == Role.SECRETARIAT


def can_see_round(actor: Actor | None, found: Round) -> bool:
    """A round that is being prepared is the secretariat's and the editors'."""
    return can_see_trainings(actor) and (
        found.state != RoundState.DRAFT or (actor is not None and actor.role in TEXT_ROLES)
    )


def can_state_need(actor: Actor | None, found: Round) -> bool:
    """Say what one needs, and “we too”: team leads, contact points, members, while it is open."""
    return actor is not None and actor.role in NEED_ROLES and found.state == RoundState.OPEN


def can_change_need(actor: Actor | None, need: Need) -> bool:
    """Write it anew: the organisation that stated it, until the round closes or it is merged."""
    return (
        can_state_need(actor, need.round)
        and actor is not None
        and actor.organisation_id == need.organisation_id
        and need.merged_into_id is None
    )


def can_comment(actor: Actor | None, found: Round) -> bool:
    """Remarks: everybody who takes part, while the round is open."""
    return can_see_trainings(actor) and found.state == RoundState.OPEN
