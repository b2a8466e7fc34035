"""The library's filter, and the forms in which the secretariat keeps materials."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts.models import Country
from contacts.validators import clean_text
from protection.files.checks import CONTENT_TYPES
from trainings.codes import Jurisdiction
from trainings.materials.library import Question
from trainings.models import Material, Training
from trainings.models.materials import Audience, Licence, MaterialKind, TextLanguage

FIRST_YEAR, LAST_YEAR = 1990, 2100
NAMES = {"nl": _("Dutch"), "fr": _("French")}


def _countries() -> list[tuple[str, Any]]:
    return [(one.code, one.name) for one in Country.objects.order_by("order", "code")]


def _countries_or_all() -> list[tuple[str, Any]]:
    return [("", _("All countries")), ("benelux", _("Joint trainings")), *_countries()]


def _country_or_none() -> list[tuple[str, Any]]:
    return [("", _("Benelux or none")), *_countries()]


class LibraryFilter(forms.Form):
    """What nobody could have chosen narrows nothing."""

    text = forms.CharField(label=_("Search"), required=False, max_length=200)
    country = forms.ChoiceField(label=_("Tools of"), required=False, choices=_countries_or_all)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *MaterialKind.choices]
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("All languages")), *TextLanguage.choices],
    )
    jurisdiction = forms.ChoiceField(
        label=_("Whose law"), required=False, choices=[("", _("All")), *Jurisdiction.choices]
    )

    def question(self) -> Question:
        """What is asked, as far as it can be read."""
        self.is_valid()
        return Question(**{name: str(self.cleaned_data.get(name) or "") for name in self.fields})


class VersionForm(forms.Form):
    """A file, and what changed in it."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument or an image (JPEG, PNG, WebP), at most "
            "20 MB. A PDF or office file keeps its author and properties."
        ),
        error_messages={"required": _("Choose a file."), "invalid": _("Choose a file.")},
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))}
        ),
    )
    note = forms.CharField(
        label=_("What changed"), required=False, max_length=200, validators=[clean_text]
    )


class MaterialForm(forms.Form):
    """A material in Dutch and French. Who has no file to add gives a web address."""

    use_required_attribute = False
    country = forms.ChoiceField(label=_("Tool of"), required=False, choices=_country_or_none)
    kind = forms.ChoiceField(label=_("Kind"), choices=MaterialKind.choices)
    maker = forms.CharField(
        label=_("Made by"), required=False, max_length=200, validators=[clean_text]
    )
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=TextLanguage.choices, widget=forms.CheckboxSelectMultiple
    )
    jurisdictions = forms.MultipleChoiceField(
        label=_("Whose law"), choices=Jurisdiction.choices, widget=forms.CheckboxSelectMultiple
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    audience = forms.ChoiceField(
        label=_("Who may open it"), choices=Audience.choices, widget=forms.RadioSelect
    )
    address = forms.URLField(
        label=_("Web address"), required=False, max_length=300, assume_scheme="https"
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        material: Material | None = None,
        training: Training | None = None,
    ) -> None:
        super().__init__(data, files, label_suffix="", initial=_initial(material))
        self.training = training
        for language, name in NAMES.items():
            attributes = {"lang": language}
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": name},
                max_length=200,
                validators=[clean_text],
                widget=forms.TextInput(attrs=attributes),
            )
            self.fields[f"about_{language}"] = forms.CharField(
                label=_("Description in %(language)s") % {"language": name},
                max_length=1500,
                required=False,
                validators=[clean_text],
                widget=forms.Textarea(attrs={**attributes, "rows": 3}),
            )
        if material is None:
            self.fields["file"] = VersionForm.base_fields["file"]
            self.fields["file"].required = False
        if training is None:
            del self.fields["audience"]
        texts = [f"{name}_{language}" for language in NAMES for name in ("title", "about")]
        self.order_fields(texts)
        self._material = material

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if address and not address.startswith("https://"):
            raise ValidationError(_("An address begins with https://."))
        return address

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        nothing = not found.get("file") and not found.get("address")
        faulty = {"file", "address"} & set(self.errors)
        if self._material is None and nothing and not faulty:
            self.add_error("file", _("Add a file or give a web address."))
        return found

    def apply(self, material: Material) -> Material:
        """Put what was typed into a material."""
        typed = self.cleaned_data
        for name in ("kind", "maker", "year", "languages", "jurisdictions", "licence", "address"):
            setattr(material, name, typed[name])
        material.country_id = typed["country"] or None
        material.audience = typed.get("audience") or Audience.EVERYBODY
        for language in NAMES:
            setattr(material, f"title_{language}", typed[f"title_{language}"])
            setattr(material, f"about_{language}", typed[f"about_{language}"])
        return material


def _initial(material: Material | None) -> dict[str, Any]:
    if material is None:
        return {"audience": Audience.PARTICIPANTS, "licence": Licence.CC_BY}
    names = (
        "kind",
        "maker",
        "year",
        "languages",
        "jurisdictions",
        "licence",
        "audience",
        "address",
    )
    texts = [f"{name}_{language}" for language in NAMES for name in ("title", "about")]
    return {name: getattr(material, name) for name in (*names, "address", *texts)} | {
        "country": material.country_id or ""
    }
