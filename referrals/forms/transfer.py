"""What a transfer to another service asks for: which one, why, and the renewed consent."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.services.drafts import Recipient

from .consent_questions import WITHHELD
from .consenting import RenewConsentForm
from .fields import by_kind, offer
from .moves import not_yet_asked


class TransferForm(RenewConsentForm):
    """Another service in the same country; the consent names it and nobody else."""

    template_name: ClassVar[str] = "referrals/consent/transfer.html"
    organisation = forms.ChoiceField(label=_("The new service"))
    reason = forms.ChoiceField(label=_("Reason"))
    renewed = forms.BooleanField(
        label=_("The person agrees that this service receives the identity"),
        help_text=_("Without this consent the identity stays closed: do not transfer then."),
    )

    def prepare(self) -> None:
        super().prepare()
        for name in [n for n in self.fields if n.startswith(WITHHELD)]:
            del self.fields[name]
        del self.fields["organisations"]
        self.nameable = not_yet_asked(self.case, self.case.referral.destination_country_id or "")
        offer(self, "organisation", [("", _("Choose…")), *by_kind(self.nameable)])
        self.choices_from("reason", "transfer_reason")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["organisations"] = [values["organisation"]] if values.get("organisation") else []
        return values

    def recipient(self) -> Recipient:
        """The new service."""
        country = self.case.referral.destination_country_id or ""
        return Recipient(country, int(self.cleaned_data["organisation"]))
