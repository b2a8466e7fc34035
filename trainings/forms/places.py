"""Who is put forward, and what is said when somebody is not, or when a training is cancelled."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Language, Membership
from contacts.validators import clean_text
from trainings.placing import Person, member_as_person

SOMEBODY_ELSE = "other"


class PersonForm(forms.Form):
    """A member of the own organisation, or a colleague who has no account here."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom you put forward.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the colleague without an account"),
        required=False,
        max_length=160,
        validators=[clean_text],
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of that colleague"),
        required=False,
        help_text=gettext_lazy(
            "So that nobody is put forward twice. You are told about the place, and you tell your "
            "colleague. The portal writes to this address only to ask how the training was."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of that colleague"), choices=Language.choices, required=False
    )

    def __init__(self, *args: Any, organisation_id: int, **named: Any) -> None:
        super().__init__(*args, **named)
        members = (
            Membership.objects.in_force()
            .filter(organisation_id=organisation_id)
            .select_related("user")
            .order_by("user__last_name", "user__first_name", "user_id")
            .only("user__first_name", "user__last_name", "user__email", "user__language")
        )
        self.members = {str(one.user_id): one for one in members}
        field: Any = self.fields["who"]
        field.choices = [
            *((key, str(one.user)) for key, one in self.members.items()),
            (SOMEBODY_ELSE, _("A colleague without an account")),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("who") == SOMEBODY_ELSE:
            for name in ("name", "email"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Fill this in."), code="required"))
        return data

    def person(self) -> Person:
        """Who was chosen."""
        data = self.cleaned_data
        if data["who"] == SOMEBODY_ELSE:
            return Person(None, data["name"], data["email"], data["language"] or Language.NL)
        return member_as_person(self.members[data["who"]])


class ReasonForm(forms.Form):
    """Why somebody is not put forward or not approved."""

    reason = forms.CharField(
        label=gettext_lazy("Why not?"),
        max_length=250,
        validators=[clean_text],
        help_text=gettext_lazy("The colleague and who put them forward read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CancelForm(forms.Form):
    """Why a training does not take place, for the readers of both languages."""

    nl = forms.CharField(
        label=gettext_lazy("Why it does not take place, in Dutch"),
        max_length=250,
        validators=[clean_text],
    )
    fr = forms.CharField(
        label=gettext_lazy("Why it does not take place, in French"),
        max_length=250,
        validators=[clean_text],
    )
