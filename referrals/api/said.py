"""From a JSON body to the forms that the pages use, and from their errors to problem details.

Field names and rules are the forms' own, so that a program may do what a person may, no more and no
less. An organisation is named by its public id, never by a number of the database.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.exceptions import ErrorDetail, ValidationError

from contacts.models import Organisation
from contacts.standard_questions import QuestionVersion
from referrals.forms.answering import MOMENT
from referrals.forms.consent_questions import WITHHELD
from referrals.forms.recipients import CONTACT_POINT

HIDDEN = ("version", "drawn_from", "draft_id", "shown", "find_words")
ORGANISATIONS = ("organisation", "organisations", "suggested")
WITHHELD_FROM = "withheld_from"
Fields = dict[str, Any]
Schema = dict[str, Any]
_PART = re.compile(r"part_\d+")
WITHHELD_FROM_SCHEMA: Schema = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
    "description": "Public id of a named organisation: the fields of the identity it does not get",
}


def object_of(body: Any, where: str = "") -> Fields:
    """A JSON object. Raises ValidationError for anything else."""
    if isinstance(body, Mapping):
        return dict(body)
    message = ErrorDetail(_("Send a JSON object."), code="invalid")
    raise ValidationError({where or "body": [message]})


def take_from(body: Fields, form: forms.Form) -> Fields:
    """The values for a form, as its fields take them.

    Raises ValidationError for a field that the form does not ask, and for a value of another type.
    """
    errors: dict[str, list[ErrorDetail]] = {}
    values: Fields = {}
    for name, value in body.items():
        field = form.fields.get(name)
        if field is None or name in HIDDEN:
            errors[name] = [ErrorDetail(_("This is not asked here."), code="unknown")]
        elif value is None:
            continue
        elif isinstance(field, forms.DateTimeField) and isinstance(value, str):
            values[name] = _local(value)
        elif _fits(field, value):
            values[name] = value
        else:
            errors[name] = [ErrorDetail(_("This is not a value of this field."), code="type")]
    if errors:
        raise ValidationError(errors)
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
    """A code that is refused is told with those that are known, an organisation without its number
    in the database."""
    field = form.fields.get(name)
    if message.code != "invalid_choice" or not isinstance(field, forms.ChoiceField):
        return message
    if name in (*ORGANISATIONS, CONTACT_POINT):
        return ErrorDetail(_("This organisation cannot be chosen here."), code=message.code)
    offered: Any = field.choices
    known = [str(code) for code, label in offered if code and not isinstance(label, list | tuple)]
    words = f"{message} {_('Known are: %(codes)s.') % {'codes': ', '.join(known)}}"
    return ErrorDetail(words, code=message.code) if known else message


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
    properties = {}
    with override("en"):
        for name, field in form.base_fields.items():
            if name not in (*HIDDEN, *without):
                properties[name] = {**_type_of(name, field), "description": str(field.label or "")}
    required = [name for name in properties if form.base_fields[name].required]
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
    }


def _type_of(name: str, field: forms.Field) -> Schema:
    text: Schema = {"type": "string"}
    if name in ORGANISATIONS:
        text["format"] = "uuid"
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": text}
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer"}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    return text


def _local(value: str) -> str:
    """A moment as RFC 3339 has it, in the portal's time as a page types it; others unchanged."""
    try:
        moment = parse_datetime(value)
    except ValueError:  # well formed and no moment; the form says so
        return value
    if moment is None or timezone.is_naive(moment):
        return value
    return timezone.localtime(moment).strftime(MOMENT)


def _fits(field: forms.Field, value: Any) -> bool:
    if isinstance(field, forms.MultipleChoiceField):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if isinstance(field, forms.BooleanField):
        return isinstance(value, bool)
    if isinstance(field, forms.IntegerField):
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


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
