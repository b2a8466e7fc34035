"""What is asked before an identity is opened in danger."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.services.danger import Danger

from .fields import long_text, radio_codes

LEAST = 20  # letters: a reason that says what happened
MOST = 1000


class DangerForm(forms.Form):
    danger = radio_codes("danger", gettext_lazy("What is the danger?"))
    not_asked = radio_codes("not_asked", gettext_lazy("Why can the person not be asked?"))
    reason = long_text(
        gettext_lazy("What has happened, and what do you need the identity for?"),
        max_length=MOST,
        help_text=gettext_lazy(
            "The sender and the data protection officer read this. Write no names."
        ),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I open it because a life is in danger, and I answer for it"),
        error_messages={"required": gettext_lazy("Tick the box if you want to open it.")},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        self.fields["reason"].required = True

    def clean_reason(self) -> str:
        text: str = self.cleaned_data["reason"]
        if len(text) < LEAST:
            raise ValidationError(_("Say in a sentence what has happened."))
        return text

    def said(self) -> Danger:
        """What was said, once valid."""
        data = self.cleaned_data
        return Danger(data["danger"], data["not_asked"], data["reason"])
