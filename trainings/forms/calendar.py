"""What a reader chooses on the calendar's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trainings.forms.lists import ListFilter
from trainings.models import FeedScope


class MonthFilter(ListFilter):
    """As the list's, and only what the reader has a place in."""

    own = forms.BooleanField(label=_("Only where I have a place"), required=False)


class FeedForm(forms.Form):
    """Which trainings a calendar program is to show."""

    scope = forms.ChoiceField(
        label=_("Which trainings?"),
        choices=FeedScope.choices,
        widget=forms.RadioSelect,
        initial=FeedScope.OWN,
    )
