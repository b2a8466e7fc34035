"""Who may do what with the guide beyond reading it, which everybody may: one line each."""

from collections.abc import Collection

from accounts.models import Role
from protection.actor import Actor

# Whoever works on the guide in some way, and so may read what is not public yet.
GUIDE_ROLES = frozenset({Role.EDITOR, Role.SECRETARIAT, Role.CONTACT_POINT})


def can_read_answers(actor: Actor | None) -> bool:
    """What readers miss: the content editor, and the secretariat, which reports on the guide."""
    return actor is not None and actor.role in {Role.EDITOR, Role.SECRETARIAT}


def can_settle_answers(actor: Actor | None) -> bool:
    """The content editor."""
    return actor is not None and actor.role == Role.EDITOR


def can_read_drafts(actor: Actor | None) -> bool:
    """Versions of any state: content editors, the secretariat and contact points."""
    return actor is not None and actor.role in GUIDE_ROLES


def can_edit_guide(actor: Actor | None) -> bool:
    """Write, send, take back, withdraw, restore: the content editor."""
    return actor is not None and actor.role == Role.EDITOR


def can_review(
    actor: Actor | None, *, seat: str | None, waiting_for: Collection[str], authors: Collection[int]
) -> bool:
    """Approve: who sits where an approval is still missing, and wrote nothing of it."""
    return actor is not None and seat in waiting_for and actor.user_id not in authors


def can_send_back(
    actor: Actor | None, *, seat: str | None, needed: Collection[str], authors: Collection[int]
) -> bool:
    """Send back, also what is scheduled already: who sits where an approval is needed."""
    return actor is not None and seat in needed and actor.user_id not in authors


def can_edit_glossary(actor: Actor | None) -> bool:
    """The content editor."""
    return actor is not None and actor.role == Role.EDITOR


def can_record_copies(actor: Actor | None) -> bool:
    """Copies of the brochure handed out: contact points, content editors, the secretariat."""
    return actor is not None and actor.role in GUIDE_ROLES


def can_read_spread(actor: Actor | None) -> bool:
    """All copies and downloads: content editors and the secretariat."""
    return actor is not None and actor.role in {Role.EDITOR, Role.SECRETARIAT}


def can_translate(actor: Actor | None) -> bool:
    """All translated content: the content editor."""
    return actor is not None and actor.role == Role.EDITOR
