"""Receipts of filing and answering: what the portal signs, as JSON and as PDF.

Reference, times, organisations, states and a digest of the coded content: no identity, no text.
"""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from protection.actor import require_actor
from protection.signing import is_signed, sign, signing_key_id
from referrals.codes import Move
from referrals.fingerprints import WITH_RECEIPT
from referrals.labels import event_title, state_label
from referrals.models import Event
from referrals.selectors import Case, TimelineLine

from .dossier import moment
from .paper import Paper, make_pdf
from .parts import rows, section, text

TYPE = "benelux-referral-receipt/1"
ATTACHED = "receipt.json"


def own_receipts(case: Case) -> list[TimelineLine]:
    """The reader's own organisation's moves of which a receipt can be had, oldest first."""
    own = require_actor().organisation_id
    return [
        line
        for line in reversed(case.timeline)
        if line.event.organisation_id == own and line.event.move in WITH_RECEIPT
    ]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _recipients(case: Case, event: Event) -> list[str]:
    """Whom it concerns: the request's recipient, or everybody whom the reader sees asked."""
    asked = [a for a in case.asked if event.request_id in {None, a.request.pk}]
    return sorted({organisation.name for a in asked for organisation in a.who})


def signed_receipt(case: Case, event_id: UUID, *, now: datetime) -> dict[str, Any]:
    """The receipt of one of the reader's own moves, signed. KeyError for any other event."""
    line = {found.event.pk: found for found in own_receipts(case)}[event_id]
    event = line.event
    salt, _colon, digest = event.fingerprint.partition(":")
    receipt = {
        "type": TYPE,
        "issuer": settings.PORTAL_BASE_URL,
        "reference": case.referral.reference,
        "move": event.move,
        "number": event.sequence,
        "at": _utc(event.at),
        "by": line.organisation,
        "sender": case.sender.name,
        "recipients": _recipients(case, event),
        "state_before": event.from_state,
        "state_after": event.to_state,
        "channel": event.channel or "portal",
        "content": {"salt": salt, "sha256": digest} if digest else None,
        "issued_at": _utc(now),
        "key": signing_key_id(),
    }
    return {"receipt": receipt, "signature": sign(receipt)}


def read_receipt(typed: str) -> dict[str, Any] | None:
    """The receipt in a text that somebody pasted, if the portal signed exactly that; else None."""
    try:
        found = json.loads(typed)
        receipt, signature = found["receipt"], found["signature"]
        genuine = (
            isinstance(receipt, dict)
            and isinstance(signature, str)
            and receipt.get("type") == TYPE
            and is_signed(receipt, str(receipt.get("key")), signature)
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return receipt if genuine else None


def receipt_lines(receipt: dict[str, Any]) -> list[tuple[Any, str]]:
    """What a receipt says, in the reader's language: on paper, and on the page that checks it."""
    event = Event(move=receipt["move"], request_id=UUID(int=0))
    after = receipt["state_after"]
    said = [
        (_("Reference"), receipt["reference"]),
        (_("What happened"), event_title(event)),
        (_("When"), moment(datetime.fromisoformat(receipt["at"]))),
        (_("By"), receipt["by"]),
        (_("Sender"), receipt["sender"]),
        (_("Recipients"), ", ".join(receipt["recipients"])),
        (_("State before"), _state(receipt["move"], receipt["state_before"])),
        (_("State after"), _state(receipt["move"], after)),
        (_("Content (SHA-256)"), (receipt["content"] or {}).get("sha256", "")),
        (_("Receipt made on"), moment(datetime.fromisoformat(receipt["issued_at"]))),
        (_("Key"), receipt["key"]),
    ]
    return [(label, str(value)) for label, value in said if value]


def _state(move: str, state: str) -> str:
    return state_label(state) if state and move in set(Move) else ""


def receipt_json(signed: dict[str, Any]) -> Paper:
    """The file that a program checks."""
    receipt = signed["receipt"]
    content = json.dumps(signed, ensure_ascii=False, indent=1).encode()
    name = f"{receipt['reference']}-r{receipt['number']}.json"
    return Paper(name, content, "application/json")


def receipt_pdf(signed: dict[str, Any], *, language: str, now: datetime) -> Paper:
    """The receipt on paper, with the JSON inside."""
    receipt = signed["receipt"]
    with override(language):
        title = _("Receipt")
        data = {
            "head": receipt["reference"],
            "lead": _(
                "The portal confirms the move below. It names no person and gives no answer away."
            ),
            "sections": [
                section(
                    _("The move"),
                    rows((label, value, "") for label, value in receipt_lines(receipt)),
                ),
                section(
                    _("Signature"),
                    text(
                        _(
                            "Ed25519, over the receipt in the file %(file)s inside this PDF. "
                            "Anybody can check it: open that file and paste it at %(address)s."
                        )
                        % {
                            "file": ATTACHED,
                            "address": settings.PORTAL_BASE_URL
                            + reverse("referrals:check_receipt"),
                        }
                    ),
                    {"kind": "code", "text": signed["signature"]},
                ),
            ],
            "foot": f"{receipt['reference']} · {receipt['key']}",
            "attached": ATTACHED,
            "attached_as": title,
        }
        content = make_pdf(
            "paper.typ",
            data,
            language=language,
            title=title,
            now=now,
            files={ATTACHED: receipt_json(signed).content},
        )
    return Paper(f"{receipt['reference']}-r{receipt['number']}-{language}.pdf", content)
