"""The life of a good practice, as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    RETURNED = "returned", _("sent back")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Move(TextChoices):
    SEND = "send", _("Send to the secretariat")
    TAKE_BACK = "take_back", _("Take back")
    PUBLISH = "publish", _("Publish")
    RETURN = "return", _("Send back")
    WITHDRAW = "withdraw", _("Withdraw")


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.SEND): State.REVIEW,
    (State.RETURNED, Move.SEND): State.REVIEW,
    (State.REVIEW, Move.TAKE_BACK): State.DRAFT,
    (State.REVIEW, Move.PUBLISH): State.PUBLISHED,
    (State.REVIEW, Move.RETURN): State.RETURNED,
    (State.PUBLISHED, Move.WITHDRAW): State.WITHDRAWN,
}
# Whose move it is: the contributor's, or the secretariat's.
OF_THE_CONTRIBUTOR = frozenset({Move.SEND, Move.TAKE_BACK})
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
