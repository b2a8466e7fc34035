"""Who may do what with the guide beyond reading it, which everybody may: one line each."""

from accounts.models import Role
from protection.actor import Actor


def can_read_answers(actor: Actor | None) -> bool:
    """What readers miss: the content editor, and the secretariat, which reports on the guide."""
    return actor is not None and actor.role in {Role.EDITOR, Role.SECRETARIAT}


def can_settle_answers(actor: Actor | None) -> bool:
    """The content editor."""
    return actor is not None and actor.role == Role.EDITOR
