"""What is asked before a paper of one referral is made."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from contacts.models import Organisation
from referrals.papers.handover import receivers
from referrals.papers.paper import LANGUAGES
from referrals.selectors import Case

from .fields import offer, organisation_choices

# The language in which a country's organisations read by default; Belgium's read either.
SPOKEN = {"NL": "nl", "LU": "fr"}


def _language(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(LANGUAGES.items()))


class DossierForm(forms.Form):
    """The referral for the dossier: its language, and whether the identity comes along."""

    use_required_attribute = False
    language = _language(gettext_lazy("Language"))
    with_identity = forms.BooleanField(
        label=gettext_lazy("With the identity, as far as you may read it"),
        required=False,
        help_text=gettext_lazy("Reading it is logged, as on the screen."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(
            data, label_suffix="", auto_id="dossier_%s", initial={"language": get_language()}
        )


class HandoverForm(forms.Form):
    """The handover sheet: two languages, and whether the name stands on it."""

    use_required_attribute = False
    receiver = forms.ChoiceField(label=gettext_lazy("For whom?"))
    first = _language(gettext_lazy("Language of the sender"))
    second = _language(gettext_lazy("Language of the recipient"))
    with_name = forms.BooleanField(
        label=gettext_lazy("With the name, as far as the recipient may read it"),
        required=False,
        help_text=gettext_lazy("Leave it off if the paper could get lost on the way."),
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        first, second = _two_languages(case)
        super().__init__(
            data,
            label_suffix="",
            auto_id="handover_%s",
            initial={"first": first, "second": second},
        )
        self.receivers = {str(o.pk): o for o in receivers(case)}
        offer(self, "receiver", organisation_choices(self.receivers.values()))
        if len(self.receivers) == 1:
            self.fields["receiver"].widget = forms.HiddenInput()
            self.initial["receiver"] = next(iter(self.receivers))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("first") and values.get("first") == values.get("second"):
            self.add_error("second", _("Choose two different languages."))
        return values

    def receiver_chosen(self) -> Organisation:
        """The organisation for which the valid form asks."""
        return self.receivers[self.cleaned_data["receiver"]]


def _two_languages(case: Case) -> tuple[str, str]:
    reader = get_language() or "en"
    there = SPOKEN.get(case.referral.destination_country_id or "")
    here = SPOKEN.get(case.referral.sender_country)
    other = "fr" if (here or there) == "nl" else "nl"
    first = here or (reader if reader not in {there, "en"} else other)
    second = there or (reader if reader not in {first, "en"} else other)
    return first, second if second != first else ("fr" if first == "nl" else "nl")


class ReceiptForm(forms.Form):
    """A receipt to be checked, as text; nobody types one."""

    use_required_attribute = False
    receipt = forms.CharField(
        label=gettext_lazy("The contents of the file receipt.json"),
        max_length=8000,
        widget=forms.Textarea(
            attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off", "translate": "no"}
        ),
        error_messages={"required": gettext_lazy("Paste the contents of the file.")},
    )
