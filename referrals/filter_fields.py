"""The choices of a list's filters as HTML. Drawn once a minute and language: a template for each
of the hundred options would take longer than the list."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts import codes

from .inbox import DEADLINE, NEWEST, OLDEST

SORT_LABELS: dict[str, Promise] = {
    NEWEST: _("Newest first"),
    OLDEST: _("Oldest first"),
    DEADLINE: _("Nearest answer time first"),
}
ALL = pgettext_lazy("filter", "All")


def in_short(urgency: str) -> str:
    """How urgent, without the explanation that follows a dash in some labels."""
    return urgency.partition(" – ")[0]


def options(name: str, choices: Iterable[tuple[str, Any]], chosen: str) -> SafeString:
    """The options of a select, `chosen` selected. What `name` offers may not depend on the reader
    or a case: it is kept for everybody of this language."""
    kept = codes.derived()
    key = ("options", name)
    if key not in kept:
        kept[key] = format_html_join("", '<option value="{}">{}</option>', choices)
    drawn: str = kept[key]
    mark = f'<option value="{conditional_escape(chosen)}"'
    return mark_safe(drawn.replace(mark, f"{mark} selected", 1))  # noqa: S308 - escaped above


def code_options(name: str, chosen: str) -> SafeString:
    """All, and the active codes of the list `name`."""
    return options(name, _with_all(name), chosen)


def _with_all(name: str) -> Iterable[tuple[str, Any]]:
    yield "", ALL
    for code, label in codes.choices(name):
        yield code, in_short(label) if name == "urgency" else label
