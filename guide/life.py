"""The life of a version: from draft through review to the public page. The table is data.

draft → in review → (scheduled) → published → replaced; a reviewer sends it back, an editor takes
it back, and what is still a draft can be withdrawn. A page leaves the guide by the same
way, with a version that is `retired`. `guide.publishing` is the one writer.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Move(TextChoices):
    """What somebody, or for `publish` also the clock, does with a version."""

    WRITE = "write", _("written")
    RESTORE = "restore", _("restored as a draft")
    SEND = "send", _("sent for review")
    APPROVE = "approve", _("approved")
    RETURN = "return", _("sent back")
    RECALL = "recall", _("taken back")
    SCHEDULE = "schedule", _("scheduled")
    PUBLISH = "publish", _("published")
    WITHDRAW = "withdraw", _("withdrawn")
    RETIRE = "retire", _("to leave the guide")


# On their way to the public page; of each page there is at most one.
OPEN = (State.DRAFT, State.REVIEW, State.SCHEDULED)

# Who made one of these moves wrote the version, and does not review it.
WRITING = (Move.WRITE, Move.RESTORE, Move.RETIRE)

# Move -> the states in which it can be made.
FROM: dict[Move, frozenset[State]] = {
    Move.WRITE: frozenset({State.DRAFT}),
    Move.SEND: frozenset({State.DRAFT}),
    Move.APPROVE: frozenset({State.REVIEW}),
    Move.RETURN: frozenset({State.REVIEW, State.SCHEDULED}),
    Move.RECALL: frozenset({State.REVIEW, State.SCHEDULED}),
    Move.SCHEDULE: frozenset({State.REVIEW}),
    Move.PUBLISH: frozenset({State.REVIEW, State.SCHEDULED}),
    Move.WITHDRAW: frozenset({State.DRAFT}),
}
