"""What is asked when a referral is kept beyond its term."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts import codes

LONGEST = timedelta(days=2 * 366)


class HoldForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("Why must it be kept?"))
    review_on = forms.DateField(
        label=gettext_lazy("When is this looked at again?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Within two years. The hold does not end by itself."),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]
        field = self.fields["reason"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose…")), *codes.choices("hold_reason")]

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError(_("Enter a date from tomorrow to two years from now."))
        return day
