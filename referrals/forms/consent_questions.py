"""What is asked about a consent, in the filing form and when it is renewed after sending."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes
from contacts.models import Organisation
from referrals.codes import CONSENT_BASES, IDENTITY_FIELDS
from referrals.models import Consent
from referrals.services.drafts import MINORS_CONSENT, ConsentDetails

from .fields import PastDateField, offer, optional_code_choices, organisation_choices, select_code
from .identity import IdentityForm

WITHHELD = "withheld_"


def identity_labels() -> list[tuple[str, str]]:
    """(field, label) of the identity, in the words of its form."""
    return [(name, str(IdentityForm.base_fields[name].label)) for name in IDENTITY_FIELDS]


class ConsentQuestions(forms.Form):
    """Who consented, to what, towards whom, and how that can be shown later (GDPR art. 7(1))."""

    given_by = forms.ChoiceField(
        label=gettext_lazy("Who consented or decided?"),
        choices=optional_code_choices("consent_giver"),
        required=False,
    )
    given_on = PastDateField(
        label=gettext_lazy("When was the consent given or the decision made?"), required=False
    )
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Who may receive the identity?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Only whom you tick here and who is chosen will see it."),
    )
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("What does the consent cover?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evidence = forms.ChoiceField(
        label=gettext_lazy("How was it given?"),
        choices=optional_code_choices("consent_evidence"),
        required=False,
        help_text=gettext_lazy("You may have to show later that it was given."),
    )
    language = select_code("language", gettext_lazy("Language of the conversation"))
    with_interpreter = forms.BooleanField(
        label=gettext_lazy("An interpreter was present"), required=False
    )
    QUESTIONS = (
        "given_by", "given_on", "organisations", "scope", "evidence", "language",
        "with_interpreter",
    )  # fmt: skip

    def offer_organisations(self, asked: Iterable[Organisation]) -> None:
        """Who can be named, and for each what can be withheld from it."""
        self.nameable = list(asked)
        offer(self, "organisations", organisation_choices(self.nameable))
        offer(self, "scope", codes.choices("consent_scope"))
        add_withheld_fields(self, self.nameable)

    @property
    def withheld_fields(self) -> list[tuple[str, BoundField]]:
        """(name of the organisation, field) for each organisation that can be named."""
        return [(o.name, self[f"{WITHHELD}{o.pk}"]) for o in self.nameable]

    def saved_consent(self, consent: Consent) -> dict[str, Any]:
        """The answers that a recorded consent gives."""
        named = {row.organisation_id: row.withheld for row in consent.recipients.all()}
        return {
            **{name: getattr(consent, name) for name in self.QUESTIONS if name != "organisations"},
            "organisations": [str(organisation_id) for organisation_id in named],
            **{f"{WITHHELD}{pk}": withheld for pk, withheld in named.items()},
        }

    def check_basis(self, basis: str, *, minor: bool) -> str:
        """What is wrong with a basis for this person; "" when nothing is."""
        return str(MINORS_CONSENT) if minor and basis == "explicit_consent" else ""

    def details_on(self, basis: str) -> ConsentDetails:
        """What is recorded, from the cleaned answers."""
        values = self.cleaned_data
        organisation_ids = tuple(int(key) for key in values["organisations"])
        return ConsentDetails(
            basis=basis,
            given_on=values["given_on"],
            organisation_ids=organisation_ids,
            language=values["language"] if basis in CONSENT_BASES else "",
            with_interpreter=values["with_interpreter"],
            given_by=values["given_by"],
            scope=tuple(values["scope"]),
            evidence=values["evidence"],
            withheld=withheld_in(values, organisation_ids),
        )


def add_withheld_fields(form: forms.Form, organisations: Iterable[Organisation]) -> None:
    """One field for each organisation: what of the identity it does not get."""
    for organisation in organisations:
        form.fields[f"{WITHHELD}{organisation.pk}"] = forms.MultipleChoiceField(
            label=_("Withhold from %(organisation)s") % {"organisation": organisation.name},
            choices=identity_labels(),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


def withheld_in(
    values: Mapping[str, Any], organisation_ids: Iterable[int]
) -> dict[int, tuple[str, ...]]:
    """Organisation to the fields withheld from it, from the cleaned answers."""
    return {pk: tuple(values.get(f"{WITHHELD}{pk}", ())) for pk in organisation_ids}
