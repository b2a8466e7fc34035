"""Who may do what in the directory. Everyone signed in may read it."""

from typing import Protocol

from contacts.models import Country, DataProposal, EntryDraft, EntryNote, Organisation
from protection.actor import Actor

QUESTION_ROLES = frozenset({"editor"})
PREPARER_ROLES = frozenset({"editor", "operator"})
OWN_ENTRY_ROLES = frozenset({"caseworker", "team_lead"})
DECIDER = "contact_point"  # of what countries share
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


def can_decide_proposal(decider: Actor | None, draft: EntryDraft) -> bool:
    """A contact point of the entry's country, never on their own proposal."""
    return (
        decider is not None
        and can_keep_country(decider, draft.organisation)
        and draft.saved_by_id != decider.user_id
    )


def can_keep_country(keeper: Actor | None, organisation: Organisation) -> bool:
    """Contact points, for the entries of their own country."""
    return (
        keeper is not None
        and keeper.role == "contact_point"
        and keeper.country == (organisation.country_id or "-")
    )


def can_confirm_entry(confirmer: Actor | None, organisation: Organisation) -> bool:
    """Its own people, and the contact point of its country that has asked it."""
    return can_edit_organisation(confirmer, organisation) or can_keep_country(
        confirmer, organisation
    )


def can_read_history(reader: Actor | None, organisation: Organisation) -> bool:
    """Who may edit or confirm the entry; content editors and operators."""
    return reader is not None and (
        can_confirm_entry(reader, organisation) or reader.role in {"editor", "operator"}
    )


def may_see_notes(editor: Editor | None, organisation: Organisation) -> bool:
    """Who works there, and contact points: row security shows these their own country's."""
    return can_say_capacity(editor, organisation) or (
        editor is not None and editor.role == "contact_point"
    )


def can_answer_note(actor: Actor | None, note: EntryNote) -> bool:
    """Who edits the entry, and the contact points of its country, until it is resolved."""
    if actor is None or note.state == EntryNote.State.RESOLVED:
        return False
    return can_edit_organisation(actor, note.organisation) or (
        actor.role == "contact_point" and actor.country == note.country != ""
    )


def can_edit_questions(editor: Editor | None) -> bool:
    """Content editors, for the standard questions."""
    return editor is not None and editor.role in QUESTION_ROLES


def can_prepare_countries(actor: Actor | None) -> bool:
    """Content editors and operators, for a country that does not take part yet."""
    return actor is not None and actor.role in PREPARER_ROLES


def can_open_country(actor: Actor | None, country: Country) -> bool:
    """The second pair of eyes: a contact point, and never who prepared the country."""
    return (
        actor is not None
        and actor.role == "contact_point"
        and actor.user_id != country.prepared_by_id
    )


def can_see_countries(actor: Actor | None) -> bool:
    """Who prepares a country, and who lets it take part."""
    return can_prepare_countries(actor) or (actor is not None and actor.role == "contact_point")


def can_propose_data(actor: Actor | None) -> bool:
    """Content editors, for the data of a country that takes part and for the code lists."""
    return actor is not None and actor.role == "editor"


def can_decide_data(actor: Actor | None, proposal: DataProposal) -> bool:
    """The second pair of eyes: a contact point of the country, any for what all countries share,
    and never who proposed it."""
    return (
        actor is not None
        and actor.role == DECIDER
        and proposal.country_id in {None, actor.country}
        and proposal.proposed_by_id != actor.user_id
    )
