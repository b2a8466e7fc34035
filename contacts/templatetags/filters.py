"""`{% load filters %}`: the fields that narrow a list."""

from django import forms, template
from django.utils.safestring import SafeString

from contacts.drawing import draw_filters

register = template.Library()


@register.simple_tag
def filter_fields(form: forms.Form) -> SafeString:
    """`{% filter_fields form %}`: every visible field, as c-field draws it."""
    return draw_filters(form)
