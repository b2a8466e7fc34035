"""What a person chooses: how each kind of notice comes, when digests do, and quiet hours."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from .kinds import KINDS
from .models import NoticePreference
from .ways import Group, Kind, Rhythm, Way

TIME = {"type": "time"}


def kinds_for(role: str) -> list[Kind]:
    """The kinds that a role gets and that are listed in the portal, in their order."""
    return [
        kind
        for kind in KINDS.values()
        if not kind.mail_only and (not kind.readers or role in kind.readers)
    ]


def default_way(kind: Kind, role: str) -> Way:
    """How a kind comes to somebody who chose nothing."""
    return kind.for_contact_points if role == "contact_point" else Way.AT_ONCE


class PreferenceForm(forms.Form):
    """One list a kind that leaves a choice, under `kind_<code>`; then digest and quiet hours."""

    rhythm = forms.ChoiceField(
        label=_("When a digest comes"), choices=Rhythm.choices, widget=forms.RadioSelect
    )
    quiet_from = forms.TimeField(
        label=_("No mails from"), required=False, widget=forms.TimeInput(TIME, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Until"),
        required=False,
        widget=forms.TimeInput(TIME, format="%H:%M"),
        help_text=_("For instance from 20:00 until 7:30. Leave both empty for no quiet hours."),
    )
    quiet_weekends = forms.BooleanField(label=_("Nor on Saturday and Sunday"), required=False)

    def __init__(self, data: Any, *, preference: NoticePreference, role: str) -> None:
        initial = {
            "rhythm": preference.rhythm,
            "quiet_from": preference.quiet_from,
            "quiet_until": preference.quiet_until,
            "quiet_weekends": preference.quiet_weekends,
        }
        super().__init__(data, initial=initial)
        self.kinds = kinds_for(role)
        for kind in self.kinds:
            if len(kind.ways) > 1:
                self.fields[f"kind_{kind.code}"] = forms.ChoiceField(
                    label=str(kind.label),
                    choices=[(way.value, way.label) for way in kind.ways],
                    initial=preference.ways.get(kind.code, default_way(kind, role)),
                )

    def groups(self) -> list[tuple[str, list[BoundField], list[str]]]:
        """Heading, fields, and the labels of what always comes at once, by group."""
        return [
            (
                str(group.label),
                [self[f"kind_{kind.code}"] for kind in of_group if len(kind.ways) > 1],
                [str(kind.label) for kind in of_group if len(kind.ways) == 1],
            )
            for group in Group
            if (of_group := [kind for kind in self.kinds if kind.group == group])
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin, end = data.get("quiet_from"), data.get("quiet_until")
        if (begin is None) != (end is None) and not self.errors:
            missing = "quiet_from" if begin is None else "quiet_until"
            self.add_error(missing, _("Fill in both times, or neither."))
        elif begin is not None and begin == end:
            self.add_error("quiet_until", _("This is the same time. Choose a later one."))
        return data

    def chosen_ways(self) -> dict[str, str]:
        """What was changed, by kind; what was left alone keeps following its default."""
        return {
            name.removeprefix("kind_"): self.cleaned_data[name]
            for name in self.changed_data
            if name.startswith("kind_")
        }
