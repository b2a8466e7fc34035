"""Writing the coded fields and the notes of stage 1: in a draft, and after sending as a correction.

The same door for both, so that what is asked after acceptance is written as what was asked before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from protection.audit import record
from referrals.codes import OPEN_REQUEST, Move, RequestState, State
from referrals.models import CodedValue, Party, Referral, SenderFile
from referrals.permissions import can_correct
from referrals.vault import Vault

from .drafts import StaleDraft, locked_draft, save_draft
from .writing import moving, refuse, tell_recipients

TOLD = OPEN_REQUEST | {RequestState.CAN_HELP, RequestState.CHOSEN}
Coded = Mapping[str, Iterable[str]]
Texts = Mapping[str, tuple[str, str]]  # field of the referral: (text, its language)


@dataclass(frozen=True)
class Withheld:
    """Of these fields of a step, which were left empty on purpose."""

    of: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class _Values:
    fields: Mapping[str, object]
    coded: Coded
    texts: Texts
    withheld: Withheld | None
    own_reference: str | None


def save_fields(
    referral_id: UUID,
    version: int,
    *,
    now: datetime,
    step: str = "",
    fields: Mapping[str, object] | None = None,
    coded: Coded | None = None,
    texts: Texts | None = None,
    withheld: Withheld | None = None,
    own_reference: str | None = None,
) -> Referral:
    """Save one step of a draft, or correct it after sending, until the handover.

    `fields` are codes, numbers and dates by name, `coded` lists of codes by kind, `texts` are
    encrypted. Only what is given is changed. A correction is logged under the name of the `step`
    and told to whoever is asked. Raises NotAParty, StaleDraft, or MoveRefused when it is too late.
    """
    values = _Values(fields or {}, coded or {}, texts or {}, withheld, own_reference)
    with transaction.atomic():
        if Referral.objects.filter(pk=referral_id).exclude(state=State.DRAFT).exists():
            return _correct(referral_id, version, step, values, now)
        referral = locked_draft(referral_id, version)
        _put(referral, values)
        save_draft(referral, now)
    return referral


def _correct(
    referral_id: UUID, version: int, step: str, values: _Values, now: datetime
) -> Referral:
    with moving(referral_id, now=now) as move:
        at = move.standpoint()
        if not can_correct(at):
            raise refuse(Move.CORRECT, at)
        if move.referral.version != version:
            raise StaleDraft(
                _(
                    "This referral changed meanwhile, perhaps in another tab. What you typed is "
                    "still here: look at how it stands now, then save again."
                )
            )
        _put(move.referral, values)
        move.advance(Move.CORRECT, detail=step)
        told = [request for request in move.requests if request.state in TOLD]
        tell_recipients(move, "referral_corrected", told)
    return move.referral


def _put(referral: Referral, values: _Values) -> None:
    for name, value in values.fields.items():
        setattr(referral, name, value)
    for kind, codes in values.coded.items():
        wanted = set(codes)
        _replace_codes(referral, kind, wanted)
        if kind == CodedValue.Kind.NEED:  # the lines in the lists are filtered by them
            Party.objects.filter(referral=referral).update(needs=sorted(wanted))
    if values.withheld is not None:
        mark_withheld(referral, values.withheld)
    if values.texts:
        vault = Vault.open(referral.pk)
        for name, (text, language) in values.texts.items():
            vault.seal(referral, name, text)
            setattr(referral, f"{name}_language", language if text else "")
    if values.own_reference is not None:
        _put_own_reference(referral, values.own_reference)


def _put_own_reference(referral: Referral, text: str) -> None:
    if not text:
        SenderFile.objects.filter(referral=referral).delete()
        return
    known = SenderFile.objects.filter(referral=referral).first()
    row = known or SenderFile(referral=referral)
    Vault.open(referral.pk).seal(row, "own_reference", text)
    row.save(force_insert=known is None, force_update=known is not None)


def own_reference(referral: Referral) -> str:
    """The sender's own reference, "" where there is none; only the sender's people see it."""
    row = SenderFile.objects.filter(referral=referral).first()
    if row is None:
        return ""
    record("own_reference_viewed", subject="referral", subject_id=str(referral.pk))
    return Vault.open(referral.pk).text(row, "own_reference")


def mark_withheld(referral: Referral, withheld: Withheld) -> None:
    """Note which fields of a step were left empty on purpose."""
    _replace_codes(referral, CodedValue.Kind.WITHHELD, withheld.names, among=withheld.of)


def _replace_codes(
    referral: Referral, kind: str, codes: Iterable[str], among: frozenset[str] | None = None
) -> None:
    """Of a kind (or of those `among` it) keep exactly these codes."""
    wanted = set(codes)
    present = CodedValue.objects.filter(referral=referral, kind=kind)
    if among is not None:
        present = present.filter(code__in=sorted(among))
    present.exclude(code__in=wanted).delete()
    known = set(present.values_list("code", flat=True))
    CodedValue.objects.bulk_create(
        CodedValue(referral=referral, kind=kind, code=code) for code in sorted(wanted - known)
    )
