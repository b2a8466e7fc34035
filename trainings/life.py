"""The lives of a training, of a place in it and of a round of needs. The tables are data.

A training: draft → open → full → closed → held → evaluated; cancelled at any time before it was
held. `trainings.running` is the one writer of the first table, `trainings.placing` of the second,
`trainings.inventory` of the third.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a training stands."""

    DRAFT = "draft", _("draft")
    OPEN = "open", pgettext_lazy("training", "open")
    FULL = "full", pgettext_lazy("training", "full, with a waiting list")
    CLOSED = "closed", _("registration closed")
    HELD = "held", _("held")
    EVALUATED = "evaluated", _("evaluated")
    CANCELLED = "cancelled", pgettext_lazy("training", "cancelled")


class Move(TextChoices):
    """What happens to a training; `fill` and `free` follow from its places, `close` and `hold`
    also from the calendar."""

    OPEN = "open", _("opened")
    FILL = "fill", _("filled")
    FREE = "free", _("a place came free")
    CLOSE = "close", _("registration closed")
    REOPEN = "reopen", _("registration opened again")
    HOLD = "hold", _("held")
    EVALUATE = "evaluate", _("evaluated")
    CANCEL = "cancel", _("cancelled")


# (from, move) -> to. What is not here cannot happen.
TABLE: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.OPEN): State.OPEN,
    (State.OPEN, Move.FILL): State.FULL,
    (State.FULL, Move.FREE): State.OPEN,
    (State.OPEN, Move.CLOSE): State.CLOSED,
    (State.FULL, Move.CLOSE): State.CLOSED,
    (State.CLOSED, Move.REOPEN): State.OPEN,
    (State.CLOSED, Move.HOLD): State.HELD,
    (State.HELD, Move.EVALUATE): State.EVALUATED,
    (State.DRAFT, Move.CANCEL): State.CANCELLED,
    (State.OPEN, Move.CANCEL): State.CANCELLED,
    (State.FULL, Move.CANCEL): State.CANCELLED,
    (State.CLOSED, Move.CANCEL): State.CANCELLED,
}
# In these, people can be put forward; in LIVE, places can still change hands.
TAKES = (State.OPEN, State.FULL)
LIVE = (State.OPEN, State.FULL, State.CLOSED)
# In these, what participants were told still changes by an edit.
EDITABLE = (State.DRAFT, *LIVE)


class Seat(TextChoices):
    """Where somebody stands who was put forward."""

    PROPOSED = "proposed", _("waits for the own organisation")
    ASKED = "asked", _("waits for the contact point")
    WAITING = "waiting", _("on the waiting list")
    PLACED = "placed", _("has a place")
    DECLINED = "declined", _("not approved")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("replaced by a colleague")


class Step(TextChoices):
    """What happens to a place; `place` and `line_up` follow from what is free."""

    NOMINATE = "nominate", _("nominated")
    APPROVE = "approve", _("approved")
    DECLINE = "decline", _("not approved")
    PLACE = "place", _("given a place")
    LINE_UP = "line_up", _("put on the waiting list")
    WITHDRAW = "withdraw", _("withdrawn")
    SUBSTITUTE = "substitute", _("replaced by a colleague")


# The seats that count as “already put forward”, and those that a cancellation is told to.
IN_PLAY = (Seat.PROPOSED, Seat.ASKED, Seat.WAITING, Seat.PLACED)

# Step -> the seats from which it can be made. NOMINATE and APPROVE lead on to what the next needs.
STEPS: dict[Step, frozenset[Seat]] = {
    Step.NOMINATE: frozenset({Seat.PROPOSED}),
    Step.APPROVE: frozenset({Seat.ASKED}),
    Step.DECLINE: frozenset({Seat.PROPOSED, Seat.ASKED}),
    Step.PLACE: frozenset({Seat.WAITING}),
    Step.WITHDRAW: frozenset(IN_PLAY),
    Step.SUBSTITUTE: frozenset({Seat.PLACED}),
}


class RoundState(TextChoices):
    """Where a round of the needs inventory stands."""

    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


ROUND_TABLE: dict[tuple[RoundState, str], RoundState] = {
    (RoundState.DRAFT, "open"): RoundState.OPEN,
    (RoundState.OPEN, "close"): RoundState.CLOSED,
    (RoundState.CLOSED, "open"): RoundState.OPEN,
}
