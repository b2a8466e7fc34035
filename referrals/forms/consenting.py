"""What is asked when a consent is renewed, narrowed or withdrawn after sending."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Consent
from referrals.services.consent import may_still_withdraw
from referrals.services.drafts import ConsentDetails, is_minor

from .consent_questions import (
    WITHHELD,
    ConsentQuestions,
    add_withheld_fields,
    withheld_in,
)
from .fields import offer, organisation_choices, release_bases
from .move_base import MoveForm

OLDEST = timedelta(days=366)
GO_ON, TAKE_BACK = "go_on", "take_back"


class RenewConsentForm(MoveForm, ConsentQuestions):
    """A renewed consent that names whom was chosen or asked."""

    template_name: ClassVar[str] = "referrals/consent/questions.html"
    basis = forms.ChoiceField(label=gettext_lazy("Basis on which the identity may be released"))

    def prepare(self) -> None:
        self.order_fields(["basis"])
        offer(self, "basis", [("", _("Choose…")), *release_bases()])
        named = {organisation.pk: organisation for a in self.case.asked for organisation in a.who}
        self.offer_organisations(named.values())
        self.fields["given_on"].required = self.fields["organisations"].required = True
        self.fields["given_on"].initial = timezone.localdate()

    def clean_basis(self) -> str:
        basis = str(self.cleaned_data["basis"])
        if wrong := self.check_basis(basis, minor=is_minor(self.case.referral)):
            raise forms.ValidationError(wrong)
        return basis

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        if day < timezone.localdate() - OLDEST:
            raise forms.ValidationError(_("Enter a date in the past year, today at the latest."))
        return day

    def details(self) -> ConsentDetails:
        return self.details_on(self.cleaned_data["basis"])


class NarrowConsentForm(MoveForm):
    """Who may still have the identity, and what of it each does not get."""

    template_name: ClassVar[str] = "referrals/consent/narrow.html"
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Who may still have the identity?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Nobody would be left: withdraw the consent instead.")
        },
    )

    def prepare(self) -> None:
        named = self.case.consent_names
        offer(self, "organisations", organisation_choices(named))
        self.fields["organisations"].initial = [str(organisation.pk) for organisation in named]
        add_withheld_fields(self, named)
        consent: Consent | None = self.case.consent
        for row in consent.recipients.all() if consent else ():
            if (name := f"{WITHHELD}{row.organisation_id}") in self.fields:
                self.fields[name].initial = row.withheld

    @property
    def withheld_fields(self) -> list[tuple[str, Any]]:
        """(name of the organisation, field) for each organisation that is named."""
        return [(o.name, self[f"{WITHHELD}{o.pk}"]) for o in self.case.consent_names]

    def allowed(self) -> dict[int, tuple[str, ...]]:
        """Organisation to the fields withheld from it."""
        organisation_ids = [int(key) for key in self.cleaned_data["organisations"]]
        return withheld_in(self.cleaned_data, organisation_ids)


class WithdrawConsentForm(MoveForm):
    """What the person wishes for the search for help itself."""

    wish = forms.ChoiceField(
        label=gettext_lazy("What does the person wish?"), widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        wishes = [(GO_ON, _("Go on looking for help, without giving the identity"))]
        if may_still_withdraw(self.case.referral):
            wishes.append((TAKE_BACK, _("Stop: withdraw the whole referral")))
        else:
            wishes = [(GO_ON, _("Close the identity; the referral stays as it is"))]
        offer(self, "wish", wishes)

    @property
    def go_on(self) -> bool:
        return bool(self.cleaned_data["wish"] == GO_ON)
