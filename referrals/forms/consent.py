"""Step 7: on what basis the request is made, and, apart from it, to whom the identity may go."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from referrals.codes import NO_IDENTITY_BASES
from referrals.models import Consent
from referrals.services.drafts import is_minor, organisations_asked, save_consent

from .base import StepForm
from .consent_questions import WITHHELD, ConsentQuestions
from .fields import CallbackNumberField, offer, radio_codes, release_bases


class ConsentForm(StepForm, ConsentQuestions):
    slug = "consent"
    title = gettext_lazy("Legal basis and consent")
    legal_basis = radio_codes(
        "sharing_basis",
        gettext_lazy("On what legal basis do you send the request?"),
        help_text=gettext_lazy(
            "Even without a name the request holds sensitive data (health, exploitation, "
            "residence), so its basis is recorded before it is sent."
        ),
    )
    consent_basis = forms.ChoiceField(
        label=gettext_lazy("On what basis may the identity be given?"),
        widget=forms.RadioSelect,
        required=False,
    )

    def build(self) -> None:
        self.fields["callback_number"] = CallbackNumberField(
            region=self.draft.sender_country,
            label=_("Call-back number"),
            help_text=_(
                "Where you or a colleague can be reached about this request. Every recipient sees "
                "it."
            ),
        )
        self.offer_organisations(organisations_asked(self.draft))
        self.order_fields(["version", "legal_basis", "callback_number", "consent_basis"])
        not_now = ("", _("Not now: nobody receives the identity yet"))
        offer(self, "consent_basis", [not_now, *release_bases()])

    @property
    def minor(self) -> bool:
        """Whether the person is a child or presumed to be one."""
        return is_minor(self.draft)

    def saved(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "legal_basis": self.draft.legal_basis,
            "callback_number": self.draft.callback_number,
            "consent_basis": "",
        }
        consent = Consent.objects.filter(referral=self.draft, withdrawn_at__isnull=True).first()
        if consent is not None:
            values |= {"consent_basis": consent.basis, **self.saved_consent(consent)}
        return values

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        basis = values.get("consent_basis")
        if basis and values.get("legal_basis") in NO_IDENTITY_BASES:
            self.add_error(
                "consent_basis",
                _(
                    "With the legal basis “%(basis)s” no identity may be given to anybody. Choose "
                    "“Not now”, or another legal basis for the request."
                )
                % {"basis": codes.label("sharing_basis", values["legal_basis"])},
            )
        elif basis:
            if wrong := self.check_basis(basis, minor=self.minor):
                self.add_error("consent_basis", wrong)
            self._need("given_on", _("Enter the date."))
            self._need("organisations", _("Tick at least one organisation."))
        elif basis == "" and (values.get("given_on") or values.get("organisations")):
            self.add_error(
                "consent_basis",
                _("Choose the basis, or empty the date and the organisations below it."),
            )
        return values

    def _need(self, name: str, message: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)

    def summary(self) -> list[tuple[str, str]]:
        rows = dict(zip((f.name for f in self.visible_fields()), super().summary(), strict=True))
        for name in list(rows):
            if name.startswith(WITHHELD) and not rows[name][1]:
                del rows[name]  # nothing is withheld from this one
        if not self.initial["consent_basis"]:
            for name in self.QUESTIONS:
                del rows[name]
            question, _answer = rows["consent_basis"]
            rows["consent_basis"] = (question, _("Not now: nobody receives the identity yet"))
        return list(rows.values())

    def may_save_unasked(self) -> bool:
        """A consent is recorded by who presses the button, never by the clock."""
        return False

    def save(self, *, now: datetime) -> None:
        values = self.cleaned_data
        basis = values["consent_basis"]
        save_consent(
            self.draft.pk,
            values["version"],
            legal_basis=values["legal_basis"],
            callback_number=values["callback_number"],
            consent=self.details_on(basis) if basis else None,
            now=now,
        )
