"""Parts that the forms of practices, signals, the inquiry and the programme share."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contacts.presenters import named_language
from workinggroup.wording import BOTH

NAMES = {"nl": gettext_lazy("Dutch"), "fr": gettext_lazy("French")}
Validator = Callable[[str], None]
NO_PERSON = gettext_lazy(
    "Nothing about a person: no name, phone number, e-mail address, number plate or number of a "
    "document. The portal refuses what looks like one."
)
EVERY = pgettext_lazy("filter", "All")


class SideBySide(forms.Form):
    """Texts in Dutch and French beside each other. A subclass names them in `texts`:
    (name, label, longest, rows or 0 for one line, validators)."""

    use_required_attribute = False
    texts: Sequence[tuple[str, Any, int, int, Sequence[Validator]]] = ()
    # Texts that may stay empty; and whether one of the two languages is enough.
    optional_texts: frozenset[str] = frozenset()
    one_is_enough = False

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="", initial=initial)
        for language in BOTH:
            for name, label, longest, rows, validators in self.texts:
                attributes = {"lang": language} | ({"rows": rows} if rows else {})
                widget = forms.Textarea if rows else forms.TextInput
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=_("%(what)s (%(language)s)")
                    % {"what": label, "language": named_language(NAMES[language])},
                    required=name not in self.optional_texts and not self.one_is_enough,
                    max_length=longest,
                    validators=list(validators),
                    widget=widget(attrs=attributes),
                )

    def sides(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """(language, its name, its fields), to stand beside each other."""
        return [
            (language, NAMES[language], [self[f"{name}_{language}"] for name, *_ in self.texts])
            for language in BOTH
        ]

    def text_values(self) -> dict[str, str]:
        """The columns of the texts of a valid form."""
        return {
            f"{name}_{language}": self.cleaned_data.get(f"{name}_{language}", "")
            for name, *_rest in self.texts
            for language in BOTH
        }

    def need_language(self, language: str) -> None:
        """Add an error to each needed text that lacks in this language."""
        for name, *_rest in self.texts:
            field = f"{name}_{language}"
            lacking = not self.cleaned_data.get(field) and field not in self.errors
            if lacking and name not in self.optional_texts:
                self.add_error(field, _("Write this text in the language that you chose."))


def initial_texts(row: Any, names: Sequence[str]) -> dict[str, str]:
    """What a form shows of a row."""
    return {
        f"{name}_{language}": getattr(row, f"{name}_{language}") or ""
        for name in names
        for language in BOTH
    }


def all_and(choices: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The choices of a filter."""
    return [("", EVERY), *choices]
