"""What the sender and one recipient write each other."""

from datetime import datetime
from uuid import UUID

from referrals.codes import Move, Side
from referrals.models import Message
from referrals.permissions import can_write_message
from referrals.vault import Vault

from .answering import Note
from .writing import moving, refuse, tell_recipients, tell_sender


def write_message(referral_id: UUID, request_id: UUID, message: Note, *, now: datetime) -> None:
    """Write to the other side of one request, which is told. Raises NotAParty or MoveRefused."""
    with moving(referral_id, now=now, request_id=request_id) as move:
        request = move.request(request_id)
        at = move.standpoint(request)
        if not can_write_message(at):
            raise refuse(Move.MESSAGE, at)
        move.log(Move.MESSAGE, request=request)
        if move.party.side == Side.SENDER:
            tell_recipients(move, "message_written", [request])
        else:
            tell_sender(move, "message_written")
    # Under the writer's own name: row security lets nobody write in another's.
    row = Message(
        referral_id=referral_id,
        request_id=request_id,
        organisation_id=move.actor.organisation_id,
        user_id=move.actor.user_id,
        at=now,
        text_language=message.language,
    )
    Vault.open(referral_id).seal(row, "text", message.text)
    row.save(force_insert=True)
