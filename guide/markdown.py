"""Markdown of the guide: what an editor may write, and how it is shown.

Headings belong to the sections, pictures and HTML to nobody: the parser knows only paragraphs,
lists, emphasis, links and tables, and what it makes is cleaned once more before a page shows it.
"""

import re
from collections.abc import Iterator
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
_SCRIPT = _("A link may lead to a page, a mail address or a phone number, never to a script.")
MOST_FAULTS = 20  # told at once

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

    Raises ValidationError with a text for the editor for each fault, which begins with its line.
    """
    refuse_control_characters(text)
    found = sorted(_faults(text), key=lambda fault: fault[0])
    if found:
        raise ValidationError([_on_line(line, fault) for line, fault in found[:MOST_FAULTS]])


def _faults(text: str) -> Iterator[tuple[int, ValidationError]]:
    """Every fault with the number of its line, from 1."""
    for tag in _HTML.finditer(text):
        yield (
            _line(text, tag.start()),
            ValidationError(
                _("Write Markdown without HTML: no <script>, no other tags."), code="html"
            ),
        )
    for script in _RUNS.finditer(text):
        yield _line(text, script.start()), ValidationError(_SCRIPT, code="script")
    for target in _TARGET.finditer(text):
        address = target[1] or target[2]
        if _RUNS.match(address):
            continue  # told above
        try:
            refuse_address(address)
        except ValidationError as error:
            yield _line(text, target.start(target.lastindex or 0)), error
    for picture in re.finditer(r"!\[", text):
        yield (
            _line(text, picture.start()),
            ValidationError(_("Pictures are not shown in the guide."), code="picture"),
        )


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _on_line(line: int, fault: ValidationError) -> ValidationError:
    return ValidationError(
        _("Line %(line)d: %(problem)s"),
        code=fault.code,
        params={"line": line, "problem": " ".join(fault.messages)},
    )


def addresses_in(text: str) -> list[str]:
    """The addresses that a text links to, in their order, each once."""
    return list(dict.fromkeys(found[1] or found[2] for found in _TARGET.finditer(text)))


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
