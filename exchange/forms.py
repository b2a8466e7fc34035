"""What is filled in to bring a file in, to take one out, and to have it written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.models import Exchange
from exchange.unpacking import MOST_BYTES


class ImportForm(forms.Form):
    """The file. What it is follows from its content, so no name of a format is asked."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("XLSX, CSV, a ZIP file with CSV files, or HSDS (JSON); at most 20 MB."),
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 20 MB. Divide it."), code="size")
        if not file.size:
            raise ValidationError(_("The file is empty."), code="empty")
        return file


class ExportForm(forms.Form):
    """The format of the file to fetch."""

    format = forms.ChoiceField(
        label=_("Format"), choices=Exchange.Format, widget=forms.RadioSelect, initial="xlsx"
    )


class WriteForm(forms.Form):
    """Whether rows with an error may be left out."""

    skip_faulty = forms.BooleanField(required=False)
