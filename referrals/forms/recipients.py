"""Step 5: who is asked: the country's contact point, organisations of the directory, or both."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import CASE_ROLES, Membership, Role
from contacts.models import Organisation
from contacts.selectors import contact_point_organisations
from referrals.codes import Order
from referrals.models import Referral
from referrals.services.drafts import Recipient, save_recipients

from .base import StepForm
from .fields import offer, organisation_choices
from .finding import Options, find_words, options, typed

# Kinds of organisation (code list org_type) that help people. Those that investigate, decide or
# make policy are called, not asked for help through a referral.
HELPING_KINDS = (
    "coordination_centre",
    "specialised_centre",
    "shelter",
    "minors_centre",
    "guardianship",
    "victim_support",
    "ngo",
    "health_care",
    "integration_service",
    "reception_authority",
    "municipality",
)
CONTACT_POINT = "contact_point"
ORDERS = {
    Order.PARALLEL: gettext_lazy("All at once"),
    Order.IN_ORDER: gettext_lazy(
        "One after another: the next is asked when the one before declines"
    ),
}


class Release(StrEnum):
    """When a yes agrees at once, without the sender's choice."""

    ALONE = "alone"
    FIRST = "first"
    NEVER = "never"


RELEASES = {
    Release.ALONE: gettext_lazy("As soon as the one I ask says yes. If I ask several, I choose"),
    Release.FIRST: gettext_lazy(
        "As soon as the first says yes, also if I ask several one after another"
    ),
    Release.NEVER: gettext_lazy("Only when I have read the answer and chosen"),
}
RELEASE_NOW = {
    True: gettext_lazy("As soon as somebody who is asked says yes and the consent names them"),
    False: RELEASES[Release.NEVER],
}


def helping_organisations(country_code: str) -> list[Organisation]:
    """Active organisations of a country that may be asked for help, by kind and name."""
    found = Organisation.objects.filter(
        country_id=country_code, active=True, kind__in=HELPING_KINDS
    ).order_by("sort_key", "pk")
    return sorted(found, key=lambda organisation: HELPING_KINDS.index(organisation.kind))


def organisations_with_accounts(ids: list[int], *, roles: Any = CASE_ROLES) -> set[int]:
    """Those of the organisations where somebody can answer in the portal."""
    rows = Membership.objects.in_force().filter(organisation_id__in=ids, role__in=list(roles))
    return set(rows.values_list("organisation_id", flat=True).distinct())


def contact_point_label(rota: list[Organisation]) -> str:
    """A country's contact point by name, or as the number of organisations that take turns."""
    if len(rota) == 1:
        return _("The national contact point: %(name)s") % {"name": rota[0].name}
    label = ngettext(
        "The national contact point: a rota of %(count)d centre",
        "The national contact point: a rota of %(count)d centres",
        len(rota),
    )
    return label % {"count": len(rota)}


class RecipientsForm(StepForm):
    slug = "recipients"
    title = gettext_lazy("Who is asked")
    contact_point = forms.BooleanField(required=False)
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Organisations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asking_order = forms.ChoiceField(
        label=gettext_lazy("If you ask several: how?"),
        choices=ORDERS.items,
        widget=forms.RadioSelect,
        required=False,
    )
    release = forms.ChoiceField(
        label=gettext_lazy("When may the identity be read?"),
        choices=RELEASES.items,
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "Only those whom the consent names ever read it. Of several asked at once you always "
            "choose yourself."
        ),
    )
    find_words = find_words()

    @classmethod
    def shown_again(cls, draft: Referral, data: Any) -> "RecipientsForm":
        """What was typed and ticked so far, with the organisations that a search finds."""
        form = cls(draft)
        form.initial = typed(form, data)
        return form

    def build(self) -> None:
        country = self.draft.destination_country_id or ""
        self.rota = contact_point_organisations(country)
        self.offered = self._offered(country)
        ids = [organisation.pk for organisation in [*self.rota, *self.offered]]
        self.with_accounts = organisations_with_accounts(ids)
        self.rota_with_accounts = organisations_with_accounts(ids, roles=[Role.CONTACT_POINT])
        self.fields["contact_point"].label = contact_point_label(self.rota)
        offer(self, "organisations", organisation_choices(self.offered))
        for key in [CONTACT_POINT, *(str(organisation.pk) for organisation in self.offered)]:
            self.fields[f"position_{key}"] = forms.IntegerField(
                label=_("Number in the order"),
                required=False,
                min_value=1,
                max_value=99,
                widget=forms.NumberInput(attrs={"class": "position-number"}),
            )
        if not self.rota:
            del self.fields["contact_point"], self.fields[f"position_{CONTACT_POINT}"]

    def _offered(self, country: str) -> list[Organisation]:
        """A contact point of one organisation is that organisation: it is not offered twice."""
        asked = set(self.draft.requests.values_list("organisation_id", flat=True))
        alone = {self.rota[0].pk} - asked if len(self.rota) == 1 else set()
        return [o for o in helping_organisations(country) if o.pk not in alone]

    def saved(self) -> dict[str, Any]:
        requests = list(self.draft.requests.all())
        values: dict[str, Any] = {
            "contact_point": any(request.to_contact_point for request in requests),
            "organisations": [
                str(request.organisation_id) for request in requests if request.organisation_id
            ],
            "asking_order": self.draft.asking_order,
            "release": self._release_saved(len(requests)),
        }
        if self.draft.asking_order == Order.IN_ORDER:
            for request in requests:
                key = request.organisation_id or CONTACT_POINT
                values[f"position_{key}"] = request.position
        return values

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        keys = self._chosen()
        if not keys and not self.may_wait:
            self.add_error(
                "contact_point" if self.rota else "organisations",
                _("Choose at least one recipient."),
            )
        if values.get("asking_order") == Order.IN_ORDER:
            self._check_numbers(keys)
        return values

    def _chosen(self) -> list[str]:
        keys = [CONTACT_POINT] if self.cleaned_data.get("contact_point") else []
        return [*keys, *self.cleaned_data.get("organisations", [])]

    def _check_numbers(self, keys: list[str]) -> None:
        taken: set[int] = set()
        for key in keys:
            number = self.cleaned_data.get(f"position_{key}")
            if number in taken:
                self.add_error(
                    f"position_{key}",
                    _("Two recipients have number %(number)d. Give each its own.")
                    % {"number": number},
                )
            elif number is not None:
                taken.add(number)

    def save(self, *, now: datetime) -> None:
        country = self.draft.destination_country_id or ""
        # Those without a number come last, in the order of the page.
        keys = sorted(
            self._chosen(), key=lambda key: self.cleaned_data.get(f"position_{key}") or 100
        )
        save_recipients(
            self.draft.pk,
            self.cleaned_data["version"],
            now=now,
            destination_country=country,
            recipients=[
                Recipient(country, None if key == CONTACT_POINT else int(key)) for key in keys
            ],
            order=Order(self.cleaned_data["asking_order"] or Order.PARALLEL),
            release_to_first_yes=self._releases(len(keys)),
        )

    def may_save_unasked(self) -> bool:
        """Who is no longer asked is taken out of the consent: by the button alone."""
        return False

    def question(self, name: str) -> str:
        """The numbers in the order, each with whose it is."""
        label = super().question(name)
        key = name.removeprefix("position_")
        if key == name:
            return label
        names = {str(organisation.pk): organisation.name for organisation in self.offered}
        return f"{label}: {names.get(key) or contact_point_label(self.rota)}"

    def _release_saved(self, asked: int) -> str:
        """Privacy by default: several are released to only where the sender said so."""
        if self.draft.release_to_first_yes and asked > 1:
            return Release.FIRST
        if asked == 1 and not self.draft.release_to_first_yes:
            return Release.NEVER
        return Release.ALONE

    def _releases(self, asked: int) -> bool:
        release = self.cleaned_data["release"] or Release.ALONE
        return release == Release.FIRST or (release == Release.ALONE and asked == 1)

    def options(self) -> Options:
        """The organisations, the best fit to what the form says first."""
        return options(self, self.draft, self.offered, self.with_accounts)

    def contact_point_position(self) -> forms.BoundField:
        """The field for the contact point's number in the order."""
        return self[f"position_{CONTACT_POINT}"]

    def summary(self) -> list[tuple[str, str]]:
        names = {str(organisation.pk): organisation.name for organisation in self.offered}
        asked = []
        for request in self.draft.requests.all():
            if request.to_contact_point:
                asked.append(str(self.fields["contact_point"].label))
            elif str(request.organisation_id) in names:
                asked.append(names[str(request.organisation_id)])
        several = len(asked) > 1
        rows = [(_("Who is asked"), "\n".join(asked))]
        if several:
            rows.append((_("How they are asked"), str(ORDERS[Order(self.draft.asking_order)])))
        if asked:
            released = self.draft.release_to_first_yes
            rows.append((str(self.fields["release"].label), str(RELEASE_NOW[released])))
        return rows
