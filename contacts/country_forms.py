"""The forms of a country that is being prepared: its own, and one for each of its parts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.country_editing import Part, register
from contacts.models import (
    Country,
    CountryNotice,
    CountryRule,
    NationalContactPoint,
    Organisation,
    PlacingRule,
)
from contacts.presenters import length, named_language
from contacts.publishable import SHELTER_FIELDS
from contacts.validators import validate_phone

# German too: the language of the first neighbour, and of a part of Belgium.
LANGUAGES = (
    ("nl", _("Dutch")),
    ("fr", _("French")),
    ("en", _("English")),
    ("de", _("German")),
)


def in_languages(*names: str) -> list[str]:
    """The columns of translated fields."""
    return [f"{name}_{language}" for name in names for language, _label in LANGUAGES]


if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:  # Django's own takes no parameter
    _ModelForm = forms.ModelForm


class TranslatedForm(_ModelForm):
    """A form whose translated fields name their language; Dutch and French are needed."""

    translated: ClassVar[Sequence[str]] = ()
    needed: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name in self.translated:
            title = capfirst(str(self._meta.model._meta.get_field(name).verbose_name))
            for language, label in LANGUAGES:
                field = self.fields[f"{name}_{language}"]
                field.label = f"{title} ({named_language(label)})"
                field.required = name in self.needed and language in {"nl", "fr"}
                field.widget.attrs["lang"] = language
                field.widget.attrs.pop("cols", None)

    def offer(
        self, name: str, offered: Sequence[tuple[str, Any]], *, several: bool = False
    ) -> None:
        """Codes of a list to choose from."""
        before = self.fields[name]
        kind: Any = forms.MultipleChoiceField if several else forms.ChoiceField
        widget = forms.CheckboxSelectMultiple if several else forms.Select
        first = [] if several else [("", gettext("Choose"))]
        self.fields[name] = kind(
            label=before.label, required=before.required, choices=[*first, *offered], widget=widget
        )


class CountryForm(TranslatedForm):
    """The country itself."""

    translated = needed = ("name",)

    class Meta:
        model = Country
        fields = (
            "code",
            *in_languages("name"),
            "dialling_code",
            "emergency_number",
            "police_number",
            "authority",
            "order",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Two capital letters of ISO 3166, for instance DE.")
        self.fields["authority"].help_text = _(
            "Its own name, website and phone: it stands on the consent sheet."
        )
        self.fields["order"].help_text = _("Its place in lists; the first three are taken.")
        if not self.instance._state.adding:
            del self.fields["code"]

    def clean_dialling_code(self) -> str:
        dialling_code: str = self.cleaned_data["dialling_code"]
        if not (dialling_code.startswith("+") and dialling_code[1:].isdecimal()):
            raise ValidationError(_("Begin with + and give digits only: +49."))
        return dialling_code

    def clean_emergency_number(self) -> str:
        number: str = self.cleaned_data["emergency_number"]
        validate_phone(number)
        return number


class PartForm(TranslatedForm):
    """A row that belongs to one country, or is of all ("")."""

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.country_id = country or None


class RuleForm(PartForm):
    """A deadline or minimum."""

    translated = ("document", "note")

    class Meta:
        model = CountryRule
        fields = (
            "kind",
            "value",
            "unit",
            "length_is",
            "valid_from",
            "legal_basis",
            *in_languages("document", "note"),
            "to_confirm",
        )
        widgets: ClassVar[dict[str, Any]] = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{name: forms.Textarea(attrs={"rows": 2}) for name in in_languages("note")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", codes.choices("country_rule"))


class NoticeForm(PartForm):
    """What the country's law means for who is referred."""

    translated = needed = ("text",)

    class Meta:
        model = CountryNotice
        fields = ("key", "topic", *in_languages("text"), "for_minors", "source", "valid_from")
        widgets: ClassVar[dict[str, Any]] = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in in_languages("text")},
        }


class OrganisationForm(PartForm):
    """An organisation's first data; the rest is written on its own page, or comes with a file."""

    translated = needed = ("name",)

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    source_url = forms.URLField(
        label=_("Source"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Organisation
        fields = (
            "slug",
            "kind",
            *in_languages("name"),
            "phone",
            "email",
            "website",
            "languages",
            "national_scope",
            "source_url",
            "public_fields",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", codes.choices("org_type"))
        shown = [(name, capfirst(str(_field(name).verbose_name))) for name in SHELTER_FIELDS]
        self.offer("public_fields", shown, several=True)
        self.offer("languages", codes.choices("language"), several=True)


class PlacingForm(PartForm):
    """One body that gives out the places of a kind of organisation."""

    class Meta:
        model = PlacingRule
        fields = ("kind", "needs", "through", "source", "active")

    source = forms.URLField(label=_("Source"), max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", codes.choices("org_type"))
        self.offer("needs", codes.choices("need"), several=True)
        through: Any = self.fields["through"]
        through.queryset = Organisation.objects.filter(
            country_id=self.instance.country_id, active=True
        ).defer("search_vector")


class RotaForm(PartForm):
    """A place in the country's contact point."""

    class Meta:
        model = NationalContactPoint
        fields = ("organisation", "order")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(
            country_id=self.instance.country_id, active=True
        ).defer("search_vector")


def _field(name: str) -> Any:
    return Organisation._meta.get_field(name)


def _rule(row: CountryRule) -> str:
    return f"{codes.label('country_rule', row.kind)} – {length(row)} ({row.legal_basis})"


def register_parts() -> None:
    """The parts of a country that the directory holds; called when the app is ready."""
    register(
        Part(
            "organisations",
            _("Organisations"),
            _("Many at once come with a file: “Files of the directory”."),
            _("Add an organisation"),
            OrganisationForm,
            lambda code: (
                Organisation.objects.filter(country_id=code, active=True)
                .defer("search_vector")
                .order_by("sort_key", "pk")
            ),
            str,
            removable=False,
        )
    )
    register(
        Part(
            "contact-point",
            _("National contact point"),
            _("One organisation, or several that answer in turn. Add the organisation first."),
            _("Add an organisation to the contact point"),
            RotaForm,
            lambda code: (
                NationalContactPoint.objects.filter(country_id=code)
                .select_related("organisation")
                .defer("organisation__search_vector")
                .order_by("order", "pk")
            ),
            lambda row: str(row.organisation),
        )
    )
    register(
        Part(
            "rules",
            _("Rules"),
            _("Terms that the referral form, the guide and the comparison apply."),
            _("Add a rule"),
            RuleForm,
            lambda code: CountryRule.objects.filter(country_id=code).order_by("kind", "pk"),
            _rule,
        )
    )
    register(
        Part(
            "notices",
            _("Remarks on the law"),
            _("What the country’s law means for who is referred: said while filing."),
            _("Add a remark"),
            NoticeForm,
            lambda code: CountryNotice.objects.filter(country_id=code).order_by("topic", "order"),
            lambda row: row.text,
        )
    )
    register(
        Part(
            "placing",
            _("Who gives out places"),
            _("Where one body alone gives out the places of such organisations, it is asked."),
            _("Add a rule on places"),
            PlacingForm,
            lambda code: (
                PlacingRule.objects.filter(country_id=code)
                .select_related("through")
                .defer("through__search_vector")
                .order_by("kind", "pk")
            ),
            lambda row: f"{codes.label('org_type', row.kind)} – {row.through}",
        )
    )
