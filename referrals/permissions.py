"""Who may make which move. Row security stands beneath: nobody gets a standpoint on a referral
that the database does not show them.

A standpoint is where an actor stands towards a referral (and one request in it). Each `can_*`
is one line over the small predicates; its truth table is the test.
"""

from dataclasses import dataclass

from accounts.models import CASE_ROLES, Role
from protection.actor import Actor

from .codes import (
    ERASABLE,
    LIVE,
    OPEN_FOR_ANSWERS,
    OPEN_REQUEST,
    REFERRAL_MOVES,
    REQUEST_MOVES,
    TALKING,
    Move,
    RequestState,
    Side,
    State,
)


@dataclass(frozen=True)
class Standpoint:
    """`request_state` is None where no request is meant, as on the sender's overview."""

    role: str
    side: Side
    state: State
    request_state: RequestState | None = None
    to_contact_point: bool = False


def works_on_cases(role: str) -> bool:
    return role in CASE_ROLES


def is_sender(at: Standpoint) -> bool:
    return works_on_cases(at.role) and at.side == Side.SENDER


def is_asked(at: Standpoint) -> bool:
    """Asked itself, or one of the rota of the contact point that is asked."""
    return (works_on_cases(at.role) and at.side == Side.RECIPIENT) or (
        is_contact_point(at) and at.to_contact_point
    )


def is_contact_point(at: Standpoint) -> bool:
    return at.role == Role.CONTACT_POINT and at.side == Side.CONTACT_POINT


def is_chosen(at: Standpoint) -> bool:
    return (
        works_on_cases(at.role)
        and at.side == Side.RECIPIENT
        and at.request_state == RequestState.CHOSEN
    )


def is_of_the_two_sides(at: Standpoint) -> bool:
    return is_sender(at) or is_chosen(at)


def referral_allows(move: Move, at: Standpoint) -> bool:
    return at.state in REFERRAL_MOVES[move].sources


def request_allows(move: Move, at: Standpoint) -> bool:
    """The request's own state allows it, and the referral is still open for answers."""
    return at.state in OPEN_FOR_ANSWERS and at.request_state in REQUEST_MOVES[move].sources


def can_file(actor: Actor) -> bool:
    """Caseworkers, team leads and contact points of an organisation in a country."""
    return works_on_cases(actor.role) and actor.country != ""


def can_write_sheets(role: str) -> bool:
    """Content editors: the words of the consent sheet in further languages."""
    return role == Role.EDITOR


def can_print_blank(role: str) -> bool:
    """Whoever works on cases, and the editors who see what they wrote."""
    return works_on_cases(role) or can_write_sheets(role)


def can_edit_draft(at: Standpoint) -> bool:
    """The sender's people, while it is a draft."""
    return is_sender(at) and at.state == State.DRAFT


def can_send(at: Standpoint) -> bool:
    """The sender's people."""
    return is_sender(at) and referral_allows(Move.SEND, at)


def can_edit_identity(at: Standpoint) -> bool:
    """The sender's people until the handover: what may wait is filled in later."""
    return is_sender(at) and (at.state == State.DRAFT or referral_allows(Move.WRITE_IDENTITY, at))


def can_add_file(at: Standpoint) -> bool:
    """The sender until it is closed; whoever is asked, with the answer; whoever was chosen."""
    if at.state == State.DRAFT:
        return is_sender(at)
    answering = is_asked(at) and at.request_state in OPEN_REQUEST | {RequestState.CAN_HELP}
    return referral_allows(Move.ADD_FILE, at) and (
        is_sender(at) or is_chosen(at) or (answering and at.state in OPEN_FOR_ANSWERS)
    )


def can_correct(at: Standpoint) -> bool:
    """The sender's people until the handover: what was not asked before sending, or was wrong."""
    return is_sender(at) and referral_allows(Move.CORRECT, at)


def can_copy(at: Standpoint) -> bool:
    """The sender's people, when it has ended."""
    return is_sender(at) and at.state in {State.CLOSED, State.WITHDRAWN}


def can_ask_question(at: Standpoint) -> bool:
    """Whoever is asked."""
    return is_asked(at) and request_allows(Move.ASK_QUESTION, at)


def can_answer_question(at: Standpoint) -> bool:
    """The sender's people."""
    return is_sender(at) and request_allows(Move.ANSWER_QUESTION, at)


def can_accept(at: Standpoint) -> bool:
    """Whoever is asked; by phone or mail through the sender or the contact point."""
    return (is_asked(at) or can_record_answer(at)) and request_allows(Move.ACCEPT, at)


def can_decline(at: Standpoint) -> bool:
    """As `can_accept`."""
    return (is_asked(at) or can_record_answer(at)) and request_allows(Move.DECLINE, at)


def can_record_answer(at: Standpoint) -> bool:
    """The sender, or the country's contact point, for an organisation that has no account."""
    return (is_sender(at) or (is_contact_point(at) and not at.to_contact_point)) and request_allows(
        Move.ACCEPT, at
    )


def can_pass_on(at: Standpoint) -> bool:
    """The contact point of the country."""
    return is_contact_point(at) and request_allows(Move.PASS_ON, at)


def can_choose(at: Standpoint) -> bool:
    """The sender's people."""
    return is_sender(at) and referral_allows(Move.CHOOSE, at) and request_allows(Move.CHOOSE, at)


def can_choose_several(at: Standpoint) -> bool:
    """The sender's people."""
    return is_sender(at) and referral_allows(Move.CHOOSE, at)


def can_ask_others(at: Standpoint) -> bool:
    """The sender's people, until one is chosen."""
    return is_sender(at) and referral_allows(Move.ASK_OTHERS, at)


def can_name_in_consent(at: Standpoint) -> bool:
    """The sender's people, before the handover."""
    return is_sender(at) and referral_allows(Move.NAME_IN_CONSENT, at)


def can_narrow_consent(at: Standpoint) -> bool:
    """The sender's people, at any time after sending."""
    return is_sender(at) and referral_allows(Move.NARROW_CONSENT, at)


def can_withdraw_consent(at: Standpoint) -> bool:
    """The sender's people, at any time after sending."""
    return is_sender(at) and referral_allows(Move.WITHDRAW_CONSENT, at)


def can_split(at: Standpoint) -> bool:
    """The sender's people, before the handover."""
    return is_sender(at) and referral_allows(Move.SPLIT, at)


def can_transfer(at: Standpoint) -> bool:
    """The sender's people, between agreement and handover."""
    return is_sender(at) and referral_allows(Move.TRANSFER, at)


def can_plan_handover(at: Standpoint) -> bool:
    """The sender and those chosen, before the handover."""
    return is_of_the_two_sides(at) and referral_allows(Move.PLAN_HANDOVER, at)


def can_hold(at: Standpoint) -> bool:
    """The sender's team leads and contact points, once it was sent."""
    return (
        is_sender(at)
        and at.role in {Role.TEAM_LEAD, Role.CONTACT_POINT}
        and at.state != State.DRAFT
    )


def can_restrict(at: Standpoint) -> bool:
    """As `can_hold`: the sender answers for what the person asks."""
    return can_hold(at) and referral_allows(Move.RESTRICT, at)


def can_propose_erasure(at: Standpoint) -> bool:
    """The sender's people, when it has ended."""
    return is_sender(at) and at.state in ERASABLE


def can_confirm_erasure(at: Standpoint) -> bool:
    """The sender's team leads and contact points; the service says that it is a second person."""
    return can_hold(at) and at.state in ERASABLE


def can_hand_over(at: Standpoint) -> bool:
    """The sender and those chosen."""
    return is_of_the_two_sides(at) and referral_allows(Move.HAND_OVER, at)


def can_confirm_arrival(at: Standpoint) -> bool:
    """Those chosen, after the handover."""
    return is_chosen(at) and referral_allows(Move.CONFIRM_ARRIVAL, at)


def can_close(at: Standpoint) -> bool:
    """The sender; after the handover those chosen too."""
    return referral_allows(Move.CLOSE, at) and (
        is_sender(at) or (is_chosen(at) and at.state == State.HANDED_OVER)
    )


def can_reopen(at: Standpoint) -> bool:
    """Either side; for how long after closing, the service says."""
    return is_of_the_two_sides(at) and referral_allows(Move.REOPEN, at)


def can_rate(at: Standpoint) -> bool:
    """Either side, when it is closed."""
    return is_of_the_two_sides(at) and referral_allows(Move.RATE, at)


def can_withdraw(at: Standpoint) -> bool:
    """The sender's people, before the handover."""
    return is_sender(at) and referral_allows(Move.WITHDRAW, at)


def can_write_message(at: Standpoint) -> bool:
    """Both sides of a request, while it lives."""
    return (is_sender(at) or is_asked(at)) and at.state in LIVE and at.request_state in TALKING


def can_assign(role: str) -> bool:
    """Team leads, within their organisation."""
    return role == Role.TEAM_LEAD


def leads_other_side(at: Standpoint) -> bool:
    """A team lead or contact point of who is asked, or the country's contact point."""
    asked = at.role in {Role.TEAM_LEAD, Role.CONTACT_POINT} and at.side == Side.RECIPIENT
    return asked or is_contact_point(at)


def can_open_in_danger(at: Standpoint) -> bool:
    """Team leads and contact points of who is asked; a contact point that passed it on too."""
    passed_on = is_contact_point(at) and at.request_state == RequestState.PASSED_ON
    return (
        leads_other_side(at)
        and (at.request_state in TALKING or passed_on)
        and referral_allows(Move.OPEN_IN_DANGER, at)
    )


def can_end_danger(at: Standpoint) -> bool:
    """The sender's people, and the team leads and contact points of the other side."""
    return (is_sender(at) or leads_other_side(at)) and referral_allows(Move.END_DANGER, at)
