"""The states of a referral and of each request in it, and the moves between them, as data.

`services` are the one writer; the database repeats the states as constraints. Labels of the
states come from the code lists `referral_status` and `request_status`.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The referral as a whole."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    AGREED = "agreed"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class RequestState(StrEnum):
    """The request to one recipient."""

    QUEUED = "queued"  # its turn has not come: recipients are asked in order
    ASKED = "asked"
    SEEN = "seen"
    QUESTION_OPEN = "question_open"
    QUESTION_ANSWERED = "question_answered"
    CAN_HELP = "can_help"
    CANNOT_HELP = "cannot_help"
    PASSED_ON = "passed_on"
    CHOSEN = "chosen"
    RELEASED = "released"  # told that it is no longer needed


class Side(StrEnum):
    """How an organisation takes part in a referral."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTACT_POINT = "contact_point"  # stage 1 of a request to its country, for that role only


class Ground(StrEnum):
    """Why the term of a referral runs."""

    CLOSED = "closed"  # help was given: the longer term
    ENDED = "ended"  # withdrawn, or nobody could help


class Order(StrEnum):
    """How several recipients are asked."""

    PARALLEL = "parallel"
    IN_ORDER = "in_order"


class Channel(StrEnum):
    """How an answer came in (code list `answer_channel`)."""

    PORTAL = "portal"
    PHONE = "phone"
    MAIL = "mail"


class ChosenAs(StrEnum):
    """What a chosen recipient does (code list `chosen_as`): one recipient for each part."""

    RECEIVES = "receives"
    PLACES = "places"
    SUPPORTS = "supports"


class Move(StrEnum):
    """What someone does to a referral or to one request in it."""

    SEND = "send"
    SEE = "see"
    ASK_QUESTION = "ask_question"
    ANSWER_QUESTION = "answer_question"
    ACCEPT = "accept"
    DECLINE = "decline"
    PASS_ON = "pass_on"  # noqa: S105 - a move, not a password
    CHOOSE = "choose"
    ASK_OTHERS = "ask_others"
    ASK_AGAIN = "ask_again"
    NAME_IN_CONSENT = "name_in_consent"
    NARROW_CONSENT = "narrow_consent"
    WITHDRAW_CONSENT = "withdraw_consent"
    WRITE_IDENTITY = "write_identity"
    ADD_FILE = "add_file"
    DELETE_FILE = "delete_file"
    CORRECT = "correct"
    SPLIT = "split"
    TRANSFER = "transfer"
    PLAN_HANDOVER = "plan_handover"
    HAND_OVER = "hand_over"
    CONFIRM_ARRIVAL = "confirm_arrival"
    CLOSE = "close"
    REOPEN = "reopen"
    RATE = "rate"
    WITHDRAW = "withdraw"
    MESSAGE = "message"
    RESTRICT = "restrict"
    LIFT_RESTRICTION = "lift_restriction"
    OPEN_IN_DANGER = "open_in_danger"
    END_DANGER = "end_danger"
    # made by the system, or follow from a move
    ASK_NEXT = "ask_next"
    RELEASE = "release"
    ALL_DECLINED = "all_declined"
    ESCALATE = "escalate"
    TELL_SECRETARIAT = "tell_secretariat"
    REMIND = "remind"


@dataclass(frozen=True)
class Transition:
    """From which states a move may start, and where it leads (None: the state stays)."""

    sources: frozenset[str]
    target: str | None


def _from(*sources: str, to: str | None = None) -> Transition:
    return Transition(frozenset(sources), to)


OPEN_REQUEST = frozenset(
    {
        RequestState.ASKED,
        RequestState.SEEN,
        RequestState.QUESTION_OPEN,
        RequestState.QUESTION_ANSWERED,
    }
)
UNSETTLED_REQUEST = OPEN_REQUEST | {RequestState.QUEUED, RequestState.CAN_HELP}
# Where the clock of the answer time runs: not while the recipient waits for the sender.
AWAITING_RECIPIENT = OPEN_REQUEST - {RequestState.QUESTION_OPEN}
LIVE = frozenset({State.SENT, State.ANSWERED, State.AGREED, State.HANDED_OVER})
# What has ended; an answered one only where everybody declined, as its term says.
ERASABLE = frozenset({State.ANSWERED, State.CLOSED, State.WITHDRAWN})
# A consent can be withdrawn at any time (GDPR art. 7(3)), also when the help has ended.
CONSENT_HOLDS = LIVE | {State.CLOSED}

# Moves of the referral as a whole.
REFERRAL_MOVES: dict[Move, Transition] = {
    Move.SEND: _from(State.DRAFT, to=State.SENT),
    Move.ACCEPT: _from(State.SENT, State.ANSWERED, to=State.ANSWERED),
    Move.ALL_DECLINED: _from(State.SENT, State.ANSWERED, to=State.ANSWERED),
    Move.CHOOSE: _from(State.ANSWERED, to=State.AGREED),
    Move.ASK_OTHERS: _from(State.SENT, State.ANSWERED, to=State.SENT),
    Move.NAME_IN_CONSENT: _from(State.SENT, State.ANSWERED, State.AGREED),
    Move.NARROW_CONSENT: _from(*CONSENT_HOLDS),
    Move.WITHDRAW_CONSENT: _from(*CONSENT_HOLDS),
    Move.WRITE_IDENTITY: _from(State.SENT, State.ANSWERED, State.AGREED),
    Move.ADD_FILE: _from(*LIVE),
    Move.DELETE_FILE: _from(*LIVE),
    Move.CORRECT: _from(State.SENT, State.ANSWERED, State.AGREED),
    Move.SPLIT: _from(State.SENT, State.ANSWERED, State.AGREED),
    # The agreed recipient is released; the new one is asked, and its yes agrees again.
    Move.TRANSFER: _from(State.AGREED, to=State.SENT),
    Move.PLAN_HANDOVER: _from(State.AGREED),
    Move.HAND_OVER: _from(State.AGREED, to=State.HANDED_OVER),
    Move.CONFIRM_ARRIVAL: _from(State.HANDED_OVER),
    Move.CLOSE: _from(State.HANDED_OVER, State.ANSWERED, to=State.CLOSED),
    # To where it was closed from: REOPEN_TO says which.
    Move.REOPEN: _from(State.CLOSED),
    Move.RATE: _from(State.CLOSED),
    Move.WITHDRAW: _from(State.SENT, State.ANSWERED, State.AGREED, to=State.WITHDRAWN),
    # A right of the person (GDPR art. 18), whatever became of the referral.
    Move.RESTRICT: _from(*CONSENT_HOLDS, State.WITHDRAWN),
    Move.LIFT_RESTRICTION: _from(*CONSENT_HOLDS, State.WITHDRAWN),
    Move.OPEN_IN_DANGER: _from(*LIVE),
    Move.END_DANGER: _from(*LIVE, State.CLOSED, State.WITHDRAWN),
}
# What may still happen while the person has the processing restricted: less than before, never
# more, and talking about it. All else waits until the restriction is lifted.
WHILE_RESTRICTED = frozenset(
    {
        Move.SEE,
        Move.MESSAGE,
        Move.NARROW_CONSENT,
        Move.WITHDRAW_CONSENT,
        Move.WITHDRAW,
        Move.RELEASE,
        Move.RESTRICT,
        Move.LIFT_RESTRICTION,
        Move.END_DANGER,
    }
)

# Moves of one request; the referral must still be open for answers (sent or answered).
REQUEST_MOVES: dict[Move, Transition] = {
    Move.SEE: _from(RequestState.ASKED, to=RequestState.SEEN),
    Move.ASK_QUESTION: _from(
        RequestState.ASKED,
        RequestState.SEEN,
        RequestState.QUESTION_ANSWERED,
        to=RequestState.QUESTION_OPEN,
    ),
    Move.ANSWER_QUESTION: _from(RequestState.QUESTION_OPEN, to=RequestState.QUESTION_ANSWERED),
    Move.ACCEPT: _from(*OPEN_REQUEST, to=RequestState.CAN_HELP),
    Move.DECLINE: _from(*OPEN_REQUEST, to=RequestState.CANNOT_HELP),
    Move.PASS_ON: _from(*OPEN_REQUEST, to=RequestState.PASSED_ON),
    Move.CHOOSE: _from(RequestState.CAN_HELP, to=RequestState.CHOSEN),
    Move.RELEASE: _from(*UNSETTLED_REQUEST, RequestState.CHOSEN, to=RequestState.RELEASED),
    Move.ASK_NEXT: _from(RequestState.QUEUED, to=RequestState.ASKED),
    # Follows from asking others, or from a transfer.
    Move.ASK_AGAIN: _from(RequestState.CANNOT_HELP, RequestState.RELEASED, to=RequestState.ASKED),
}
# Both sides of a request write each other from when it was opened until it ends.
TALKING = OPEN_REQUEST | {RequestState.CAN_HELP, RequestState.CHOSEN}
REOPEN_TO = {True: State.HANDED_OVER, False: State.ANSWERED}  # by whether it was handed over
OPEN_FOR_ANSWERS = frozenset({State.SENT, State.ANSWERED})

# What an identity consists of. Each field is a row of its own, so that one can be withheld from a
# recipient by the database itself.
IDENTITY_FIELDS = (
    "given_names",
    "family_name",
    "alias",
    "birth_date",
    "estimated_age",
    "nationality",
    "documents",
    "safe_contact",
    "safe_to_write",
    "whereabouts",
    "avoid",
    "guardian_name",
    "guardian_phone",
    "guardian_authority",
    "remarks",
)

# Legal bases (code list `sharing_basis`) under which no identity may ever be released.
NO_IDENTITY_BASES = frozenset({"anonymous", "refused"})
# The two bases that are consent; the others share without it (list's own note).
CONSENT_BASES = frozenset({"explicit_consent", "guardian_consent"})
