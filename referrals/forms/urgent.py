"""Spoed / Urgence: one screen, ten fields with the country."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from contacts import codes
from contacts.duty import Answering
from contacts.models import Organisation
from contacts.selectors import contact_point_organisations
from referrals.models import Referral
from referrals.services.drafts import Recipient
from referrals.services.urgent import UrgentRequest, send_urgent

from .base import OUTDATED
from .fields import CallbackNumberField, long_text, offer
from .recipients import CONTACT_POINT, contact_point_label, helping_organisations

# What cannot wait until the morning; the rest is asked after somebody has said yes.
URGENCIES = ("emergency", "urgent")
NEEDS = (
    "safe_accommodation",
    "protection",
    "emergency_medical",
    "medical",
    "interpreter",
    "guardian",
    "childcare",
)
# Who is asked at night besides those who answer now: kinds that take somebody in.
NIGHT_KINDS = ("coordination_centre", "specialised_centre", "minors_centre", "shelter")


def _some(list_code: str, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, codes.label(list_code, code)) for code in wanted]


def _one_of(list_code: str, label: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=lambda: [("", _("Choose…")), *codes.choices(list_code)],
        **options,
    )


class UrgentForm(forms.Form):
    """What is typed is kept while calls are logged: `typed` fills an unbound form."""

    use_required_attribute = False
    draft_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": OUTDATED, "invalid": OUTDATED}
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("How urgent is it?"),
        choices=lambda: _some("urgency", URGENCIES),
        widget=forms.RadioSelect,
        initial="urgent",
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("What does the person need now?"),
        choices=lambda: _some("need", NEEDS),
        widget=forms.CheckboxSelectMultiple,
    )
    age_group = _one_of("age_group", gettext_lazy("Age group"))
    gender = _one_of("gender", gettext_lazy("Gender"))
    language = _one_of("language", gettext_lazy("Language the person speaks"), required=False)
    recipients = forms.MultipleChoiceField(
        label=gettext_lazy("Whom do you ask, one after another in this order?"),
        help_text=gettext_lazy(
            "The first that says yes is agreed with at once. The next is asked when the one before "
            "declines or does not answer in time."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    legal_basis = _one_of("sharing_basis", gettext_lazy("Legal basis of the request"))
    note = long_text(
        gettext_lazy("Note"),
        rows=2,
        max_length=500,
        help_text=gettext_lazy("Where and how to reach you, what is at stake. No names."),
    )

    def __init__(
        self,
        country: str,
        sender: Organisation,
        answering: list[Answering],
        data: Any = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.country, self.sender = country, sender
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["callback_number"] = CallbackNumberField(
            region=sender.country_id or "", label=_("Call-back number")
        )
        self.order_fields(
            ["draft_id", "urgency", "needs", "age_group", "gender", "language", "recipients",
             "callback_number", "legal_basis", "note"]
        )  # fmt: skip
        self.offered = self._offered(answering)
        offer(self, "recipients", self.offered)
        if data is None and initial is None:
            self.initial = {
                "urgency": "urgent",
                "callback_number": sender.phone,
                "recipients": [self.offered[0][0]] if self.offered else [],
            }

    def _offered(self, answering: list[Answering]) -> list[tuple[str, str]]:
        """The country's contact point first, then who answers now, then who takes people in."""
        rota = contact_point_organisations(self.country)
        offered = [(CONTACT_POINT, contact_point_label(rota))] if rota else []
        taken = {rota[0].pk} if len(rota) == 1 else set()
        helping = {o.pk: o for o in helping_organisations(self.country)}
        now = [a.organisation_id for a in answering if a.organisation_id in helping]
        night = [pk for pk, o in helping.items() if o.kind in NIGHT_KINDS]
        rest = [key for key in dict.fromkeys([*now, *night]) if key not in taken]
        return [*offered, *((str(key), helping[key].name) for key in rest)]

    @classmethod
    def typed(cls, posted: Any) -> dict[str, Any]:
        """What a post holds, as initial values: nothing of it is checked."""
        several = ("needs", "recipients")
        names = (*cls.base_fields, "callback_number")
        return {
            name: posted.getlist(name) if name in several else posted.get(name, "")
            for name in names
        }

    def send(self, *, now: datetime) -> Referral:
        """Send the valid form. Raises NotAParty and MoveRefused."""
        values = self.cleaned_data
        chosen = [key for key, _label in self.offered if key in values["recipients"]]
        return send_urgent(
            values["draft_id"],
            UrgentRequest(
                country=self.country,
                fields={name: values[name] for name in ("urgency", "age_group", "gender")},
                needs=values["needs"],
                languages=[values["language"]] if values["language"] else [],
                recipients=[
                    Recipient(self.country, None if key == CONTACT_POINT else int(key))
                    for key in chosen
                ],
                legal_basis=values["legal_basis"],
                callback_number=values["callback_number"],
                note=(values["note"], get_language() or "en"),
            ),
            now=now,
        )


class CallForm(forms.Form):
    """How a call ended, posted by one button: `12:not_reached`."""

    call = forms.RegexField(r"^[0-9]{1,9}:[a-z_]{1,16}$")
    draft_id = forms.UUIDField()

    def clean_call(self) -> tuple[int, str]:
        organisation, _colon, outcome = self.cleaned_data["call"].partition(":")
        if outcome not in dict(codes.choices("call_outcome")):
            raise forms.ValidationError(OUTDATED)
        return int(organisation), outcome

    @property
    def form_id(self) -> UUID:
        """The id of the form at which the call was made."""
        found: UUID = self.cleaned_data["draft_id"]
        return found
