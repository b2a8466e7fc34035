"""The one field of the search by name."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.name_index import name_digests

from .fields import name_text


class NameSearchForm(forms.Form):
    name = name_text(
        gettext_lazy("The whole name, or the alias"),
        help_text=gettext_lazy(
            "Given names and family name, in any order. Capitals, accents, “de” and “van” written "
            "apart or together make no difference."
        ),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        self.fields["name"].required = True

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name_digests(name):
            raise ValidationError(_("Type the whole name: it has at least three letters."))
        return name
