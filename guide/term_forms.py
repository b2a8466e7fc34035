"""The form in which a content editor writes a term of the glossary."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.presenters import named_language
from contacts.validators import clean_text
from guide.glossary import LANGUAGES
from guide.markdown import refuse_address
from guide.selectors import countries_of_portal
from guide.terms import Term

NAMES = {
    "nl": gettext_lazy("Dutch"),
    "fr": gettext_lazy("French"),
    "en": gettext_lazy("English"),
    "de": gettext_lazy("German"),
}
REQUIRED = ("nl", "fr")


class TermForm(forms.Form):
    """Name, other forms and definition in each language; country, source, and where it is used."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Source"), required=False, max_length=200, validators=[clean_text]
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[refuse_address],
    )
    to_confirm = forms.BooleanField(
        label=gettext_lazy("To be confirmed by the competent authority"), required=False
    )
    in_texts = forms.BooleanField(
        label=gettext_lazy("Explain it where the guide’s texts use it"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, data: Any = None, *, term: Term | None = None) -> None:
        super().__init__(data, label_suffix="", initial=_initial(term))
        everywhere = [("", _("All countries"))]
        self.fields["country"].choices = everywhere + [  # type: ignore[attr-defined]
            (country.code, country.name) for country in countries_of_portal()
        ]
        for language, name in NAMES.items():
            for column, label, length, rows in (
                ("name", _("Term in %(language)s"), 120, 0),
                ("forms", _("Other forms in %(language)s"), 300, 0),
                ("definition", _("Definition in %(language)s"), 600, 3),
            ):
                attributes = {"lang": language} | ({"rows": rows} if rows else {})
                widget = forms.Textarea if rows else forms.TextInput
                self.fields[f"{column}_{language}"] = forms.CharField(
                    label=label % {"language": named_language(name)},
                    required=language in REQUIRED and column != "forms",
                    max_length=length,
                    validators=[clean_text],
                    widget=widget(attrs=attributes),
                    help_text=_("Plurals and abbreviations, with commas between them.")
                    if column == "forms"
                    else "",
                )

    def columns(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """(language, its name, its fields), to stand beside each other."""
        return [
            (
                language,
                NAMES[language],
                [self[f"{column}_{language}"] for column in ("name", "forms", "definition")],
            )
            for language in LANGUAGES
        ]

    def values(self) -> dict[str, Any]:
        """The columns of a valid form."""
        data = self.cleaned_data
        texts = {
            f"{column}_{language}": data[f"{column}_{language}"]
            for column in ("name", "forms", "definition")
            for language in LANGUAGES
        }
        plain = {name: data[name] for name in ("source", "source_url", "to_confirm", "in_texts")}
        return {**plain, "country_id": data["country"] or None, **texts}


def _initial(term: Term | None) -> dict[str, Any]:
    if term is None:
        return {"to_confirm": True, "in_texts": True}
    names = ["source", "source_url", "to_confirm", "in_texts", "version"]
    names += [f"{c}_{lang}" for c in ("name", "forms", "definition") for lang in LANGUAGES]
    return {"country": term.country_id or "", **{name: getattr(term, name) for name in names}}
