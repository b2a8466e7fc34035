"""What was said, as a digest that is kept with the move: proof for later that tells nothing.

The digest is salted: who reads it in a log or on paper cannot try out the few codes there are. It
goes with the event when the referral is erased.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from protection.signing import canonical_json

from .codes import Move
from .models import Referral, Request

# The moves of which a receipt can be had: filing, answering, handing over and receiving.
WITH_RECEIPT = frozenset(
    {Move.SEND, Move.ACCEPT, Move.DECLINE, Move.HAND_OVER, Move.CONFIRM_ARRIVAL}
)
OF_REFERRAL = (
    "urgency", "reason", "age_group", "gender", "citizenship_group", "victim_status",
    "detected_by", "country_of_detection", "residence_stage", "residence_document",
    "residence_start", "residence_ended_on", "residence_end_reason", "criminal_stage",
    "guardian_kind", "interpreter", "children", "companions", "last_contact", "risk_level",
    "region", "legal_basis",
)  # fmt: skip
OF_REQUEST = (
    "decline_reason", "place_kind", "available_from", "conditions", "answer_channel",
)  # fmt: skip


def content_of(
    referral: Referral, request: Request | None, coded: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """The coded content at the time of a move: plain values, no text and nobody's name."""
    return {
        "referral": {name: _plain(getattr(referral, name)) for name in OF_REFERRAL},
        "codes": sorted([kind, code] for kind, code in coded),
        "answer": {name: _plain(getattr(request, name)) for name in OF_REQUEST}
        if request
        else None,
    }


def fingerprint(content: dict[str, Any], salt: str = "") -> str:
    """`salt:digest`: SHA-256 over salt and canonical JSON; a random salt without one."""
    salt = salt or secrets.token_hex(16)
    return f"{salt}:{hashlib.sha256(salt.encode() + canonical_json(content)).hexdigest()}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
