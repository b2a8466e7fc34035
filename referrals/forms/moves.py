"""What each decision asks for. Built per request, so that labels are in the reader's language."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.models import Organisation
from contacts.selectors import contact_point_organisations
from referrals.services.drafts import Recipient

from .fields import offer
from .move_base import MoveForm
from .recipients import CONTACT_POINT, contact_point_label, helping_organisations


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
