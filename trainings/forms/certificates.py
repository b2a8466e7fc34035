"""What is filled in about certificates."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trainings.certificates.codes import read_code
from trainings.models import Revocation


class CheckForm(forms.Form):
    """The code on a paper, as people type it; cleaned to the code itself."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=40,
        help_text=_("Sixteen letters and digits in groups of four."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(
                _("This is no code of a certificate. A letter or digit is missing or mistyped.")
            )
        return code


class RevokeForm(forms.Form):
    """Why one certificate, or all of a training, no longer hold."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Revocation.choices)
