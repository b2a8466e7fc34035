"""The confirmation of an identity check."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .codes import Check


class ConfirmForm(forms.Form):
    """How it was checked, and that the person asked for it in their own words."""

    way = forms.ChoiceField(
        label=_("How did you check who it is?"),
        choices=Check.choices,
        widget=forms.RadioSelect,
        help_text=_("A mail or a message proves nothing: a mailbox can be in other hands."),
        error_messages={"required": _("Choose how you checked who it is.")},
    )
    asked_for_it = forms.BooleanField(
        label=_("My colleague told me that they asked for this themselves."),
        error_messages={"required": _("Ask your colleague, then confirm it.")},
    )
