"""The life of a version of a report, as data: which move leads where, and who may make it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import Role


class VersionState(TextChoices):
    DRAFT = "draft", _("Draft report")
    COMMENTS = "comments", _("Open for comments")
    VOTE = "vote", _("Put to the working group")
    REJECTED = "rejected", _("Not adopted")
    ADOPTED = "adopted", _("Adopted")
    SENT = "sent", _("Sent to the Committee of Ministers")
    PUBLISHED = "published", _("Published")


class MoveCode(TextChoices):
    SHARE = "share", _("Opened for comments")
    TAKE_BACK = "take_back", _("Taken back to work on it")
    PUT = "put", _("Put to the working group")
    REFUSE = "refuse", _("Not adopted by the working group")
    ADOPT = "adopt", _("Adopted by the working group")
    SEND = "send", _("Sent to the Committee of Ministers")
    PUBLISH = "publish", _("Published")


@dataclass(frozen=True)
class Move:
    """`by` are the roles that may make it; none where the portal does, on an outcome."""

    sources: tuple[VersionState, ...]
    target: VersionState
    by: tuple[Role, ...] = (Role.SECRETARIAT,)


MOVES: dict[MoveCode, Move] = {
    MoveCode.SHARE: Move((VersionState.DRAFT,), VersionState.COMMENTS),
    MoveCode.TAKE_BACK: Move((VersionState.COMMENTS,), VersionState.DRAFT),
    MoveCode.PUT: Move((VersionState.COMMENTS,), VersionState.VOTE),
    MoveCode.REFUSE: Move((VersionState.VOTE,), VersionState.REJECTED, by=()),
    MoveCode.ADOPT: Move((VersionState.VOTE,), VersionState.ADOPTED, by=()),
    MoveCode.SEND: Move((VersionState.ADOPTED,), VersionState.SENT),
    MoveCode.PUBLISH: Move((VersionState.SENT,), VersionState.PUBLISHED),
}

# In these the secretariat may write. A version that was not adopted is followed by a new one.
EDITABLE_STATES = (VersionState.DRAFT, VersionState.COMMENTS)
OPEN_STATES = (VersionState.DRAFT, VersionState.COMMENTS, VersionState.VOTE)
FINAL_STATES = (VersionState.ADOPTED, VersionState.SENT, VersionState.PUBLISHED)


def allowed(code: MoveCode, state: str, role: str | None) -> bool:
    """Whether a role (None: the portal itself) may make this move from this state."""
    move = MOVES[code]
    mine = not move.by if role is None else role in move.by
    return mine and state in move.sources
