"""Markdown of the guide: what an editor may write, and how it is shown.

Headings belong to the sections, pictures and HTML to nobody: the parser knows only paragraphs,
lists, emphasis, links and tables, and what it makes is cleaned once more before a page shows it.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from contacts.validators import refuse_control_characters

_TAGS = {
    "p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_SCHEMES = {"https", "http", "mailto", "tel"}
_HTML = re.compile(r"<\s*[/!?a-zA-Z]")
# A link, a definition of one, an address between brackets; and what a browser would run.
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*<?(\S+)", re.MULTILINE)
_RUNS = re.compile(r"(?:javascript|vbscript|data)\s*:", re.IGNORECASE)

_parser = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable(["image", "heading", "lheading", "html_block", "html_inline", "hr", "code", "fence"])
)


@lru_cache(maxsize=512)
def render(text: str) -> SafeString:
    """The HTML of a section's text. Kept by the process: the texts are public, and few."""
    cleaned = nh3.clean(
        _parser.render(text),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned the line before


def parse(text: str) -> list[Token]:
    """What the parser made of a text: for documents that are no pages."""
    return _parser.parse(text)


def may_link(address: str) -> bool:
    """Whether a page or a document of the guide may lead to an address."""
    try:
        refuse_address(address)
    except ValidationError:
        return False
    return True


def refuse_unsafe(text: str) -> None:
    """Refuse what could run in a reader's browser, or what the page would only drop.

    Raises ValidationError with a text for the editor.
    """
    refuse_control_characters(text)
    if _HTML.search(text):
        raise ValidationError(
            _("Write Markdown without HTML: no <script>, no other tags."), code="html"
        )
    if _RUNS.search(text):
        raise ValidationError(
            _("A link may lead to a page, a mail address or a phone number, never to a script."),
            code="script",
        )
    for found in _TARGET.finditer(text):
        refuse_address(found[1] or found[2])
    if "![" in text:
        raise ValidationError(_("Pictures are not shown in the guide."), code="picture")


def refuse_address(address: str) -> None:
    """Refuse an address that is none of https, http, mailto and tel, or names no site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in _SCHEMES or (
        parts.scheme.lower().startswith("http") and not parts.netloc
    ):
        raise ValidationError(
            _("“%(address)s” is not an address that the guide can link to. Begin with https://."),
            code="address",
            params={"address": address[:80]},
        )
