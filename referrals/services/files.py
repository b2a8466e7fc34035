"""Adding files to a referral and deleting them: the one writer of attachments."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.selectors import people_of
from notifications.services import queue_notice
from protection.actor import Actor, acting_as, require_actor, standing_in_for, system_transaction
from protection.audit import record
from protection.files.checks import FileRefused, checked
from protection.files.scanner import ScannerAway, found_in, is_configured
from referrals.codes import OPEN_REQUEST, Move, RequestState, Side, State
from referrals.models import Attachment, AttachmentContent, FileState, Referral, Request, Stage
from referrals.permissions import can_add_file
from referrals.vault import Vault

from .writing import Moving, NotAParty, moving, own_party, refuse, tell_recipients, tell_sender

logger = logging.getLogger(__name__)
MAX_FILES = 100  # a referral
KEPT = (FileState.WAITING, FileState.READY)


@dataclass(frozen=True)
class NewFile:
    """A file as it was sent. A recipient's goes to the sender alone, whatever `stage` says."""

    name: str
    data: bytes
    stage: Stage


def add_file(referral_id: UUID, new: NewFile, *, now: datetime) -> UUID:
    """Keep a file, encrypted, with a draft or a live referral; the other side is told.

    Raises FileRefused, MoveRefused or NotAParty.
    """
    kind, data = checked(new.data)
    with _changing(referral_id, Move.ADD_FILE, now) as (move, request):
        referral = move.referral
        kept = Attachment.objects.filter(referral=referral, state__in=KEPT).count()
        if kept >= MAX_FILES:
            raise FileRefused(
                _("This referral has 100 files already. Delete one that is no longer needed.")
            )
        attachment = Attachment(
            id=uuid4(),
            referral=referral,
            request=request,
            organisation_id=move.actor.organisation_id,
            stage=new.stage,
            kind=kind,
            size=len(data),
            state=FileState.WAITING if is_configured() else FileState.READY,
            added_by_id=move.actor.user_id,
            added_at=now,
        )
        content = AttachmentContent(attachment=attachment, referral=referral)
        vault = Vault.open(referral_id)
        vault.seal(attachment, "name", new.name)
        vault.seal_bytes(content, "sealed", data)
        attachment.save(force_insert=True)
        content.save(force_insert=True)
        if referral.state != State.DRAFT:
            _tell_of(move, attachment)
    record("file_added", subject="attachment", subject_id=str(attachment.pk))
    return attachment.pk


def delete_file(referral_id: UUID, attachment_id: UUID, *, now: datetime) -> None:
    """Delete the content and name of a file of one's own organisation; that it was there stays.

    Raises MoveRefused or NotAParty.
    """
    with _changing(referral_id, Move.DELETE_FILE, now) as (move, _request):
        own = Attachment.objects.filter(
            pk=attachment_id,
            referral_id=referral_id,
            organisation_id=move.actor.organisation_id,
            state__in=KEPT,
        )
        _empty(own.first(), FileState.DELETED)
    record("file_deleted", subject="attachment", subject_id=str(attachment_id))


@contextmanager
def _changing(
    referral_id: UUID, change: Move, now: datetime
) -> Iterator[tuple[Moving, Request | None]]:
    """The locked referral and, for a recipient, its request; the log begins once it is sent."""
    actor = require_actor()
    party = own_party(referral_id, actor)
    if party.state == State.DRAFT:
        with transaction.atomic():
            draft = Referral.objects.select_for_update().filter(pk=referral_id).first()
            if draft is None:
                raise NotAParty
            move = Moving(actor, draft, [], party, now)
            if not can_add_file(move.standpoint()):
                raise refuse(change, move.standpoint())
            yield move, None
        return
    with moving(referral_id, now=now, request_id=party.request_id) as move:
        request = move.request(party.request_id) if party.request_id else None
        at = move.standpoint(request)
        if not can_add_file(at):
            raise refuse(change, at)
        yield move, request
        move.log(change, request=request)


def _tell_of(move: Moving, attachment: Attachment) -> None:
    if move.party.side != Side.SENDER:
        tell_sender(move, "file_added")
        return
    disclosed = set(
        move.referral.disclosures.filter(ended_at__isnull=True).values_list(
            "organisation_id", flat=True
        )
    )
    readers = [
        request
        for request in move.requests
        if request.organisation_id in disclosed
        or (
            attachment.stage == Stage.REQUEST
            and request.state in OPEN_REQUEST | {RequestState.CAN_HELP, RequestState.CHOSEN}
        )
    ]
    tell_recipients(move, "file_added", readers)


def _empty(attachment: Attachment | None, state: FileState) -> None:
    """Take away content and name. Raises NotAParty where there is no such file."""
    if attachment is None:
        raise NotAParty
    attachment.state = state
    attachment.name = None
    attachment.save(update_fields=["state", "name"])
    # After the state: what a recipient added is hidden from its sender while it waits.
    AttachmentContent.objects.get(pk=attachment.pk).delete()


@dataclass(frozen=True)
class Waiting:
    """A file that was not looked into yet: ids only, as the system role sees it."""

    attachment_id: UUID
    referral_id: UUID
    organisation_id: int
    sender_organisation_id: int
    user_id: int


def files_to_scan(limit: int = 20) -> list[Waiting]:
    """The files that wait for the virus scanner, oldest first."""
    with system_transaction():
        rows = (
            Attachment.objects.using("system")
            .filter(state=FileState.WAITING)
            .order_by("added_at")
            .values_list(
                "pk",
                "referral_id",
                "organisation_id",
                "referral__sender_organisation_id",
                "added_by_id",
            )[:limit]
        )
        return [Waiting(*row) for row in rows]


def scan_file(waiting: Waiting) -> None:
    """Look into one file for the organisation that added it, and serve it or throw it away.

    A portal without a scanner serves it. Raises ScannerAway; the file then goes on waiting.
    """
    actor = Actor(
        user_id=waiting.user_id,
        organisation_id=waiting.organisation_id,
        role=Role.CASEWORKER,
        country="",
    )
    with acting_as(actor):
        content = AttachmentContent.objects.filter(pk=waiting.attachment_id).first()
        if content is None:  # deleted meanwhile
            return
        virus = ""
        if is_configured():
            virus = found_in(Vault.open(waiting.referral_id).bytes_of(content, "sealed"))
        with standing_in_for(waiting.sender_organisation_id):
            attachment = Attachment.objects.select_for_update().get(pk=waiting.attachment_id)
            if attachment.state != FileState.WAITING:
                return
            if virus:
                _empty(attachment, FileState.REFUSED)
            else:
                attachment.state = FileState.READY
                attachment.save(update_fields=["state"])
        record(
            "file_refused" if virus else "file_scanned",
            subject="attachment",
            subject_id=str(waiting.attachment_id),
        )
        if virus:
            _tell_of_virus(waiting)


def _tell_of_virus(waiting: Waiting) -> None:
    referral = Referral.objects.only("reference").get(pk=waiting.referral_id)
    queue_notice(
        "file_refused",
        people_of([waiting.organisation_id]),
        reference=referral.reference,
        path_name="referrals:files",
        path_args=[str(waiting.referral_id)],
    )


def scan_waiting_files() -> None:
    """Scan what waits; a scanner that is away is asked again at the next round."""
    for waiting in files_to_scan():
        try:
            scan_file(waiting)
        except ScannerAway as error:
            logger.error("The virus scanner does not answer, files go on waiting: %s", error)
            return
