"""From a JSON body to the forms of referrals, beyond what `accounts.machine.filling` does for all.

An organisation is named by its public id, never by a number of the database.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError

from accounts.machine import filling
from accounts.machine.filling import Fields, Schema, object_of
from contacts.models import Organisation
from contacts.standard_questions import QuestionVersion
from referrals.forms.answering import MOMENT
from referrals.forms.consent_questions import WITHHELD
from referrals.forms.recipients import CONTACT_POINT

HIDDEN = ("version", "drawn_from", "draft_id", "shown", "find_words")
ORGANISATIONS = ("organisation", "organisations", "suggested")
WITHHELD_FROM = "withheld_from"
_PART = re.compile(r"part_\d+")
WITHHELD_FROM_SCHEMA: Schema = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
    "description": "Public id of a named organisation: the fields of the identity it does not get",
}


def take_from(body: Fields, form: forms.Form) -> Fields:
    """The values for a form, as its fields take them: moments in the portal's time, organisations
    as the forms know them.

    Raises ValidationError for a field that the form does not ask, and for a value of another type.
    """
    values = filling.take_from(body, form, hidden=HIDDEN)
    for name, value in values.items():
        if isinstance(form.fields[name], forms.DateTimeField):
            values[name] = _local(value)
    return {**values, **_with_numbers(values)}


def take_withheld(body: Fields, form: forms.Form) -> Fields:
    """As `take_from`, with `withheld_from`: the organisations' public ids, each with the fields of
    the identity that it does not get."""
    rest = dict(body)
    said = object_of(rest.pop(WITHHELD_FROM, {}), WITHHELD_FROM)
    keys = organisation_keys(said, WITHHELD_FROM)
    withheld = {f"{WITHHELD}{keys[public_id]}": names for public_id, names in said.items()}
    values = take_from(rest, form)
    try:
        return {**values, **take_from(withheld, form)}
    except ValidationError:
        message = _("Name organisations that the consent names, each with a list of fields.")
        raise ValidationError({WITHHELD_FROM: [ErrorDetail(message, code="invalid")]}) from None


def take_asked(asked: Any, rota: Iterable[int]) -> tuple[bool, list[str]]:
    """Whom to ask, in order: whether the contact point is among them, and the form's keys of all.

    `asked` are public ids and “contact_point”. Raises ValidationError.
    """
    if not isinstance(asked, list) or not all(isinstance(one, str) for one in asked):
        message = ErrorDetail(_("This is not a value of this field."), code="type")
        raise ValidationError({"asked": [message]})
    keys = organisation_keys([one for one in asked if one != CONTACT_POINT], "asked")
    on_duty = list(rota)
    chosen = [
        # A contact point of one organisation is that organisation.
        CONTACT_POINT if one == CONTACT_POINT or [keys[one]] == on_duty else str(keys[one])
        for one in asked
    ]
    if CONTACT_POINT in chosen and not on_duty:
        message = ErrorDetail(_("This country has no contact point."), code="no_contact_point")
        raise ValidationError({"asked": [message]})
    return CONTACT_POINT in chosen, chosen


def standard_questions(body: Fields, offered: Mapping[str, QuestionVersion]) -> Fields:
    """The body with codes of standard questions as the form knows them.

    Raises ValidationError, which names the codes that are offered.
    """
    said = body.get("standard")
    if not isinstance(said, list):
        return body
    known = {version.question.code: key for key, version in offered.items()}
    if any(code not in known for code in said if isinstance(code, str)):
        message = _("Known are: %(codes)s.") % {"codes": ", ".join(known)}
        raise ValidationError({"standard": [ErrorDetail(message, code="invalid_choice")]})
    return {**body, "standard": [known.get(code, code) for code in said]}


def errors_of(form: forms.Form) -> dict[str, list[ErrorDetail]]:
    """What an invalid form says, by field; "non_field_errors" for what concerns the whole."""
    named: dict[str, list[ErrorDetail]] = {}
    for name, said in form.errors.as_data().items():
        named.setdefault(_name_in_body(name), []).extend(
            _told(form, name, ErrorDetail(message, code=error.code or "invalid"))
            for error in said
            for message in error.messages
        )
    return named


def _name_in_body(name: str) -> str:
    if name.startswith(WITHHELD):
        return WITHHELD_FROM
    if _PART.fullmatch(name):
        return "parts"
    return "non_field_errors" if name == "__all__" else name


def _told(form: forms.Form, name: str, message: ErrorDetail) -> ErrorDetail:
    """As everywhere; an organisation that is refused, without its number in the database."""
    if message.code == "invalid_choice" and name in (*ORGANISATIONS, CONTACT_POINT):
        return ErrorDetail(_("This organisation cannot be chosen here."), code=message.code)
    return filling.told(form, name, message)


def organisation_keys(ids: Iterable[str], field: str) -> dict[str, int]:
    """Public id to the database's number. Raises ValidationError for an unknown organisation."""
    wanted = {text: _uuid(text) for text in ids}
    known = [public_id for public_id in wanted.values() if public_id]
    rows = Organisation.objects.filter(public_id__in=known, active=True)
    found = dict(rows.values_list("public_id", "pk"))
    keys = {
        text: found[public_id]
        for text, public_id in wanted.items()
        if public_id is not None and public_id in found
    }
    if len(keys) < len(wanted):
        message = _("No organisation of the directory has this id.")
        raise ValidationError({field: [ErrorDetail(message, code="unknown_organisation")]})
    return keys


def schema_of(form: type[forms.Form], *, without: Iterable[str] = ()) -> Schema:
    """The JSON schema of what a form asks, as its class declares it."""
    schema = filling.schema_of(form, without=without, hidden=HIDDEN)
    for name in {*ORGANISATIONS} & {*schema["properties"]}:
        described = schema["properties"][name]
        if described["type"] == "string":
            described["format"] = "uuid"
        else:
            described["items"]["format"] = "uuid"
    return schema


def _local(value: str) -> str:
    """A moment as RFC 3339 has it, in the portal's time as a page types it; others unchanged."""
    try:
        moment = parse_datetime(value)
    except ValueError:  # well formed and no moment; the form says so
        return value
    if moment is None or timezone.is_naive(moment):
        return value
    return timezone.localtime(moment).strftime(MOMENT)


def _with_numbers(values: Fields) -> Fields:
    """Organisations as the forms know them."""
    numbered: Fields = {}
    for name in ORGANISATIONS:
        if isinstance(said := values.get(name), list):
            numbered[name] = [str(key) for key in organisation_keys(said, name).values()]
        elif said:
            numbered[name] = str(organisation_keys([said], name)[said])
    return numbered


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
