"""`{% load codes %}`: coded values in the reader's language."""

from django import template

from contacts import codes

register = template.Library()


@register.filter
def code_label(code: str, list_code: str) -> str:
    """`{{ organisation.kind|code_label:"org_type" }}`; empty for an empty code."""
    return codes.label(list_code, code) if code else ""


@register.filter
def code_labels(several: list[str], list_code: str) -> str:
    """`{{ organisation.languages|code_labels:"language" }}`: labels with commas."""
    return ", ".join(codes.labels(list_code, several))
