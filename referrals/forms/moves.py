"""What each decision asks for. Built per request, so that labels are in the reader's language."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.models import Organisation
from contacts.selectors import contact_point_organisations
from referrals.codes import CONSENT_BASES
from referrals.services.drafts import ConsentDetails, Recipient

from .fields import offer, organisation_choices, release_bases
from .move_base import MoveForm
from .recipients import CONTACT_POINT, contact_point_label, helping_organisations

FURTHEST_DATE = timedelta(days=366)


class OrganisationForm(MoveForm):
    """One organisation of the country that helps people and was not asked yet."""

    organisation = forms.ChoiceField(label=_("Organisation"))

    def prepare(self) -> None:
        country = (
            self.asked.request.country_id
            if self.asked
            else self.case.referral.destination_country_id or ""
        )
        rota = contact_point_organisations(country)
        left_out = {a.request.organisation_id for a in self.case.asked}
        # A contact point of one organisation is that organisation: it is not offered twice.
        contact_point = [] if len(rota) == 1 and rota[0].pk in left_out else self.also(rota)
        if len(rota) == 1:
            left_out.add(rota[0].pk)
        offered = [o for o in helping_organisations(country) if o.pk not in left_out]
        choices: list[tuple[str, Any]] = [("", _("Choose…")), *contact_point, *by_kind(offered)]
        offer(self, "organisation", choices)

    def also(self, rota: list[Organisation]) -> list[tuple[str, str]]:
        """What is offered besides organisations."""
        return []


class AskOthersForm(OrganisationForm):
    """The country's contact point too, unless it was asked."""

    def also(self, rota: list[Organisation]) -> list[tuple[str, str]]:
        if not rota or any(a.request.to_contact_point for a in self.case.asked):
            return []
        return [(CONTACT_POINT, contact_point_label(rota))]

    def recipient(self) -> Recipient:
        """Who is to be asked."""
        chosen = self.cleaned_data["organisation"]
        country = self.case.referral.destination_country_id or ""
        return Recipient(country, None if chosen == CONTACT_POINT else int(chosen))


def by_kind(organisations: list[Organisation]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Organisations, sorted by kind, as groups of choices under the kind's name."""
    return [
        (codes.label("org_type", kind), [(str(o.pk), o.name) for o in members])
        for kind, members in groupby(organisations, key=lambda o: o.kind)
    ]


class ConsentForm(MoveForm):
    """A renewed consent that names whom was chosen or asked."""

    basis = forms.ChoiceField(label=_("Basis on which the identity may be released"))
    given_on = forms.DateField(
        label=_("Given on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    organisations = forms.MultipleChoiceField(
        label=_("Who may receive the identity"), widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        offer(self, "basis", [("", _("Choose…")), *release_bases()])
        named = {organisation.pk: organisation for a in self.case.asked for organisation in a.who}
        offer(self, "organisations", organisation_choices(named.values()))
        self.fields["given_on"].initial = timezone.localdate()

    def clean_given_on(self) -> object:
        day = self.cleaned_data["given_on"]
        if not timezone.localdate() - FURTHEST_DATE <= day <= timezone.localdate():
            raise forms.ValidationError(_("Enter a date in the past year, today at the latest."))
        return day

    def details(self) -> ConsentDetails:
        data = self.cleaned_data
        return ConsentDetails(
            basis=data["basis"],
            given_on=data["given_on"],
            organisation_ids=tuple(int(pk) for pk in data["organisations"]),
            language=(get_language() or "") if data["basis"] in CONSENT_BASES else "",
        )


class WithdrawForm(MoveForm):
    reason = forms.ChoiceField(label=_("Reason for withdrawal"))

    def prepare(self) -> None:
        self.choices_from("reason", "withdrawal_reason")


class CloseForm(MoveForm):
    outcome = forms.ChoiceField(label=_("Outcome"))
    guide_sufficed = forms.ChoiceField(
        label=_("Did the practical guide give you enough to go on?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The Committee of Ministers monitors this. Only totals are reported."),
    )

    def prepare(self) -> None:
        self.choices_from("outcome", "outcome")
        offer(self, "guide_sufficed", codes.choices("guide_sufficed"))
