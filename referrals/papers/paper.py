"""What every paper shares: who issues it, its language, its file name, and that it is logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents import render_pdf

# The languages in which the portal's own papers can be had.
LANGUAGES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


def unknown_note() -> str:
    """What the numbers mean that stand where a document's fonts lack a character."""
    return _(
        "A code in brackets such as [U+0E01] stands for a character that this document cannot "
        "show. The page in the portal shows it."
    )


@dataclass(frozen=True)
class Paper:
    """A finished document; `name` is that of the file and tells nobody what it is about."""

    name: str
    content: bytes
    content_type: str = "application/pdf"


def make_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    title: str,
    now: datetime,
    files: Mapping[str, bytes] | None = None,
    all_or_nothing: bool = False,
) -> bytes:
    """The accessible PDF of a template, with what every paper has.

    `all_or_nothing` raises DocumentError where no font has a character, instead of its number.
    """
    with override(language if language in LANGUAGES else "en"):
        frame = {"body": _("Benelux portal"), "page": _("Page"), "of": _("of"), "mark": ""}
        note = unknown_note()
    return render_pdf(
        template,
        {**frame, "foot": "", **data},
        language=language,
        title=title,
        created=now.replace(microsecond=0),
        files=files or {},
        unknown_note="" if all_or_nothing else note,
    )
