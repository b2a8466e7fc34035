"""What a reader sees of a referral's files, and opening one. Row security decides which."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contacts.selectors import named
from protection.actor import require_actor
from protection.audit import record
from protection.files.checks import CONTENT_TYPES
from protection.prepared import Given, Prepared
from referrals.codes import RequestState, Side
from referrals.models import Attachment, AttachmentContent, FileState, Party, Referral, Request
from referrals.permissions import Standpoint, can_add_file
from referrals.services.writing import NotAParty, own_party
from referrals.vault import Vault

_FILES = Prepared(
    lambda: (
        Attachment.objects.filter(referral_id=Given("id"))
        .select_related("organisation")
        .only(
            "name",
            "kind",
            "size",
            "stage",
            "state",
            "request_id",
            "added_at",
            *named("organisation"),
        )
    )
)


@dataclass(frozen=True)
class ShownFile:
    """`name` is empty for a file that is gone; `own`: the reader's organisation added it."""

    id: UUID
    name: str
    kind: str
    size: int
    stage: int
    state: FileState
    organisation: str
    own: bool
    from_recipient: bool
    added_at: datetime

    @property
    def can_be_opened(self) -> bool:
        return self.state == FileState.READY

    @property
    def is_kept(self) -> bool:
        return self.state in (FileState.READY, FileState.WAITING)


@dataclass(frozen=True)
class FilePage:
    """The files of one referral, and whether the reader may add to them."""

    referral: Referral
    is_sender: bool
    may_add: bool
    files: list[ShownFile]


def files_of(referral_id: UUID, vault: Vault) -> list[ShownFile]:
    """The files that the actor may see, oldest first; one query."""
    own = require_actor().organisation_id
    return [
        ShownFile(
            id=row.pk,
            name=vault.text(row, "name"),
            kind=row.kind.upper(),
            size=row.size,
            stage=row.stage,
            state=FileState(row.state),
            organisation=row.organisation.name,
            own=row.organisation_id == own,
            from_recipient=row.request_id is not None,
            added_at=row.added_at,
        )
        for row in _FILES.rows(id=referral_id)
    ]


def read_file_page(referral_id: UUID) -> FilePage:
    """The page of files; the audit row comes first. Raises NotAParty."""
    actor = require_actor()
    try:
        party = own_party(referral_id, actor)
    except NotAParty:
        record("access_denied", subject="referral", subject_id=str(referral_id))
        raise
    record("files_viewed", subject="referral", subject_id=str(referral_id))
    referral = Referral.objects.get(pk=referral_id)
    return FilePage(
        referral=referral,
        is_sender=party.side == Side.SENDER,
        may_add=can_add_file(_standpoint(actor.role, party, referral)),
        files=files_of(referral_id, Vault.open(referral_id)),
    )


def _standpoint(role: str, party: Party, referral: Referral) -> Standpoint:
    request = Request.objects.filter(pk=party.request_id).first() if party.request_id else None
    return Standpoint(
        role=role,
        side=Side(party.side),
        state=referral.state_code,
        request_state=RequestState(request.state) if request else None,
        to_contact_point=bool(request and request.to_contact_point),
    )


@dataclass(frozen=True)
class OpenedFile:
    """A file in plain: its name, media type and bytes."""

    name: str
    content_type: str
    data: bytes


def open_file(referral_id: UUID, attachment_id: UUID) -> OpenedFile:
    """Decrypt a file for its reader; a try in vain leaves its own line in the audit trail.

    Raises NotAParty where row security shows none, or none that is ready.
    """
    found = Attachment.objects.filter(
        pk=attachment_id, referral_id=referral_id, state=FileState.READY
    ).first()
    # Row security shows the file in the list and not its content while its use is restricted.
    content = AttachmentContent.objects.filter(pk=found.pk).first() if found else None
    action = "file_opened" if content else "file_not_shown"
    record(action, subject="attachment", subject_id=str(attachment_id))
    if found is None or content is None:
        raise NotAParty
    vault = Vault.open(referral_id)
    name = vault.text(found, "name")
    stem = name.rpartition(".")[0] or name
    return OpenedFile(
        f"{stem}.{found.kind}", CONTENT_TYPES[found.kind], vault.bytes_of(content, "sealed")
    )
