"""Forms of the blocks of a report: its text in both languages, comments and their answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.validators import clean_text
from reports.tokens import Faults

LONGEST_TEXT = 20_000


def _text(label: Any, language: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        required=False,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 14, "lang": language, "spellcheck": "true"}),
    )


class BlockForm(forms.Form):
    """Both languages of a block; `revision` says which text was edited."""

    nl = _text(gettext_lazy("Text in Dutch"), "nl")
    fr = _text(gettext_lazy("Text in French"), "fr")
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def texts(self) -> tuple[str, str]:
        """Both texts of a valid form, with line ends as they are stored."""
        nl, fr = (str(self.cleaned_data[name]) for name in ("nl", "fr"))
        return nl.replace("\r\n", "\n").strip(), fr.replace("\r\n", "\n").strip()

    def add_faults(self, found: Faults) -> None:
        """Say beside the fields what keeps the text from being saved."""
        if found.unknown:
            names = ", ".join(found.unknown)
            self.add_error(
                None,
                _("These references name no figure of this report: %(names)s.") % {"names": names},
            )
        if found.only_nl:
            names = ", ".join(f"{{{name}}}" for name in found.only_nl)
            self.add_error(
                "fr",
                _("The Dutch text names figures that this one does not: %(names)s.")
                % {"names": names},
            )
        if found.only_fr:
            names = ", ".join(f"{{{name}}}" for name in found.only_fr)
            self.add_error(
                "nl",
                _("The French text names figures that this one does not: %(names)s.")
                % {"names": names},
            )
        if found.typed:
            numbers = ", ".join(found.typed)
            self.add_error(
                None,
                _(
                    "Numbers as small as this can show whom a text is about: %(numbers)s. Write a"
                    " reference to the figure, or leave it out."
                )
                % {"numbers": numbers},
            )


class CommentForm(forms.Form):
    """A comment of a member on one block."""

    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        max_length=2000,
        validators=[clean_text],
        help_text=gettext_lazy("No names of victims, and nothing a person could be known by."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """What the secretariat did with a comment."""

    answer = forms.CharField(
        label=gettext_lazy("What was done with it"),
        max_length=1000,
        validators=[clean_text],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
