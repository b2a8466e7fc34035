"""What each decision asks for. Built per request, so that labels are in the reader's language."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.models import Organisation
from contacts.selectors import contact_point_organisations
from referrals.codes import ChosenAs, RequestState
from referrals.selectors import Case
from referrals.services.consequences import can_be_asked_again
from referrals.services.copying import may_copy_identity
from referrals.services.drafts import Recipient

from .fields import by_kind, offer, organisation_choices
from .finding import Options, find_words, options, typed
from .move_base import MoveForm
from .recipients import contact_point_label, helping_organisations, organisations_with_accounts

TEXTS, IDENTITY = "texts", "identity"  # what a copy takes over by choice


class OrganisationForm(MoveForm):
    """One organisation of the country that helps people and was not asked yet."""

    organisation = forms.ChoiceField(label=_("Organisation"))

    def prepare(self) -> None:
        country = self.asked.request.country_id if self.asked else ""
        offered = not_yet_asked(self.case, country)
        offer(self, "organisation", [("", _("Choose…")), *by_kind(offered)])


def not_yet_asked(case: Case, country: str) -> list[Organisation]:
    """Those that help people in a country and do not have this referral. A contact point of one
    organisation is that organisation: it is not offered twice."""
    rota = contact_point_organisations(country)
    left_out = {a.request.organisation_id for a in case.asked if not can_be_asked_again(a.request)}
    if len(rota) == 1:
        left_out.add(rota[0].pk)
    return [o for o in helping_organisations(country) if o.pk not in left_out]


class AskOthersForm(MoveForm):
    """Further organisations, by how well they fit; the country's contact point unless it was
    asked. Who declined or was let go can be asked once more."""

    contact_point = forms.BooleanField(required=False)
    organisations = forms.MultipleChoiceField(
        label=_("Organisations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    find_words = find_words()

    def prepare(self) -> None:
        country = self.case.referral.destination_country_id or ""
        rota = contact_point_organisations(country)
        asked = {a.request.organisation_id for a in self.case.asked}
        alone = len(rota) == 1 and rota[0].pk in asked
        if not rota or alone or any(a.request.to_contact_point for a in self.case.asked):
            del self.fields["contact_point"]
        else:
            self.fields["contact_point"].label = contact_point_label(rota)
        self.offered = not_yet_asked(self.case, country)
        self.with_accounts = organisations_with_accounts([o.pk for o in self.offered])
        offer(self, "organisations", organisation_choices(self.offered))
        suggested = [a.suggested.pk for a in self.case.asked if a.suggested]
        self.initial = {"organisations": [str(pk) for pk in suggested], **self.initial}

    def options(self) -> Options:
        """The organisations, the best fit first."""
        return options(self, self.case.referral, self.offered, self.with_accounts)

    def show_again(self, data: Any) -> None:
        """Keep what was typed and ticked, with the organisations that a search finds."""
        self.initial = typed(self, data)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "organisations" not in self.errors and not self.recipients():
            self.add_error("organisations", _("Choose at least one recipient."))
        return values

    def recipients(self) -> list[Recipient]:
        """Who is to be asked."""
        country = self.case.referral.destination_country_id or ""
        chosen = [int(pk) for pk in self.cleaned_data.get("organisations", [])]
        by_country = [Recipient(country)] if self.cleaned_data.get("contact_point") else []
        return [*by_country, *(Recipient(country, pk) for pk in chosen)]


class ChooseForm(MoveForm):
    """Several of those who can help, each for a part."""

    def prepare(self) -> None:
        self.able = [a for a in self.case.asked if a.request.state == RequestState.CAN_HELP]
        parts = [("", _("Not chosen")), *codes.choices("chosen_as")]
        for number, asked in enumerate(self.able, start=1):
            self.fields[f"part_{number}"] = forms.ChoiceField(
                label=asked.organisation.name if asked.organisation else "",
                choices=parts,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        parts = list(self.chosen().values())
        if "part_1" in self.fields and ChosenAs.RECEIVES not in parts:
            self.add_error("part_1", _("Say which organisation receives the person."))
        elif len(set(parts)) < len(parts):
            self.add_error("part_1", _("Give each part to one organisation."))
        return values

    def chosen(self) -> dict[UUID, ChosenAs]:
        """The part of each request that is chosen."""
        return {
            asked.request.pk: ChosenAs(part)
            for number, asked in enumerate(self.able, start=1)
            if (part := self.cleaned_data.get(f"part_{number}"))
        }


class SplitForm(MoveForm):
    """Part of the needs, for a referral of its own."""

    draft_id = forms.UUIDField(widget=forms.HiddenInput)
    needs = forms.MultipleChoiceField(
        label=_("Which needs are asked apart?"), widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        mine = self.case.codes["need"]
        labels = zip(mine, (codes.label("need", code) for code in mine), strict=True)
        offer(self, "needs", labels)
        self.fields["draft_id"].initial = uuid4()


class CopyForm(MoveForm):
    """What a draft takes over besides the coded answers: by choice, nothing unless it is ticked."""

    draft_id = forms.UUIDField(widget=forms.HiddenInput)
    also = forms.MultipleChoiceField(
        label=_("What else is taken over?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Take the identity along only if the person wants to be helped again and knows of it."
        ),
    )

    def prepare(self) -> None:
        offered = []
        if self.case.note or self.case.risk_reason:
            offered.append((TEXTS, _("The note and the reason for the risk")))
        if may_copy_identity(self.case.referral):
            offered.append((IDENTITY, _("The identity")))
        if offered:
            offer(self, "also", offered)
        else:
            del self.fields["also"]
        self.fields["draft_id"].initial = uuid4()

    def takes(self, what: str) -> bool:
        """Whether TEXTS or IDENTITY is taken over."""
        return what in self.cleaned_data.get("also", [])


class WithdrawForm(MoveForm):
    reason = forms.ChoiceField(label=_("Reason for withdrawal"))

    def prepare(self) -> None:
        self.choices_from("reason", "withdrawal_reason")
