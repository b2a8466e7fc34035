"""How a list of trainings is narrowed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts import codes
from trainings.codes import Topic
from trainings.lists import VIEWS

# A training is given in these; others may be interpreted.
TAUGHT_IN = ("nl", "fr", "de", "en")


def language_choices() -> list[tuple[str, str]]:
    """The languages of trainings, in the reader's words."""
    known = dict(codes.choices("language"))
    return [(code, known.get(code, code)) for code in TAUGHT_IN]


def _any_language() -> list[tuple[str, Any]]:
    return [("", _("All languages")), *language_choices()]


class ListFilter(forms.Form):
    """What nobody could have chosen narrows nothing: an old link still shows the list."""

    view = forms.CharField(required=False, widget=forms.HiddenInput)
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, choices=[("", _("All topics")), *Topic.choices]
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=_any_language)

    def asked(self, allowed: tuple[str, ...] = VIEWS) -> dict[str, str]:
        """`view`, `topic` and `language` as far as they are known."""
        self.is_valid()
        found = {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
        if found["view"] not in allowed:
            found["view"] = VIEWS[0]
        return found
