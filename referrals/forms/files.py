"""The form that adds a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from protection.files.checks import CONTENT_TYPES
from referrals.models import Stage
from referrals.services.files import NewFile

MAX_NAME = 200


class FileForm(forms.Form):
    """One file; the sender also says with which step it goes, stage 2 unless it chooses."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument or an image (JPEG, PNG, WebP), at most "
            "20 MB. Of an image, the place and time that a camera adds are removed; a PDF or "
            "office file keeps its author and properties."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another."),
            "invalid": _("Choose a file."),
        },
        widget=forms.ClearableFileInput(
            attrs={"accept": ",".join(f".{kind}" for kind in (*CONTENT_TYPES, "jpeg"))}
        ),
        max_length=MAX_NAME,
    )
    stage = forms.TypedChoiceField(
        label=_("Who may open it"),
        choices=Stage.choices,
        coerce=lambda value: Stage(int(value)),
        initial=Stage.IDENTITY,
        widget=forms.RadioSelect,
        help_text=_("A file for everybody who is asked must not show who the person is."),
        error_messages={
            "required": _("Choose who may open it."),
            "invalid_choice": _("Choose who may open it."),
        },
    )

    def __init__(self, data: Any = None, files: Any = None, *, by_sender: bool) -> None:
        super().__init__(data, files, label_suffix="")
        if not by_sender:
            del self.fields["stage"]

    def new_file(self) -> NewFile:
        """The valid form's file."""
        uploaded = self.cleaned_data["file"]
        return NewFile(
            uploaded.name, uploaded.read(), self.cleaned_data.get("stage", Stage.IDENTITY)
        )
