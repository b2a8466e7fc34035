"""From a JSON body to the forms that the pages use, and from their errors to problem details.

Field names and rules are the forms' own, so that a program may do what a person may, no more and no
less.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.exceptions import ErrorDetail, ValidationError

Fields = dict[str, Any]
Schema = dict[str, Any]
# Without a user's hand these mean nothing: If-Match says on which version a change was made.
HIDDEN = ("version", "revision")


def object_of(body: Any, where: str = "") -> Fields:
    """A JSON object. Raises ValidationError for anything else."""
    if isinstance(body, Mapping):
        return dict(body)
    message = ErrorDetail(_("Send a JSON object."), code="invalid")
    raise ValidationError({where or "body": [message]})


def take_from(body: Fields, form: forms.Form, *, hidden: Collection[str] = HIDDEN) -> Fields:
    """The values for a form, as its fields take them.

    Raises ValidationError for a field that the form does not ask, and for a value of another type.
    """
    errors: dict[str, list[ErrorDetail]] = {}
    values: Fields = {}
    for name, value in body.items():
        field = form.fields.get(name)
        if field is None or name in hidden:
            errors[name] = [ErrorDetail(_("This is not asked here."), code="unknown")]
        elif value is None:
            continue
        elif fits(field, value):
            values[name] = value
        else:
            errors[name] = [ErrorDetail(_("This is not a value of this field."), code="type")]
    if errors:
        raise ValidationError(errors)
    return values


def fits(field: forms.Field, value: Any) -> bool:
    """Whether a JSON value is of the type that a field takes."""
    if isinstance(field, forms.MultipleChoiceField):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if isinstance(field, forms.BooleanField):
        return isinstance(value, bool)
    if isinstance(field, forms.IntegerField):
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def errors_of(form: forms.Form) -> dict[str, list[ErrorDetail]]:
    """What an invalid form says, by field; "non_field_errors" for what concerns the whole."""
    return {
        "non_field_errors" if name == "__all__" else name: [
            told(form, name, ErrorDetail(message, code=error.code or "invalid"))
            for error in said
            for message in error.messages
        ]
        for name, said in form.errors.as_data().items()
    }


def told(form: forms.Form, name: str, message: ErrorDetail) -> ErrorDetail:
    """A code that is refused is told with those that are known."""
    field = form.fields.get(name)
    if message.code != "invalid_choice" or not isinstance(field, forms.ChoiceField):
        return message
    offered: Any = field.choices
    known = [str(code) for code, label in offered if code and not isinstance(label, list | tuple)]
    words = f"{message} {_('Known are: %(codes)s.') % {'codes': ', '.join(known)}}"
    return ErrorDetail(words, code=message.code) if known else message


def schema_of(
    form: type[forms.Form] | forms.Form,
    *,
    without: Iterable[str] = (),
    hidden: Collection[str] = HIDDEN,
) -> Schema:
    """The JSON schema of what a form asks, as its class declares it or one of them has it."""
    fields = form.fields if isinstance(form, forms.Form) else form.base_fields
    left_out = {*hidden, *without}
    with override("en"):
        properties = {
            name: {**type_of(field), "description": str(field.label or "")}
            for name, field in fields.items()
            if name not in left_out
        }
    required = [name for name in properties if fields[name].required]
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
    }


def type_of(field: forms.Field) -> Schema:
    """The JSON schema of a field's value."""
    text: Schema = {"type": "string"}
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
