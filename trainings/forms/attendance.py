"""The list of who was there, as a form of boxes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.attending import Line


class ListForm(forms.Form):
    """A box for each participant shown; `everybody` is the second button's.

    `version` is how the list stood when it was opened.
    """

    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    there = forms.TypedMultipleChoiceField(
        label=_("Who was there"),
        required=False,
        coerce=UUID,
        error_messages={
            "invalid_choice": _(
                "The participants have changed meanwhile. Look at the list once more."
            )
        },
    )

    def __init__(self, lines: Sequence[Line], data: Any, *, version: str) -> None:
        ticked = [line.registration.pk for line in lines if line.there]
        super().__init__(data, initial={"version": version, "there": ticked}, label_suffix="")
        self._lines = lines
        field = self.fields["there"]
        field.choices = [(str(one.registration.pk), "") for one in lines]  # type: ignore[attr-defined]

    def shown(self) -> list[UUID]:
        """Everybody whose box was on the page."""
        return [line.registration.pk for line in self._lines]

    def present(self) -> list[UUID]:
        """Who was there, of a valid form."""
        return self.shown() if "everybody" in self.data else self.cleaned_data["there"]

    def rows(self) -> list[tuple[Line, bool]]:
        """Each line with whether its box is ticked: as typed, or as kept."""
        if not self.is_bound:
            return [(line, line.there) for line in self._lines]
        typed = set(self.data.getlist("there"))  # type: ignore[attr-defined]
        return [(line, str(line.registration.pk) in typed) for line in self._lines]
