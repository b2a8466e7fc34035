"""What the secretariat says of a task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from contacts.validators import clean_text
from workinggroup.fields import SideBySide, initial_texts
from workinggroup.models import DeclarationTask
from workinggroup.themes import ItemState


class TaskForm(SideBySide):
    """State and line of a task; `revision` is that on which the form was begun."""

    texts = (("line", gettext_lazy("Line of the progress report"), 1500, 8, (clean_text,)),)
    optional_texts = frozenset({"line"})
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=ItemState.choices, widget=forms.RadioSelect
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ("state",)

    def __init__(self, data: Any = None, *, task: DeclarationTask) -> None:
        values = {"state": task.state, "revision": task.revision}
        super().__init__(data, initial={**values, **initial_texts(task, ("line",))})

    def values(self) -> dict[str, Any]:
        """The columns of a valid form."""
        return {"state": self.cleaned_data["state"], **self.text_values()}
