"""Rows of a long list as HTML, each kind of row drawn by its template once a minute and language.

A template with components takes longer for 25 rows than all the rest of a page. So it draws a
pattern, with a mark wherever a row's own words go, and each row fills the marks.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from html import escape

from django import forms
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from contacts import codes

# Private-use characters: no template has them, and escaping leaves them as they are.
_OPEN, _CLOSE = "\ue000", "\ue001"
# What c-field draws: a component asks for its own attributes, which nobody gives it here.
FIELD = "django/forms/placed.html"
_MARK = re.compile(f"{_OPEN}(\\w+){_CLOSE}")


def draw_row(
    template: str, shape: Mapping[str, Hashable], words: Mapping[str, object]
) -> SafeString:
    """One row. `shape` is what its template may ask about: labels and flags that many rows share,
    nothing of a case, as the pattern is kept for all readers. `words` are the row's own; the
    template places each of them as it is, and they are escaped here."""
    kept = codes.derived()
    key = (template, *shape.items())
    if key not in kept:
        kept[key] = pattern(template, shape, words)
    drawn = kept[key].format_map({name: _escaped(value) for name, value in words.items()})
    return mark_safe(drawn)  # noqa: S308 - a template's own text, and words that are escaped


def _escaped(value: object) -> str:
    """As Django's `conditional_escape`, which takes several times as long for each word."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def draw_filters(form: forms.Form, fields: Iterable[forms.BoundField] | None = None) -> SafeString:
    """The visible fields of a form that narrows a list (or some of them), one after the other. A
    field of choices is kept for all readers with what is chosen in it, so what it offers may not
    depend on who reads."""
    shown = form.visible_fields() if fields is None else fields
    return format_html_join("", "{}", ((_filter(form, field),) for field in shown))


def _filter(form: forms.Form, field: forms.BoundField) -> SafeString:
    chosen = isinstance(field.field, forms.ChoiceField | forms.BooleanField)
    if not chosen or field.errors:  # anything may have been typed: it is not kept
        return render_to_string(FIELD, {"field": field})
    kept, key = codes.derived(), ("filter", type(form), field.name, field.value() or "")
    if key not in kept:
        kept[key] = render_to_string(FIELD, {"field": field})
    drawn: SafeString = kept[key]
    return drawn


def day(value: date | None, form: str = "DATE_FORMAT") -> str:
    """A day in the reader's language, "" for none. The days of a list come back on its next page
    and for its next reader, and writing one takes longer than looking it up."""
    return _day(value, form, get_language()) if value else ""


@lru_cache(maxsize=4096)
def _day(value: date, form: str, _language: str | None) -> str:
    return str(date_format(value, form))


def pattern(template: str, shape: Mapping[str, Hashable], words: Iterable[str]) -> str:
    """What a template draws with a place for each of `words`, for `format_html`."""
    marks = {name: f"{_OPEN}{name}{_CLOSE}" for name in words}
    drawn = render_to_string(template, {**shape, **marks})
    return _MARK.sub(r"{\1}", drawn.replace("{", "{{").replace("}", "}}"))
