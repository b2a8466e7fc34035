"""Who may do what in the directory. Everyone signed in may read it."""

from typing import Protocol

from contacts.models import Organisation

QUESTION_ROLES = frozenset({"editor"})
OWN_ENTRY_ROLES = frozenset({"caseworker", "team_lead"})
CAPACITY_ROLES = OWN_ENTRY_ROLES | {"contact_point"}


class Editor(Protocol):
    """A membership as the accounts know it: a person's role at one organisation."""

    @property
    def user_id(self) -> int: ...

    @property
    def organisation_id(self) -> int: ...

    @property
    def role(self) -> str: ...


def can_edit_organisation(editor: Editor | None, organisation: Organisation) -> bool:
    """Caseworkers and team leads, for the entry of their own organisation."""
    return (
        editor is not None
        and editor.role in OWN_ENTRY_ROLES
        and editor.organisation_id == organisation.pk
        and organisation.active
    )


def can_say_capacity(editor: Editor | None, organisation: Organisation) -> bool:
    """Everybody who works on cases, for the room of their own organisation."""
    return (
        editor is not None
        and editor.role in CAPACITY_ROLES
        and editor.organisation_id == organisation.pk
        and organisation.active
    )


def can_edit_questions(editor: Editor | None) -> bool:
    """Content editors, for the standard questions."""
    return editor is not None and editor.role in QUESTION_ROLES
