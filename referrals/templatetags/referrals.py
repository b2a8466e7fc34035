"""`{% load referrals %}`: states and events in words."""

from typing import Any

from django import template

from referrals import labels
from referrals.countries import country_label
from referrals.forms.consent_questions import identity_labels
from referrals.models import Event

register = template.Library()


@register.filter
def state_label(state: str) -> str:
    return labels.state_label(state)


@register.filter
def state_kind(state: str) -> str:
    """The kind of tag that a state gets."""
    return labels.STATE_KINDS[state]


@register.filter
def event_title(event: Event) -> str:
    return labels.event_title(event)


@register.filter
def event_detail(event: Event) -> str:
    return labels.event_detail(event)


@register.filter
def identity_field_names(fields: list[str]) -> str:
    """Fields of the identity in words, with commas."""
    names = dict(identity_labels())
    return ", ".join(names[name] for name in fields)


@register.filter
def country_name(code: str | None) -> str:
    """A country in the reader's language; empty for none."""
    return country_label(code) if code else ""


@register.filter
def country_names(several: list[str]) -> str:
    """Countries with commas."""
    return ", ".join(country_label(code) for code in several)


@register.filter
def of(mapping: dict[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; None for nothing."""
    return mapping.get(key)
