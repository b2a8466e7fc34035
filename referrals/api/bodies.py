"""Bodies of moves that say it in other words than the form of the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError

from accounts.machine.filling import Fields, Schema, object_of
from contacts.selectors import contact_point_organisations
from referrals.codes import ChosenAs
from referrals.forms.consenting import NarrowConsentForm, RenewConsentForm
from referrals.forms.ending import HandoverForm
from referrals.forms.moves import AskOthersForm, ChooseForm
from referrals.forms.questions import AskForm, ReplyForm
from referrals.forms.recipients import CONTACT_POINT
from referrals.forms.transfer import TransferForm
from referrals.models import Handover

from .filing import ASKED_SCHEMA
from .said import (
    WITHHELD_FROM,
    WITHHELD_FROM_SCHEMA,
    schema_of,
    standard_questions,
    take_asked,
    take_from,
    take_withheld,
)

PARTS = "parts"


@dataclass(frozen=True)
class Body:
    """`take` makes the form's values of a body; `named` says what the body calls a form's field."""

    take: Callable[[Fields, Any], Fields]
    schema: Callable[[], Schema]
    named: Mapping[str, str] = field(default_factory=dict)


def _take_questions(body: Fields, blank: AskForm) -> Fields:
    return take_from(standard_questions(body, blank.offered), blank)


def _take_others(body: Fields, blank: AskOthersForm) -> Fields:
    rest = dict(body)
    country = blank.case.referral.destination_country_id or ""
    rota = [organisation.pk for organisation in contact_point_organisations(country)]
    by_contact_point, chosen = take_asked(rest.pop("asked", []), rota)
    if by_contact_point and CONTACT_POINT not in blank.fields:
        message = ErrorDetail(_("The contact point was asked already."), code="asked_already")
        raise ValidationError({"asked": [message]})
    return {
        **take_from(rest, blank),
        CONTACT_POINT: by_contact_point,
        "organisations": [key for key in chosen if key != CONTACT_POINT],
    }


def _take_parts(body: Fields, blank: ChooseForm) -> Fields:
    rest = dict(body)
    parts = object_of(rest.pop(PARTS, {}), PARTS)
    names = {str(asked.request.pk): f"part_{n}" for n, asked in enumerate(blank.able, start=1)}
    if unknown := set(parts) - set(names):
        message = _("No request of this referral that can help has the id %(id)s.")
        told = ErrorDetail(message % {"id": min(unknown)}, code="unknown_request")
        raise ValidationError({PARTS: [told]})
    return {**take_from(rest, blank), **{names[key]: part for key, part in parts.items()}}


def _take_narrowed(body: Fields, blank: NarrowConsentForm) -> Fields:
    """What is withheld from an organisation now stays so, unless the body says otherwise."""
    kept = {name: f.initial for name, f in blank.fields.items() if f.initial is not None}
    return {**kept, **take_withheld(body, blank)}


def _take_plan(body: Fields, blank: HandoverForm) -> Fields:
    """On top of the plan as it is: If-Match has said that it was read."""
    now = Handover.objects.filter(pk=blank.case.referral.pk).values_list("version", flat=True)
    return {**take_from(body, blank), "version": now.first() or 0}


def _with_withheld(form: type[forms.Form]) -> Callable[[], Schema]:
    def schema() -> Schema:
        found = schema_of(form)
        found["properties"][WITHHELD_FROM] = WITHHELD_FROM_SCHEMA
        return found

    return schema


def _one(name: str, schema: Schema) -> Callable[[], Schema]:
    return lambda: {"type": "object", "properties": {name: schema}, "required": [name]}


def _reply_schema() -> Schema:
    schema = schema_of(ReplyForm)
    schema["additionalProperties"] = {
        "type": ["string", "integer"],
        "description": "Under the `field` of a standard question: the code, number or text",
    }
    return schema


BODIES = {
    "ask": Body(_take_questions, lambda: schema_of(AskForm)),
    "answer": Body(take_from, _reply_schema),
    "ask-others": Body(
        _take_others,
        _one("asked", ASKED_SCHEMA),
        {"organisations": "asked", CONTACT_POINT: "asked"},
    ),
    "choose-several": Body(
        _take_parts,
        _one(
            PARTS,
            {
                "type": "object",
                "additionalProperties": {"type": "string", "enum": list(ChosenAs)},
                "description": "Id of a request: its part",
            },
        ),
    ),
    "consent": Body(take_withheld, _with_withheld(RenewConsentForm)),
    "narrow-consent": Body(_take_narrowed, _with_withheld(NarrowConsentForm)),
    "transfer": Body(take_from, lambda: schema_of(TransferForm, without=["organisations"])),
    "handover-plan": Body(_take_plan, lambda: schema_of(HandoverForm)),
}
