"""What is asked when the use of a referral is restricted, or when it is to be erased now."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes

from .fields import offer


class RestrictionForm(forms.Form):
    """The ground of art. 18(1) GDPR on which the person asks it."""

    use_required_attribute = False
    ground = forms.ChoiceField(label=gettext_lazy("Why the person may ask this"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        offer(self, "ground", [("", _("Choose…")), *codes.choices("restriction_ground")])


class ErasureForm(forms.Form):
    """The reason, and that the person behind the screen knows what it does."""

    use_required_attribute = False
    reason = forms.ChoiceField(label=gettext_lazy("Why it is erased now"))
    understood = forms.BooleanField(
        label=gettext_lazy("I know that nobody can bring it back"),
        error_messages={
            "required": gettext_lazy("Tick this if you want to erase it; otherwise go back.")
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        offer(self, "reason", [("", _("Choose…")), *codes.choices("erasure_reason")])
