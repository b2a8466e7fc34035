"""Spoed / Urgence: the few answers that are needed, sent in one go.

It takes the steps of the form one after another, so that it is filed like any other referral.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from referrals.codes import Order, State
from referrals.models import CodedValue, Referral

from .deciding import send
from .drafts import Recipient, create_draft, save_consent, save_recipients
from .fields import save_fields


@dataclass(frozen=True)
class UrgentRequest:
    """What one screen asks. `fields` are urgency, age group and gender; `recipients` in order;
    `note` is (text, its language)."""

    country: str
    fields: Mapping[str, str]
    needs: list[str]
    languages: list[str]
    recipients: list[Recipient]
    legal_basis: str
    callback_number: str
    note: tuple[str, str]


def send_urgent(draft_id: UUID, asked: UrgentRequest, *, now: datetime) -> Referral:
    """File and send, asking one after another and agreeing with the first that says yes.

    The same id again gives the referral that was sent. Raises NotAParty and MoveRefused, and
    nothing is then written.
    """
    with transaction.atomic():
        draft = create_draft(draft_id, now=now)
        if draft.state != State.DRAFT:
            return draft
        draft = save_fields(
            draft_id,
            draft.version,
            now=now,
            fields={**asked.fields, "destination_country_id": asked.country},
            coded={
                CodedValue.Kind.NEED: asked.needs,
                CodedValue.Kind.LANGUAGE: asked.languages,
            },
            texts={"note": asked.note},
        )
        draft = save_recipients(
            draft_id,
            draft.version,
            now=now,
            destination_country=asked.country,
            recipients=asked.recipients,
            order=Order.IN_ORDER,
            release_to_first_yes=True,
        )
        draft = save_consent(
            draft_id,
            draft.version,
            legal_basis=asked.legal_basis,
            callback_number=asked.callback_number,
            consent=None,
            now=now,
        )
        return send(draft_id, draft.version, now=now)
