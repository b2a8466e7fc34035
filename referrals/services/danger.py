"""Opening an identity in danger, without a consent that names the reader, for one hour.

It rests on vital interests (GDPR art. 6(1)(d), and 9(2)(c) where the person cannot consent); what a
refusal means then stands in docs/decisions. The sender and the data protection officers are told
in the same transaction, so nobody reads before they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.selectors import officers_over, people_of
from contacts import codes
from contacts.models import Organisation
from protection.actor import require_actor
from protection.audit import record
from referrals.codes import NO_IDENTITY_BASES, Move
from referrals.identities import may_hold_identity
from referrals.models import (
    Consent,
    ConsentRecipient,
    DangerOpening,
    Disclosure,
    Identity,
    Referral,
)
from referrals.permissions import can_end_danger, can_open_in_danger

from .consequences import end_openings
from .writing import MoveRefused, Moving, NotAParty, moving, refuse, tell, tell_sender

BASIS = "vital_interest"  # code list sharing_basis
MOST_A_DAY = 3  # openings of one person
DAY = timedelta(days=1)
ONE_AT_A_TIME = 0x7EB  # our name among advisory locks: the openings of one person


@dataclass(frozen=True)
class Danger:
    """Why it is opened: codes of the lists `danger` and `not_asked`, and the reason in words."""

    kind: str
    not_asked: str
    reason: str


def open_in_danger(referral_id: UUID, danger: Danger, *, now: datetime) -> DangerOpening:
    """Let the actor, and nobody else, read the identity for one hour.

    Raises NotAParty, or MoveRefused where it is not theirs to open, where there is nothing to open,
    where the person refused and can still be asked or has the use restricted, and after MOST_A_DAY
    openings in a day.
    """
    actor = require_actor()
    _refuse_too_many(actor.user_id)
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_open_in_danger(at):
            raise refuse(Move.OPEN_IN_DANGER, at)
        _refuse_what_is_not_theirs(move)
        if was_refused(referral_id, actor.organisation_id) and not outweighs_refusal(
            danger.not_asked
        ):
            raise MoveRefused(
                _(
                    "The person does not want your organisation to read the identity. That holds, "
                    "unless the person can no longer speak or be reached. Phone the sender."
                )
            )
        move.log(Move.OPEN_IN_DANGER, detail=danger.kind)
        tell_sender(move, "danger_opened")
        countries = {actor.country, move.referral.sender_country}
        tell_officers(move, countries)
    referral = move.referral
    opening = DangerOpening(
        referral=referral,
        reference=referral.reference,
        organisation_id=actor.organisation_id,
        country_id=actor.country,
        sender_organisation_id=referral.sender_organisation_id,
        sender_country=referral.sender_country,
        user_id=actor.user_id,
        role=actor.role,
        danger=danger.kind,
        not_asked=danger.not_asked,
    )
    opening.seal_reason(danger.reason)
    opening.save(force_insert=True)
    record(
        "danger_opened",
        subject="referral",
        subject_id=str(referral_id),
        purpose="danger",
        detail={"danger": danger.kind, "not_asked": danger.not_asked},
    )
    return DangerOpening.objects.get(pk=opening.pk)


def end_danger(referral_id: UUID, opening_id: UUID, *, now: datetime) -> None:
    """End an opening before its hour is over: the side that opened it, or the sender.

    The other side is told. Raises NotAParty, or MoveRefused where it has ended already.
    """
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_end_danger(at):
            raise refuse(Move.END_DANGER, at)
        opening = DangerOpening.objects.filter(pk=opening_id, referral=referral_id).first()
        sides = {move.referral.sender_organisation_id}
        if opening is None or move.actor.organisation_id not in sides | {opening.organisation_id}:
            raise NotAParty
        if not opening.is_open(now):
            raise MoveRefused(_("It has ended already: nobody reads the identity by it."))
        end_openings(move, this=opening.pk)
        move.log(Move.END_DANGER)
        if move.actor.organisation_id in sides:
            tell(move, "danger_ended", people_of([opening.organisation_id]))
        else:
            tell_sender(move, "danger_ended")
    record("danger_ended", subject="referral", subject_id=str(referral_id))


def was_refused(referral_id: UUID, organisation_id: int) -> bool:
    """Whether the person said no to this organisation: it was taken off a consent that named it;
    or no consent is in force, and one was withdrawn or refused. Asked by either side."""
    named = ConsentRecipient.objects.filter(
        referral_id=referral_id, organisation_id=organisation_id
    )
    in_force = Consent.objects.filter(referral_id=referral_id, withdrawn_at__isnull=True)
    if not in_force.exists():
        refused = Referral.objects.filter(pk=referral_id, legal_basis__in=NO_IDENTITY_BASES)
        return refused.exists() or Consent.objects.filter(referral_id=referral_id).exists()
    return named.exists() and not named.filter(consent__withdrawn_at__isnull=True).exists()


def outweighs_refusal(not_asked: str) -> bool:
    """Whether the person is in no state to consent (GDPR art. 9(2)(c)): the code's attribute."""
    return bool(codes.attribute("not_asked", not_asked, "outweighs_refusal", False))


def tell_officers(move: Moving, countries: Iterable[str]) -> None:
    """Tell the data protection officers, who see the list of openings and nothing of the case."""
    tell(move, "danger_opened", officers_over(countries), page="referrals:danger_openings")


def _refuse_too_many(user_id: int) -> None:
    """Count under a lock that lasts until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ONE_AT_A_TIME, user_id])
    lately = DangerOpening.objects.filter(user_id=user_id, opened_at__gt=Now() - DAY)
    if lately.count() >= MOST_A_DAY:
        raise MoveRefused(
            _(
                "You have opened %(most)d identities in danger within a day. Phone the sender, "
                "or the emergency services."
            )
            % {"most": MOST_A_DAY}
        )


def _refuse_what_is_not_theirs(move: Moving) -> None:
    own = Organisation.objects.get(pk=move.actor.organisation_id)
    if not may_hold_identity(own.kind, BASIS):
        raise MoveRefused(
            _(
                "An organisation of your kind may read an identity only where the consent or a "
                "law says so. Phone the sender."
            )
        )
    released = Disclosure.objects.filter(
        referral=move.referral, organisation=own, ended_at__isnull=True
    )
    if released.exists():
        raise MoveRefused(_("The identity was released to your organisation: read it there."))
    if any(
        opening.user_id == move.actor.user_id and opening.is_open(move.now)
        for opening in DangerOpening.objects.filter(referral=move.referral, organisation=own)
    ):
        raise MoveRefused(_("You have opened it already: read it there."))
    if not Identity.objects.filter(pk=move.referral.pk).exists():
        raise MoveRefused(
            _("The sender has filled in no identity: there is nothing to open. Phone the sender.")
        )
