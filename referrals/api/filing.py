"""Filing in one call: the steps of the form, filled in one after another, then sent."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError

from accounts.machine.filling import Fields, Schema, object_of
from referrals.codes import Order
from referrals.forms.recipients import CONTACT_POINT, RecipientsForm, Release
from referrals.forms.steps import STEPS
from referrals.models import Referral
from referrals.services.deciding import send
from referrals.services.drafts import create_draft, missing_for_sending
from referrals.services.writing import MoveRefused
from referrals.views.filing_pages import MISSING

from .said import (
    WITHHELD_FROM,
    WITHHELD_FROM_SCHEMA,
    errors_of,
    schema_of,
    take_asked,
    take_from,
    take_withheld,
)

RECIPIENTS = RecipientsForm.slug
CONSENT = "consent"
MAY_BE_LEFT_OUT = ("exploitation", "identity")
OF_ASKED = ("contact_point", "organisations", "position_")
Errors = dict[str, Any]


def file_referral(body: Any, *, now: datetime) -> UUID:
    """File and send a referral from `{"request": {…}, "person": {…}, …}`, one object a step.

    Raises ValidationError with the field as `step.name`, and NotAParty for who may not file. The
    caller's transaction is rolled back then: no draft is left behind.
    """
    said = object_of(body)
    errors: Errors = {
        name: [ErrorDetail(_("This is not asked here."), code="unknown")]
        for name in said
        if name not in STEPS
    }
    sections = {slug: object_of(said[slug], slug) for slug in STEPS if slug in said}
    draft = create_draft(uuid4(), now=now)
    for slug in STEPS:
        if slug not in sections and slug in MAY_BE_LEFT_OUT:
            continue
        try:
            fill_step(slug, draft, sections.get(slug, {}), now)
        except ValidationError as refused:
            errors[slug] = refused.detail
            if slug == "request":  # every further question depends on the country
                break
        draft.refresh_from_db()
    if errors:
        raise ValidationError(errors)
    send_draft(draft, now=now)
    return draft.pk


def send_draft(draft: Referral, *, now: datetime) -> None:
    """Send what is filled in. Raises ValidationError with what is still missing, by step."""
    if missing := missing_for_sending(draft):
        raise ValidationError(_said_as_missing(missing))
    send(draft.pk, draft.version, now=now)


def filing_schema() -> Schema:
    """The JSON schema of a referral that is filed."""
    steps = {slug: schema_of(form) for slug, form in STEPS.items()}
    steps[RECIPIENTS] = RECIPIENTS_SCHEMA
    consent = steps[CONSENT]["properties"]
    consent["callback_number"] = {
        "type": "string",
        "description": "Call-back number that every recipient sees: +32 3 201 16 90",
    }
    consent[WITHHELD_FROM] = WITHHELD_FROM_SCHEMA
    return {
        "type": "object",
        "properties": steps,
        "required": [slug for slug in STEPS if slug not in MAY_BE_LEFT_OUT],
        "additionalProperties": False,
    }


ASKED_SCHEMA: Schema = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Whom to ask, in this order: public ids of organisations, and "
    "“contact_point” for the country’s contact point",
}
RECIPIENTS_SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "asked": ASKED_SCHEMA,
        "asking_order": {"type": "string", "enum": list(Order)},
        "release": {
            "type": "string",
            "enum": list(Release),
            "description": "When the identity may be read; “alone” when left out: at a yes if "
            "one is asked, else when the sender chooses",
        },
    },
    "required": ["asked"],
}


def fill_step(slug: str, draft: Referral, section: Fields, now: datetime) -> None:
    """Fill in one step as its page does. Raises ValidationError, or NotAParty."""
    form_class = STEPS[slug]
    blank = form_class(draft, {})
    if slug == RECIPIENTS:
        values = _recipients(section, blank)
    elif slug == CONSENT:
        values = take_withheld(section, blank)
    else:
        values = take_from(section, blank)
    form = form_class(draft, {**values, "version": draft.version})
    if not form.is_valid():
        raise ValidationError(_as_asked(errors_of(form), slug))
    try:
        form.save(now=now)
    except MoveRefused as refused:
        raise ValidationError({"non_field_errors": [str(refused)]}) from None


def _recipients(section: Fields, blank: forms.Form) -> Fields:
    """`asked` is one list in order; the form has a tick and a number for each."""
    rest = dict(section)
    asked = rest.pop("asked", [])
    values = take_from(rest, blank)
    rota = [organisation.pk for organisation in getattr(blank, "rota", [])]
    by_contact_point, chosen = take_asked(asked, rota)
    values["contact_point"] = by_contact_point
    values["organisations"] = [key for key in chosen if key != CONTACT_POINT]
    if values.get("asking_order") == Order.IN_ORDER:
        for number, key in enumerate(dict.fromkeys(chosen), start=1):
            values[f"position_{key}"] = number
    return values


def _as_asked(errors: Errors, slug: str) -> Errors:
    """Under the names that the body uses."""
    named: Errors = {}
    for field, messages in errors.items():
        of_asked = slug == RECIPIENTS and field.startswith(OF_ASKED)
        named.setdefault("asked" if of_asked else field, []).extend(messages)
    return named


def _said_as_missing(names: list[str]) -> Errors:
    errors: Errors = {}
    for name in names:
        message = ErrorDetail(_("Something that is required is still missing."), code="required")
        errors.setdefault(MISSING[name][0], {})[name] = [message]
    return errors
