"""The handover: planned by both sides, confirmed by the side that receives the person."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from protection.audit import record
from referrals.codes import Move
from referrals.models import Handover
from referrals.permissions import can_confirm_arrival, can_plan_handover
from referrals.vault import Vault

from .answering import Note
from .consequences import tell_other_side
from .drafts import StaleDraft
from .writing import MoveRefused, Moving, moving, refuse, tell_sender


@dataclass(frozen=True)
class Plan:
    """When (local time as ISO 8601 text, or ""), where, with whom, how, and what is ready."""

    appointment: str = ""
    meeting_point: str = ""
    escort: str = ""
    transport: str = ""
    ready: tuple[str, ...] = ()
    note: Note = field(default_factory=Note)


def plan_handover(referral_id: UUID, version: int, plan: Plan, *, now: datetime) -> None:
    """Either side writes the plan, on top of the `version` it was shown (0: none yet).

    The other side is told. Raises StaleDraft when somebody was quicker.
    """
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_plan_handover(at):
            raise refuse(Move.PLAN_HANDOVER, at)
        row = Handover.objects.select_for_update().filter(pk=referral_id).first()
        created = row is None
        row = row or Handover(referral=move.referral, version=0)
        if row.version != version:
            raise StaleDraft(
                _(
                    "The plan was changed meanwhile. What you typed is still here: look at the "
                    "plan as it stands now, then save again."
                )
            )
        vault = Vault.open(referral_id)
        vault.seal(row, "appointment", plan.appointment)
        vault.seal(row, "meeting_point", plan.meeting_point)
        vault.seal(row, "note", plan.note.text)
        row.note_language = plan.note.language if plan.note.text else ""
        row.escort, row.transport, row.ready = plan.escort, plan.transport, list(plan.ready)
        row.version += 1
        row.save(force_insert=created, force_update=not created)
        move.log(Move.PLAN_HANDOVER)
        tell_other_side(move, "handover_planned")


def confirm_arrival(referral_id: UUID, *, now: datetime) -> None:
    """A chosen recipient confirms that the person whom the sender handed over has arrived."""
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_confirm_arrival(at):
            raise refuse(Move.CONFIRM_ARRIVAL, at)
        if Handover.objects.filter(pk=referral_id, confirmed_at__isnull=False).exists():
            raise MoveRefused(_("The arrival was confirmed already."))
        note_arrival(move)
        move.log(Move.CONFIRM_ARRIVAL)
        tell_sender(move, "arrival_confirmed")


def note_arrival(move: Moving) -> None:
    """Keep when the receiving side said that the person arrived, and which request's side it is."""
    Handover.objects.update_or_create(
        referral=move.referral,
        defaults={"confirmed_at": move.now, "confirmed_by_id": move.party.request_id},
    )


@dataclass(frozen=True)
class OpenedHandover:
    """The plan, opened; `row.version` is what a change of it must name."""

    row: Handover
    appointment: str
    meeting_point: str
    note: str


def read_handover(referral_id: UUID) -> OpenedHandover | None:
    """The plan of the handover; None for whom row security shows none, and while there is none.

    The audit row comes before anything is decrypted.
    """
    row = Handover.objects.filter(pk=referral_id).first()
    if row is None:
        return None
    record("handover_viewed", subject="referral", subject_id=str(referral_id))
    vault = Vault.open(referral_id)
    return OpenedHandover(
        row,
        vault.text(row, "appointment"),
        vault.text(row, "meeting_point"),
        vault.text(row, "note"),
    )
