"""Events and states in words, for timelines and lists."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contacts import codes

from .codes import Channel, Move, RequestState, State
from .models import Event

EVENT_TITLES: dict[str, Promise] = {
    Move.SEND: _("Referral sent"),
    Move.SEE: _("Request opened"),
    Move.ASK_QUESTION: _("Question asked"),
    Move.ANSWER_QUESTION: _("Question answered"),
    Move.ACCEPT: _("Can help"),
    Move.DECLINE: _("Cannot help"),
    Move.PASS_ON: _("Passed on"),
    Move.CHOOSE: _("Chosen"),
    Move.ASK_OTHERS: _("Others asked too"),
    Move.NAME_IN_CONSENT: _("Consent renewed"),
    Move.NARROW_CONSENT: _("Consent narrowed"),
    Move.WITHDRAW_CONSENT: _("Consent withdrawn: the identity was closed"),
    Move.WRITE_IDENTITY: _("Identity filled in or changed"),
    Move.ADD_FILE: _("File added"),
    Move.DELETE_FILE: _("File deleted"),
    Move.CORRECT: _("Request completed or corrected"),
    Move.SPLIT: _("Part of the needs asked apart"),
    Move.TRANSFER: _("Goes to another service"),
    Move.PLAN_HANDOVER: _("Handover planned"),
    Move.HAND_OVER: _("Handed over"),
    Move.CONFIRM_ARRIVAL: _("Arrival confirmed"),
    Move.CLOSE: _("Closed"),
    Move.REOPEN: _("Reopened"),
    Move.RATE: _("Said how it went"),
    Move.WITHDRAW: _("Withdrawn"),
    Move.MESSAGE: _("Message written"),
    Move.RESTRICT: _("Use restricted at the person’s request"),
    Move.LIFT_RESTRICTION: _("Restriction lifted"),
    Move.OPEN_IN_DANGER: _("Identity opened in danger, for one hour"),
    Move.END_DANGER: _("Opening in danger ended"),
    Move.REMIND: _("Half of the answer time is over: the recipient was reminded"),
    Move.ASK_AGAIN: _("Asked once more"),
    Move.ASK_NEXT: _("Next recipient asked"),
    Move.RELEASE: _("No longer needed"),
    Move.ALL_DECLINED: _("Everybody asked has declined"),
    Move.ESCALATE: _("Overdue: the contact point of the country was told"),
    Move.TELL_SECRETARIAT: _("Overdue: the secretariat was told, by reference only"),
}

# What a correction changed: the steps of the form that can be corrected.
CORRECTED: dict[str, Promise] = {
    "person": _("The person"),
    "situation": _("What is needed"),
    "exploitation": _("Exploitation and safety"),
}

# The code list in which the coded detail of an event is found.
EVENT_DETAILS: dict[str, str] = {
    Move.DECLINE: "decline_reason",
    Move.WITHDRAW: "withdrawal_reason",
    Move.CLOSE: "outcome",
    Move.TRANSFER: "transfer_reason",
    Move.REOPEN: "reopen_reason",
    Move.NAME_IN_CONSENT: "sharing_basis",
    Move.RESTRICT: "restriction_ground",
    Move.OPEN_IN_DANGER: "danger",
}

STATE_KINDS: dict[str, str] = {
    State.DRAFT: "quiet",
    State.SENT: "info",
    State.ANSWERED: "warn",
    State.AGREED: "good",
    State.HANDED_OVER: "good",
    State.CLOSED: "quiet",
    State.WITHDRAWN: "quiet",
    RequestState.QUEUED: "quiet",
    RequestState.ASKED: "info",
    RequestState.SEEN: "info",
    RequestState.QUESTION_OPEN: "warn",
    RequestState.QUESTION_ANSWERED: "info",
    RequestState.CAN_HELP: "good",
    RequestState.CANNOT_HELP: "bad",
    RequestState.PASSED_ON: "quiet",
    RequestState.CHOSEN: "good",
    RequestState.RELEASED: "quiet",
}
_REFERRAL_STATES = frozenset(State)


def state_label(state: str) -> str:
    """A state of a referral or of a request in the reader's language."""
    return codes.label("referral_status" if state in _REFERRAL_STATES else "request_status", state)


def event_title(event: Event) -> str:
    """What happened."""
    if event.move == Move.CHOOSE and event.request_id is None:
        return str(_("Help agreed"))  # the line before says who was chosen
    return str(EVENT_TITLES[event.move])


def event_detail(event: Event) -> str:
    """Its coded detail and the way an answer came in, or ""."""
    parts = []
    if event.detail and event.move in EVENT_DETAILS:
        parts.append(codes.label(EVENT_DETAILS[event.move], event.detail))
    if event.move == Move.CORRECT and event.detail in CORRECTED:
        parts.append(str(CORRECTED[event.detail]))
    if event.channel and event.channel != Channel.PORTAL:
        parts.append(codes.label("answer_channel", event.channel))
    return ", ".join(parts)
