"""Proposals for shared data: an editor writes one, a contact point decides, and only then does the
referral form, the guide or the comparison read something else.

A country's own data are its contact point's to decide on; the code lists, which all countries
share, any contact point's. Whoever proposed never decides.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.dispatch import Signal

from contacts import codes
from contacts.country_editing import missing
from contacts.models import Country, DataProposal, NationalContactPoint, Organisation
from contacts.permissions import can_decide_data, can_propose_data
from contacts.proposal_parts import CODES, COUNTRY, Fields, Subject, fields_of, subject, typed
from contacts.services import refresh_search
from protection.actor import Actor, require_actor
from protection.audit import record

State = DataProposal.State
# Sent with `proposal`, in the transaction; accounts tells the people concerned.
data_proposed = Signal()
data_decided = Signal()


class ProposalRefusedError(Exception):
    """The person may not do this, or the proposal or its row does not stand there; nothing was
    written."""


class RowChangedError(Exception):
    """The row is no longer what it was when the change was proposed; nothing was written."""


def propose(
    about: Subject,
    after: Fields | None,
    *,
    reason: str,
    now: datetime,
    in_place_of: DataProposal | None = None,
) -> DataProposal | None:
    """Keep a change for somebody else to decide on; None where nothing would change.

    `after` is the row as a valid form has it, None to remove it; `in_place_of` was taken back for
    it. Raises ProposalRefusedError, also while another change of the row waits.
    """
    actor = _proposer()
    if about.row is not None:
        about.row.refresh_from_db()  # its form may have been filled in
    before = fields_of(about.form()) if about.row is not None else None
    if before == after:
        return None
    try:
        with transaction.atomic():
            proposal = DataProposal.objects.create(
                country_id=about.country or None,
                part=about.part,
                within=about.within,
                row=about.key,
                before=before,
                after=after,
                reason=reason,
                proposed_by_id=actor.user_id,
                proposed_at=now,
            )
            _note("data_proposed", proposal)
            data_proposed.send(sender=None, proposal=proposal, in_place_of=in_place_of)
    except IntegrityError as error:
        raise ProposalRefusedError from error
    return proposal


def waiting_on(about: Subject) -> "QuerySet[DataProposal]":
    """The change of a row that waits for a decision, if there is one."""
    rows = DataProposal.objects.filter(state=State.WAITING, part=about.part)
    return rows.filter(within=about.within, row=about.key)


def propose_words(about: Subject, words: Mapping[str, str], *, now: datetime) -> None:
    """Propose translations of a row: texts by their column, such as `name_de`.

    What the same person has waiting of the row makes place for one proposal that holds both, so
    nobody agrees to what the page did not show. Raises ProposalRefusedError while somebody else's
    change of the row waits, and ValidationError where the row would not hold.
    """
    actor = _proposer()
    with transaction.atomic():
        mine = waiting_on(about).select_for_update().first()
        after = fields_of(about.form())
        if mine is not None:
            if mine.proposed_by_id != actor.user_id or mine.after is None or mine.before is None:
                raise ProposalRefusedError
            after |= {k: v for k, v in mine.after.items() if v != mine.before.get(k)}
            withdraw(mine.pk, now=now)
        form = about.form(typed({**after, **words}))
        if not form.is_valid():
            raise ValidationError([one for errors in form.errors.values() for one in errors])
        reason = mine.reason if mine else ""
        propose(about, fields_of(form), reason=reason, now=now, in_place_of=mine)


def propose_back(proposal: DataProposal, *, reason: str, now: datetime) -> DataProposal | None:
    """The opposite of an accepted change, as a proposal of its own. Raises ProposalRefusedError."""
    if proposal.state != State.ACCEPTED:
        raise ProposalRefusedError
    about = about_of(proposal)
    if proposal.before is None:
        if about is None or about.row is None or not about.removable:
            raise ProposalRefusedError
        return propose(about, None, reason=reason, now=now)
    if proposal.after is None:  # it was removed: a new row like it
        about = subject(proposal.part, "", country=proposal.country_id or "")
    if about is None:
        raise ProposalRefusedError
    return propose(about, proposal.before, reason=reason, now=now)


def withdraw(proposal_id: int, *, now: datetime) -> None:
    """An editor takes a proposal back. Raises ProposalRefusedError."""
    _proposer()
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        proposal.state, proposal.decided_at = State.WITHDRAWN, now
        proposal.save()
        _note("data_withdrawn", proposal)


def refuse(proposal_id: int, *, remarks: str, now: datetime) -> None:
    """Everything stays as it is, with a word to who proposed. Raises ProposalRefusedError."""
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        _decide(proposal, State.REFUSED, remarks, now)


def accept(proposal_id: int, *, now: datetime, search: bool = True) -> None:
    """Write the change; `search`: and find organisations by its words from now on.

    Raises ProposalRefusedError, also when the country could then no longer take part, and
    RowChangedError when the row is another by now.
    """
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        actor = _decider(proposal)
        about = about_of(proposal)
        if about is None:
            raise RowChangedError
        if about.row is not None:
            type(about.row)._default_manager.select_for_update().get(pk=about.row.pk)
            about.row.refresh_from_db()
        now_is = fields_of(about.form()) if about.row is not None else None
        if now_is != proposal.before:
            raise RowChangedError
        with pghistory.context(user_id=actor.user_id, source="proposal", proposal=proposal.pk):
            proposal.row = _write(about, proposal.after)
            if search and about.part in {COUNTRY, CODES}:
                refresh_search()
        if proposal.country_id and missing(Country.objects.get(pk=proposal.country_id)):
            raise ProposalRefusedError
        _decide(proposal, State.ACCEPTED, "", now)
    transaction.on_commit(codes.forget)


def accept_words(proposal_ids: Collection[int], *, now: datetime) -> tuple[int, int]:
    """Agree to several translations at once; how many hold from now on, and how many could not:
    taken back, decided, or of a row that changed. Raises ProposalRefusedError as `accept`."""
    there = DataProposal.objects.filter(pk__in=proposal_ids, reason="").order_by("pk")
    agreed = 0
    with transaction.atomic():
        for proposal in there:
            if not can_decide_data(require_actor(), proposal):
                raise ProposalRefusedError
            try:
                accept(proposal.pk, now=now, search=False)
                agreed += 1
            except (RowChangedError, ProposalRefusedError):
                continue
        if agreed:
            refresh_search()
    return agreed, len(proposal_ids) - agreed


def about_of(proposal: DataProposal) -> Subject | None:
    """What a proposal is about as it stands now; None where it is gone."""
    return subject(
        proposal.part,
        proposal.row,
        country=proposal.country_id or "",
        within=proposal.within,
    )


def _write(about: Subject, after: Fields | None) -> str:
    """Bring the row to what was proposed; gives its key."""
    if after is None:
        organisation = getattr(about.row, "organisation_id", None)
        key = about.key
        about.row.delete()
        if organisation:
            refresh_search([organisation])
        return key
    form = about.form(typed(after))
    if not form.is_valid():
        raise RowChangedError
    row: Any = form.save()
    if isinstance(row, Organisation):
        refresh_search([row.pk])
    elif isinstance(row, NationalContactPoint):
        refresh_search([row.organisation_id])
    return str(row.pk)


def _proposer() -> Actor:
    actor = require_actor()
    if not can_propose_data(actor):
        raise ProposalRefusedError
    return actor


def _decider(proposal: DataProposal) -> Actor:
    actor = require_actor()
    if not can_decide_data(actor, proposal):
        raise ProposalRefusedError
    return actor


def _waiting(proposal_id: int) -> DataProposal:
    proposal = DataProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != State.WAITING:
        raise ProposalRefusedError
    return proposal


def _decide(proposal: DataProposal, state: str, remarks: str, now: datetime) -> None:
    actor = _decider(proposal)
    proposal.state, proposal.remarks = state, remarks
    proposal.decided_by_id, proposal.decided_at = actor.user_id, now
    proposal.save()
    _note("data_accepted" if state == State.ACCEPTED else "data_refused", proposal)
    data_decided.send(sender=None, proposal=proposal)


def _note(action: str, proposal: DataProposal) -> None:
    detail = {"part": proposal.part, "country": proposal.country_id or ""}
    if proposal.within:
        detail["list"] = proposal.within
    record(action, subject="data_proposal", subject_id=str(proposal.pk), detail=detail)
