"""Step 1: to which country, how urgent, and why."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contacts import codes
from contacts.models import Country
from referrals.codes import Order
from referrals.services.drafts import save_recipients
from referrals.services.fields import own_reference, save_fields
from referrals.services.writing import answer_hours

from .base import OUTDATED, StepForm, plain
from .fields import name_text, offer, radio_codes, select_code


class RequestForm(StepForm):
    slug = "request"
    title = _("The request")
    destination_country = forms.ChoiceField(
        label=_("Which country do you ask for help?"),
        widget=forms.RadioSelect,
    )
    urgency = radio_codes(
        "urgency",
        _("How urgent is it?"),
        help_text=_(
            "It decides by when an answer is asked for. The answer times are indicative: they "
            "create no obligation."
        ),
    )
    reason = select_code("referral_reason", _("Why another country?"))

    own_reference = name_text(
        _("Your own reference"),
        max_length=60,
        help_text=_(
            "The number of the case in your own files. Only your organisation sees it, encrypted. "
            "Write no name in it."
        ),
    )

    def build(self) -> None:
        countries = Country.objects.filter(in_portal=True).exclude(pk=self.draft.sender_country)
        offer(self, "destination_country", ((country.pk, country.name) for country in countries))
        offer(
            self,
            "urgency",
            ((code, _with_answer_time(code, label)) for code, label in codes.choices("urgency")),
        )

    def saved(self) -> dict[str, Any]:
        return {
            "destination_country": self.draft.destination_country_id or "",
            **plain(self.draft, "urgency", "reason"),
            "own_reference": own_reference(self.draft),
        }

    def save(self, *, now: datetime) -> None:
        version = self.cleaned_data["version"]
        country = self.cleaned_data["destination_country"]
        fields = {
            "destination_country_id": country or None,
            "urgency": self.cleaned_data["urgency"],
            "reason": self.cleaned_data["reason"],
        }
        if self.draft.destination_country_id and country != self.draft.destination_country_id:
            # Whoever was chosen, and the region, belong to the country named before.
            saved = save_recipients(
                self.draft.pk,
                version,
                now=now,
                destination_country=country,
                recipients=[],
                order=Order(self.draft.asking_order),
                release_to_first_yes=self.draft.release_to_first_yes,
            )
            version, fields["region"] = saved.version, ""
        save_fields(
            self.draft.pk,
            version,
            now=now,
            step=self.slug,
            fields=fields,
            own_reference=self.cleaned_data["own_reference"],
        )

    def may_save_unasked(self) -> bool:
        """Another country takes away whoever was chosen: by the button alone."""
        known = self.draft.destination_country_id
        return not known or known == self.cleaned_data["destination_country"]

    def says_what_is_saved(self) -> bool:
        """Whether the valid form holds nothing but what the draft already says."""
        return all(self.cleaned_data[name] == value for name, value in self.saved().items())


class CreateForm(RequestForm):
    """The first step of a draft that does not exist yet: its id comes along, so that a double
    click makes one."""

    draft_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": OUTDATED, "invalid": OUTDATED}
    )
    version = None  # type: ignore[assignment]
    drawn_from = None  # type: ignore[assignment]

    def save(self, *, now: datetime) -> None:
        self.cleaned_data["version"] = self.draft.version
        super().save(now=now)


def _with_answer_time(code: str, label: str) -> str:
    hours = answer_hours(code)
    time = ngettext(
        "indicative answer time: %(hours)d hour", "indicative answer time: %(hours)d hours", hours
    )
    return f"{label} ({time % {'hours': hours}})"
