"""Drafts, publication and the second pair of eyes: the moves of an entry's next version.

One draft of an entry is open at a time. Publishing writes it; the data of a national contact point
wait as a proposal until another person, in the role contact point of that country, agrees.
"""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from contacts.entries import Document, missing, needs_two, write
from contacts.models import EntryDraft, Organisation
from contacts.permissions import Editor, can_decide_proposal
from protection.actor import Actor
from protection.audit import record

State = EntryDraft.State
OPEN = (State.DRAFT, State.PROPOSED)
# Sent with `draft`, in the transaction; accounts tells the people concerned.
entry_proposed = Signal()
entry_decided = Signal()


class IncompleteError(Exception):
    """The document lacks what a published entry must have; nothing was written."""


class NotYoursToDecideError(Exception):
    """The proposal is closed, one's own, or another country's; nothing was written."""


def open_draft(organisation: Organisation) -> EntryDraft | None:
    """The draft or proposal that is under way."""
    return (
        organisation.drafts.filter(state__in=OPEN).select_related("saved_by").order_by("pk").first()
    )


def save_draft(
    organisation: Organisation, document: Document, *, version: int, editor: Editor, now: datetime
) -> EntryDraft:
    """Keep what was written, complete or not; nobody else sees it."""
    return _keep(organisation, document, State.DRAFT, version=version, editor=editor, now=now)


def discard_draft(organisation: Organisation, *, now: datetime) -> None:
    """End what is under way: a draft goes, a proposal stays readable as withdrawn."""
    organisation.drafts.filter(state=State.DRAFT).delete()
    waiting = organisation.drafts.filter(state=State.PROPOSED)
    if waiting.update(state=State.WITHDRAWN, decided_at=now):
        record("entry_withdrawn", subject="organisation", subject_id=organisation.slug)


def publish(
    organisation: Organisation,
    document: Document,
    *,
    version: int,
    editor: Editor,
    now: datetime,
    confirmed: bool = False,
    source: str = "own entry",
) -> bool:
    """Write the next version (True), or propose it to a second person (False).

    Raises IncompleteError, entries.StaleEntryError.
    """
    if missing(document):
        raise IncompleteError
    if not needs_two(organisation):
        with transaction.atomic():
            write(
                organisation.pk,
                document,
                version=version,
                editor=editor,
                today=timezone.localdate(now),
                confirmed=confirmed,
                source=source,
            )
            organisation.drafts.filter(state=State.DRAFT).delete()
        return True
    kept = {**document, "confirmed": confirmed}
    draft = _keep(organisation, kept, State.PROPOSED, version=version, editor=editor, now=now)
    record("entry_proposed", subject="organisation", subject_id=organisation.slug)
    entry_proposed.send(sender=None, draft=draft)
    return False


def decide(
    draft_id: int, *, approve: bool, reason: str = "", decider: Actor, now: datetime
) -> EntryDraft:
    """Approve a proposal, which publishes it, or refuse it with a reason.

    Raises NotYoursToDecideError, entries.StaleEntryError.
    """
    with transaction.atomic():
        draft = (
            EntryDraft.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .filter(pk=draft_id, state=State.PROPOSED)
            .first()
        )
        if draft is None or not can_decide_proposal(decider, draft):
            raise NotYoursToDecideError
        if approve:
            write(
                draft.organisation_id,
                draft.document,
                version=draft.version,
                editor=decider,
                today=timezone.localdate(now),
                confirmed=bool(draft.document.get("confirmed")),
                source=f"proposal of {draft.saved_by_id}",
            )
        draft.state = State.APPROVED if approve else State.REFUSED
        draft.reason = reason
        draft.decided_by_id, draft.decided_at = decider.user_id, now
        draft.save()
        record(
            "entry_approved" if approve else "entry_refused",
            subject="organisation",
            subject_id=draft.organisation.slug,
            detail={"proposal": str(draft.pk)},
        )
        entry_decided.send(sender=None, draft=draft)
    return draft


def _keep(
    organisation: Organisation,
    document: Document,
    state: str,
    *,
    version: int,
    editor: Editor,
    now: datetime,
) -> EntryDraft:
    with transaction.atomic():
        # Of two who save at once, one waits: an entry has one open draft.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        draft = open_draft(organisation) or EntryDraft(organisation=organisation)
        draft.state, draft.document, draft.version = state, document, version
        draft.saved_by_id, draft.saved_at = editor.user_id, now
        draft.save()
    return draft
