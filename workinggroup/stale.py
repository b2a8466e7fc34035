"""Two write the same: the second is told, keeps what was typed and sees what stands now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from contacts.proposal_pages import in_words
from workinggroup.fields import NAMES, SideBySide
from workinggroup.wording import BOTH


class StaleError(Exception):
    """Somebody else saved it meanwhile; nothing was written."""


@dataclass(frozen=True)
class Standing:
    """A row as it is saved: its texts as (language, its name, (label, text) pairs), and of its
    other fields those that were typed otherwise, as (label, value in words)."""

    sides: list[tuple[str, Any, list[tuple[Any, str]]]]
    others: list[tuple[Any, str]]


def told_of(form: forms.Form, revision: int, *, name: str = "revision") -> None:
    """Say on the form that another text stands now; what is saved next is made on top of
    `revision`, that of the row as it stands."""
    form.add_error(
        None,
        _(
            "Somebody else saved this meanwhile, so yours is not saved yet. What you typed is kept "
            "below, and theirs stands under “What is saved now”. Take over what should stay, then "
            "save."
        ),
    )
    sent: Any = form.data  # a QueryDict
    again = sent.copy()
    again[name] = str(revision)
    form.data = again


def meanwhile(form: SideBySide, fresh: SideBySide, *, name: str = "revision") -> Standing:
    """Say so, and give what stands now; `fresh` is the form of the row as it is."""
    told_of(form, fresh.initial[name], name=name)
    texts = {f"{text}_{language}" for text, *_rest in fresh.texts for language in BOTH}
    others = [
        (shown.label, in_words(shown.field, _plain(shown.value())))
        for shown in fresh.visible_fields()
        if shown.name not in texts and _plain(shown.value()) != _plain(form[shown.name].value())
    ]
    sides: Any = [
        (
            language,
            NAMES[language],
            [(label, fresh[f"{text}_{language}"].value()) for text, label, *_rest in fresh.texts],
        )
        for language in BOTH
    ]
    return Standing(sides, others)


def _plain(value: Any) -> Any:
    """A value as a browser sends it, so that what is kept and what was typed compare."""
    if isinstance(value, list):
        return sorted(map(str, value))
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool) else str(value or "")
