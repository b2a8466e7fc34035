"""What an export is for, and in which format."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.models import InboxExport

PURPOSES = (
    ("planning", _("Planning the work of our team")),
    ("own_figures", _("Figures of our own organisation")),
    ("supervision", _("Supervision or internal audit")),
    ("request_of_authority", _("Request of a supervisory authority")),
)


class ExportForm(forms.Form):
    """A purpose from the list is asked for and kept in the audit trail."""

    purpose = forms.ChoiceField(
        label=_("What is the export for?"), choices=PURPOSES, widget=forms.RadioSelect
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=InboxExport.Format.choices, widget=forms.RadioSelect
    )
