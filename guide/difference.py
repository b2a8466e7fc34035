"""What one version of a page has that another has not, in the reader's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents.difference import IN, Piece, pair, pieces
from guide.page_forms import bodies_text
from guide.wording import SectionWording, Wording


@dataclass(frozen=True)
class Change:
    """One text that is not what it was; `label` says which."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class LanguageChanges:
    """The changes of one language; `language` is "" for what has none."""

    language: str
    name: Promise | str
    changes: list[Change]


def compare(
    before: Wording, after: Wording, languages: Sequence[tuple[str, Promise | str]]
) -> list[LanguageChanges]:
    """What changed in each of these languages, then what is the same in all of them."""
    found = [
        LanguageChanges(code, name, list(_of_language(before, after, code)))
        for code, name in languages
    ]
    common = list(_of_all(before, after))
    return [*found, LanguageChanges("", _("In every language"), common)] if common else found


def _of_language(before: Wording, after: Wording, language: str) -> Iterator[Change]:
    yield from _change(_("Title"), before.title, after.title, language)
    yield from _change(_("Summary"), before.summary, after.summary, language)
    for label, old, new in _sections(before, after):
        yield from _change(
            _("%(section)s: heading") % {"section": label},
            old.title if old else {},
            new.title if new else {},
            language,
        )
        yield from _change(
            _("%(section)s: text") % {"section": label},
            old.body if old else {},
            new.body if new else {},
            language,
        )


def _change(label: str, before: object, after: object, language: str) -> Iterator[Change]:
    old, new = (
        texts.get(language, "") if isinstance(texts, dict) else "" for texts in (before, after)
    )
    if old != new:
        yield Change(label, pieces(old, new))


def _sections(
    before: Wording, after: Wording
) -> Iterator[tuple[str, SectionWording | None, SectionWording | None]]:
    """The sections of both, in the order of the later one, those left out last."""
    old = {section.key: section for section in before.sections}
    kept = {section.key for section in after.sections}
    for number, section in enumerate(after.sections, start=1):
        yield _("Section %(number)d") % {"number": number}, old.get(section.key), section
    for section in before.sections:
        if section.key not in kept:
            yield _("Section left out"), section, None


def _of_all(before: Wording, after: Wording) -> Iterator[Change]:
    for label, old, new in _sections(before, after):
        was, now = _facts(old), _facts(new)
        if was != now:
            yield Change(label, pair(was, now))
    if tuple(before.organisations) != tuple(after.organisations):
        bodies = bodies_text(before.organisations), bodies_text(after.organisations)
        yield Change(_("Whom to call"), pieces(*bodies))
    if before.order != after.order:
        yield Change(_("Place in the contents"), pair(str(before.order), str(after.order)))
    order = [s.key for s in after.sections if s.key in {one.key for one in before.sections}]
    if order != [s.key for s in before.sections if s.key in set(order)]:
        yield Change(_("Order of the sections"), [Piece(IN, _("changed"))])


def _facts(section: SectionWording | None) -> str:
    """Edition, confirmation and sources in words."""
    if section is None:
        return ""
    lines = [_("Edition: %(day)s") % {"day": formats.date_format(section.edition)}]
    if section.to_confirm:
        lines.append(_("To be confirmed by the competent authority"))
    lines += [f"{label} – {url}" for label, url in section.sources]
    return "\n".join(lines)
