"""The forms with which an organisation records a partnership."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts import search
from contacts.forms import TEXT_LANGUAGES
from contacts.models import Organisation, Partnership
from contacts.partnerships import Agreement
from contacts.presenters import named_language
from contacts.validators import clean_text


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class PartnerSearch(forms.Form):
    """Which organisation; read by GET."""

    q = forms.CharField(
        label=_("With whom? Type a name as in the directory"), max_length=search.MAX_QUESTION
    )


class PartnershipForm(forms.Form):
    """What two organisations or their services agreed on. Services may stay open."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    service = forms.TypedChoiceField(
        label=_("Which of your services?"), required=False, coerce=int, empty_value=None
    )
    partner_service = forms.TypedChoiceField(
        label=_("Which of their services?"), required=False, coerce=int, empty_value=None
    )
    since = _day(_("Since when?"))
    until = _day(
        _("Until when?"),
        required=False,
        help_text=_("Leave it empty while no end has been agreed."),
    )
    document = forms.CharField(
        label=_("Document"),
        max_length=200,
        required=False,
        validators=[clean_text],
        help_text=_("Title, date and number of the agreement, without names of persons."),
    )

    field_order = ("version", "service", "partner_service")

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        partner: Organisation,
        partnership: Partnership | None = None,
        **kwargs: Any,
    ) -> None:
        if partnership is not None:
            kwargs.setdefault("initial", _initial(partnership))
        super().__init__(*args, **kwargs)
        for name, side in (("service", organisation), ("partner_service", partner)):
            services = side.services.filter(active=True).order_by("order", "pk")
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - for the type alone
            field.choices = [("", _("The whole organisation")), *((s.pk, s.name) for s in services)]
        for language, label in TEXT_LANGUAGES:
            self.fields[f"purpose_{language}"] = forms.CharField(
                label=_("What for? (%(language)s)") % {"language": named_language(label)},
                max_length=300,
                required=language != "en",
                validators=[clean_text],
                widget=forms.TextInput(attrs={"lang": language}),
            )
        purposes = [f"purpose_{language}" for language, _label in TEXT_LANGUAGES]
        self.order_fields(["version", "service", "partner_service", *purposes, "since", "until"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end cannot be before the beginning."))
        return data

    def agreement(self) -> Agreement:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        return Agreement(
            service_id=data["service"],
            partner_service_id=data["partner_service"],
            purpose={language: data[f"purpose_{language}"] for language, _label in TEXT_LANGUAGES},
            since=data["since"],
            until=data["until"],
            document=data["document"],
        )


class EndForm(forms.Form):
    """When a partnership ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    until = _day(_("On which day did it end?"))

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        self.partnership = partnership
        super().__init__(*args, **kwargs)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < self.partnership.since:
            raise ValidationError(_("The end cannot be before the beginning."), code="order")
        return until


def _initial(row: Partnership) -> dict[str, Any]:
    return {
        "version": row.version,
        "service": row.service_id,
        "partner_service": row.partner_service_id,
        "since": row.since,
        "until": row.until,
        "document": row.document,
        **{f"purpose_{code}": getattr(row, f"purpose_{code}") or "" for code, _l in TEXT_LANGUAGES},
    }
