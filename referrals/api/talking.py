"""What both sides of a request write each other, and the notes of one's own organisation."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.filling import object_of
from accounts.machine.once import once
from contacts.models import Organisation
from protection.actor import require_actor
from protection.audit import record
from referrals.codes import State
from referrals.colleagues import colleagues, roles_of_side
from referrals.forms.teamwork import InternalNoteForm, MessageForm
from referrals.models import InternalNote, Message, Party
from referrals.models import Request as Asked
from referrals.services.teamwork import write_note
from referrals.services.writing import NotAParty, own_party
from referrals.vault import Vault

from . import showing
from .base import CaseView, check_version, receipt
from .moves import JSON, make_move
from .said import errors_of, schema_of, take_from

MESSAGE = showing.object_(
    id=showing.UUID_, organisation=showing.NAME, at=showing.MOMENT, message=showing.TEXT
)
NOTE = showing.object_(id=showing.UUID_, at=showing.MOMENT, text=showing.NAME)


class MessagesView(CaseView):
    """The messages about one request."""

    @extend_schema(
        operation_id="messages_list", responses={200: {"type": "array", "items": MESSAGE}}
    )
    def get(self, request: Request, referral_id: UUID, request_id: UUID) -> Response:
        """What both sides wrote, the oldest first."""
        _own_part(referral_id)
        if not Asked.objects.filter(pk=request_id, referral_id=referral_id).exists():
            raise NotAParty  # no such request, or one that row security does not show
        record("messages_viewed", subject="referral", subject_id=str(referral_id))
        rows = list(
            Message.objects.filter(referral_id=referral_id, request_id=request_id).order_by("at")
        )
        vault = Vault.open(referral_id)
        names = Organisation.objects.only("name").in_bulk({row.organisation_id for row in rows})
        return Response(
            [
                {
                    "id": row.pk,
                    "organisation": names[row.organisation_id].name,
                    "at": row.at,
                    "message": {"text": vault.text(row, "text"), "language": row.text_language},
                }
                for row in rows
            ]
        )

    @extend_schema(
        operation_id="messages_send",
        request={JSON: schema_of(MessageForm)},
        responses={200: showing.RECEIPT},
    )
    @once
    def post(self, request: Request, referral_id: UUID, request_id: UUID) -> Response:
        """Write to the other side of the request, which is told; nobody else reads it."""
        check_version(request, referral_id)
        return make_move(referral_id, request_id, "message", object_of(request.data))


class NotesView(CaseView):
    """The internal notes of one's own organisation on a referral."""

    @extend_schema(operation_id="notes_list", responses={200: {"type": "array", "items": NOTE}})
    def get(self, request: Request, referral_id: UUID) -> Response:
        """The notes, the oldest first. The other side never sees them."""
        _own_part(referral_id)
        record("notes_viewed", subject="referral", subject_id=str(referral_id))
        vault = Vault.open(referral_id)
        rows = InternalNote.objects.filter(referral_id=referral_id).order_by("at")
        return Response([_note(row, vault) for row in rows])

    @extend_schema(
        operation_id="notes_write",
        request={JSON: schema_of(InternalNoteForm, without=["mentioned"])},
        responses={201: showing.RECEIPT},
    )
    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        """Keep a note for one's own organisation; the referral itself does not change."""
        check_version(request, referral_id)
        party, actor = _own_part(referral_id), require_actor()
        team = colleagues(actor.organisation_id, roles=roles_of_side(party.side))
        blank = InternalNoteForm(team, actor, {})
        blank.fields.pop("mentioned", None)  # colleagues are known to pages, by name
        form = InternalNoteForm(team, actor, take_from(object_of(request.data), blank))
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        write_note(referral_id, form.cleaned_data["text"], now=timezone.now())
        return receipt(referral_id, status=201)


def _note(row: InternalNote, vault: Vault) -> dict[str, Any]:
    return {"id": row.pk, "at": row.at, "text": vault.text(row, "text")}


def _own_part(referral_id: UUID) -> Party:
    """The organisation's part in a referral that was sent. Raises NotAParty."""
    try:
        party = own_party(referral_id, require_actor())
    except NotAParty:
        record("access_denied", subject="referral", subject_id=str(referral_id))
        raise
    if party.state == State.DRAFT:
        raise NotAParty
    return party
