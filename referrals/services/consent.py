"""The life of a consent after sending: narrowed or withdrawn, at once and for every reader.

A consent is a dated record and is never rewritten: what changes it ends the record in force and
writes another, so that it stays plain what held on which day.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.selectors import people_of
from referrals.codes import IDENTITY_FIELDS, Move, State
from referrals.models import Consent, ConsentRecipient, Disclosure, Referral
from referrals.permissions import can_narrow_consent, can_withdraw, can_withdraw_consent

from .consequences import CONSENT_WITHDRAWN, close_identity, end_openings, take_back
from .writing import MoveRefused, Moving, moving, refuse, tell


def consent_in_force(referral_id: UUID) -> Consent:
    """The consent that holds now. Raises MoveRefused when there is none (any more)."""
    consent = Consent.objects.filter(referral_id=referral_id, withdrawn_at__isnull=True).first()
    if consent is None:
        raise MoveRefused(_("No consent is in force: there is nothing to narrow or withdraw."))
    return consent


def narrow_consent(
    referral_id: UUID, allowed: Mapping[int, Iterable[str]], *, now: datetime
) -> Referral:
    """Only these organisations may still have the identity, each without the fields given.

    Nothing is ever added: an organisation that was not named stays out, a field that was withheld
    stays withheld. Raises MoveRefused when nothing would change or nobody would be left.
    """
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_narrow_consent(at):
            raise refuse(Move.NARROW_CONSENT, at)
        before = consent_in_force(referral_id)
        named = {row.organisation_id: row.withheld for row in before.recipients.all()}
        kept = {
            organisation_id: _in_order({*withheld, *allowed[organisation_id]})
            for organisation_id, withheld in named.items()
            if organisation_id in allowed
        }
        if not kept:
            raise MoveRefused(_("Nobody would be left: withdraw the consent instead."))
        if kept == {pk: _in_order(withheld) for pk, withheld in named.items()}:
            raise MoveRefused(_("Nothing was narrowed: take somebody off, or withhold a field."))
        _replace(before, kept, move)
        move.log(Move.NARROW_CONSENT)
    return move.referral


def _in_order(fields: Iterable[str]) -> list[str]:
    """Known fields of the identity, in their order."""
    wanted = set(fields)
    return [name for name in IDENTITY_FIELDS if name in wanted]


def _replace(before: Consent, kept: Mapping[int, Sequence[str]], move: Moving) -> None:
    now = move.now
    before.withdrawn_at = now
    before.save(update_fields=["withdrawn_at"])
    consent = Consent(
        referral=move.referral,
        basis=before.basis,
        given_by=before.given_by,
        given_on=before.given_on,
        scope=before.scope,
        evidence=before.evidence,
        language=before.language,
        with_interpreter=before.with_interpreter,
        recorded_by_id=move.actor.user_id,
        recorded_at=now,
    )
    consent.save(force_insert=True)
    ConsentRecipient.objects.bulk_create(
        ConsentRecipient(
            consent=consent, referral=move.referral, organisation_id=pk, withheld=list(withheld)
        )
        for pk, withheld in kept.items()
    )
    changed = []
    for disclosure in Disclosure.objects.filter(referral=move.referral, ended_at__isnull=True):
        allowed = kept.get(disclosure.organisation_id)
        if allowed is None:
            disclosure.ended_at = now
        if allowed is None or set(allowed) != set(disclosure.withheld):
            changed.append(disclosure.organisation_id)
        disclosure.consent, disclosure.withheld = consent, list(allowed or ())
        disclosure.save()
    taken_off = {row.organisation_id for row in before.recipients.all()} - set(kept)
    changed += end_openings(move, only=taken_off)
    tell(move, "consent_narrowed", people_of(changed))


def withdraw_consent(referral_id: UUID, *, go_on: bool, now: datetime) -> Referral:
    """The consent is withdrawn: the identity closes at once, also after the handover or the end.

    `go_on` is what the person wishes: help is still sought, without a name; or the referral is
    withdrawn too, and those asked lose sight of all of it at once. After the handover there is
    nothing left to withdraw but the consent.
    """
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_withdraw_consent(at):
            raise refuse(Move.WITHDRAW_CONSENT, at)
        consent_in_force(referral_id)
        if not go_on and not can_withdraw(at):
            raise refuse(Move.WITHDRAW, at)
        move.log(Move.WITHDRAW_CONSENT)
        readers = close_identity(move)
        tell(move, "consent_withdrawn", people_of(readers), sees_it_still=go_on)
        if not go_on:
            take_back(move, CONSENT_WITHDRAWN, told_already=readers)
    return move.referral


def may_still_withdraw(referral: Referral) -> bool:
    """Whether the referral as a whole can be withdrawn with the consent."""
    return referral.state_code in {State.SENT, State.ANSWERED, State.AGREED}
