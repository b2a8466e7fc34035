"""What a person may have done with a referral: its use restricted, or all of it erased now.

Restriction is GDPR art. 18: the data are kept and used for nothing else, which the database holds
(migration 0011). Erasure is art. 17, and cannot be undone: one proposes it, another confirms it.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.selectors import people_of
from protection.audit import record
from referrals.codes import TALKING, Move
from referrals.models import Disclosure, Retention
from referrals.permissions import can_confirm_erasure, can_propose_erasure, can_restrict

from .writing import MoveRefused, Moving, moving, refuse, tell, tell_recipients, tell_sender

DECIDERS = (Role.TEAM_LEAD, Role.CONTACT_POINT)


def restrict(referral_id: UUID, ground: str, *, now: datetime) -> None:
    """Keep the referral and do nothing else with it. Raises NotAParty or MoveRefused."""
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_restrict(at):
            raise refuse(Move.RESTRICT, at)
        if move.restricted:
            raise MoveRefused(_("The use of this referral is restricted already."))
        changed = _term(referral_id).update(
            restriction=ground, restricted_by_id=move.actor.user_id, restricted_at=now
        )
        if not changed:
            raise MoveRefused(_("This referral has no term yet: it was not sent."))
        move.log(Move.RESTRICT, detail=ground)
        _tell_both(move, "restriction_set")


def lift_restriction(referral_id: UUID, *, now: datetime) -> None:
    """Go on as before. The person is told first (art. 18(3)). Raises as `restrict` does."""
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_restrict(at):
            raise refuse(Move.LIFT_RESTRICTION, at)
        if not move.restricted:
            raise MoveRefused(_("The use of this referral is not restricted."))
        _term(referral_id).update(restriction="", restricted_by=None, restricted_at=None)
        move.log(Move.LIFT_RESTRICTION)
        _tell_both(move, "restriction_lifted")


def propose_erasure(referral_id: UUID, reason: str, *, now: datetime) -> None:
    """Ask that all of it be erased now; nothing happens until somebody else confirms.

    Raises NotAParty, or MoveRefused while it is open, held or restricted.
    """
    with moving(referral_id, now=now) as move:
        if not can_propose_erasure(move.standpoint()):
            raise _still_open()
        _erasable(referral_id)
        _term(referral_id).update(
            erase_reason=reason, erase_proposed_by_id=move.actor.user_id, erase_proposed_at=now,
            erase_confirmed_by=None, erase_asked_at=None,
        )  # fmt: skip
        sender = [move.referral.sender_organisation_id]
        tell(move, "erasure_proposed", people_of(sender, roles=DECIDERS))
    _record("erasure_proposed", referral_id, reason)


def confirm_erasure(referral_id: UUID, *, now: datetime) -> None:
    """The second pair of eyes: it is erased next night. Those who had the identity are told.

    Raises as `propose_erasure` does, and MoveRefused for whoever proposed it.
    """
    with moving(referral_id, now=now) as move:
        if not can_confirm_erasure(move.standpoint()):
            raise MoveRefused(_("Only a team lead or contact point of the sender may decide this."))
        term = _erasable(referral_id)
        if not term.erasure_waits:
            raise MoveRefused(_("No erasure waits to be confirmed."))
        if term.erase_proposed_by_id == move.actor.user_id:
            raise MoveRefused(_("Somebody else must confirm the erasure: you proposed it."))
        _term(referral_id).update(erase_confirmed_by_id=move.actor.user_id, erase_asked_at=now)
        had_it = Disclosure.objects.filter(referral_id=referral_id)
        organisations = set(had_it.values_list("organisation_id", flat=True))
        tell(move, "erasure_confirmed", people_of(organisations), sees_it_still=False)
    _record("erasure_confirmed", referral_id, term.erase_reason)


def take_back_erasure(referral_id: UUID, *, now: datetime) -> None:
    """Keep it after all, until the night in which it would be erased. Raises as the others do."""
    with moving(referral_id, now=now) as move:
        if not can_propose_erasure(move.standpoint()):
            raise _still_open()
        taken_back = (
            _term(referral_id)
            .filter(erase_proposed_at__isnull=False)
            .update(
                erase_reason="", erase_proposed_by=None, erase_proposed_at=None,
                erase_confirmed_by=None, erase_asked_at=None,
            )
        )  # fmt: skip
        if not taken_back:
            raise MoveRefused(_("No erasure waits to be confirmed."))
    _record("erasure_taken_back", referral_id, "")


def _term(referral_id: UUID) -> QuerySet[Retention]:
    return Retention.objects.filter(pk=referral_id, erased_at__isnull=True)


def _erasable(referral_id: UUID) -> Retention:
    term = _term(referral_id).first()
    if term is None or term.ground == "":
        raise _still_open()
    if term.held:
        raise MoveRefused(_("The referral is held: end the hold first."))
    if term.restricted:
        raise MoveRefused(_("The use of this referral is restricted: lift the restriction first."))
    return term


def _still_open() -> MoveRefused:
    return MoveRefused(_("The referral is still open: withdraw or close it first."))


def _tell_both(move: Moving, kind: str) -> None:
    """GDPR art. 19: whoever received the data is told."""
    tell_sender(move, kind)
    with_sight = [request for request in move.requests if request.state in TALKING]
    tell_recipients(move, kind, with_sight)


def _record(action: str, referral_id: UUID, reason: str) -> None:
    record(action, subject="referral", subject_id=str(referral_id), detail={"reason": reason})
