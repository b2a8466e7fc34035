"""The form in which one text is translated."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from contacts.presenters import named_language
from guide.term_forms import NAMES
from guide.translating.reading import Unit

LONG = 100  # characters of a source, from which on a text gets several lines


class TranslationForm(forms.Form):
    """The translation, and by digests which source and which translation its writer saw."""

    source_digest = forms.CharField(widget=forms.HiddenInput, required=False)
    target_digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, unit: Unit) -> None:
        super().__init__(data, label_suffix="", initial={"text": unit.target, **self.digests(unit)})
        rows = max(2, min(24, len(unit.source) // 60 + unit.source.count("\n") + 1))
        several = len(unit.source) > LONG or "\n" in unit.source
        self.fields["text"] = forms.CharField(
            label=_("In %(language)s") % {"language": named_language(NAMES[unit.language])},
            strip=True,
            widget=forms.Textarea(attrs={"rows": rows, "lang": unit.language})
            if several
            else forms.TextInput(attrs={"lang": unit.language}),
        )

    @staticmethod
    def digests(unit: Unit) -> dict[str, str]:
        """What the page was drawn from."""
        return {"source_digest": unit.source_digest, "target_digest": unit.target_digest}

    def is_of(self, unit: Unit) -> bool:
        """Whether the unit is still as its writer saw it."""
        return all(self.cleaned_data[name] == value for name, value in self.digests(unit).items())
