"""Sample data for the gallery of components."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

# Three bars, as a chart would be drawn.
CHART = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='360' height='120'%3E"
    "%3Cg fill='%2314526b'%3E%3Crect x='10' y='10' width='320' height='24'/%3E"
    "%3Crect x='10' y='46' width='240' height='24'/%3E"
    "%3Crect x='10' y='82' width='80' height='24'/%3E%3C/g%3E%3C/svg%3E"
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As it is written on a document."))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    country = forms.ChoiceField(
        label=_("Country"),
        choices=[
            ("", "–"),
            ("BE", _("Belgium")),
            ("NL", _("Netherlands")),
            ("LU", _("Luxembourg")),
        ],
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        widget=forms.RadioSelect,
        choices=[("now", _("Today")), ("soon", _("This week"))],
        help_text=_("It decides by when an answer is asked for."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("nl", _("Dutch")), ("fr", _("French")), ("en", _("English"))],
    )
    remark = forms.CharField(label=_("Remark"), widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=_("I have read this"))


def gallery_context() -> dict[str, Any]:
    """A form with errors, one without, and a moment for the timeline."""
    bad = SampleForm({"bad-email": "nobody"}, prefix="bad")
    bad.is_valid()
    return {
        "chart_src": CHART,
        "form": SampleForm(),
        "bad_form": bad,
        "moment": datetime(2017, 12, 2, 9, 30, tzinfo=ZoneInfo("Europe/Brussels")),
    }
