"""Forms of working together: notes, messages, who takes over."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from protection.actor import Actor
from referrals.colleagues import Colleague

from .answering import NOTE_LENGTH, NotedForm
from .fields import long_text, offer


class MessageForm(NotedForm):
    """A message to the other side of a request, in a language."""

    note = long_text(
        _("Message"),
        rows=5,
        max_length=NOTE_LENGTH,
        help_text=_("Encrypted. Write no names: the identity has its own place."),
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True


class InternalNoteForm(forms.Form):
    """A note that only the own organisation sees, and whom it is for."""

    text = long_text(
        _("Internal note"),
        max_length=NOTE_LENGTH,
        help_text=_("Encrypted. Only your organisation reads it."),
    )
    mentioned = forms.MultipleChoiceField(
        label=_("Tell a colleague that there is a note"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, colleagues: list[Colleague], actor: Actor, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["text"].required = True
        others = [c for c in colleagues if c.user_id != actor.user_id]
        offer(self, "mentioned", [(str(c.user_id), c.name) for c in others])
        if not others:
            del self.fields["mentioned"]

    def mentioned_ids(self) -> list[int]:
        """Whom to tell."""
        return [int(user_id) for user_id in self.cleaned_data.get("mentioned", [])]


class AssignForm(forms.Form):
    """To which colleague a team lead gives a referral."""

    colleague = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, colleagues: list[Colleague], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        choices = [(str(c.user_id), c.name) for c in colleagues]
        offer(self, "colleague", [("", _("Choose…")), *choices])


class AbsenceForm(forms.Form):
    """Who is away, from when until when, and who takes over."""

    who = forms.ChoiceField(label=_("Who is away"))
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    deputy = forms.ChoiceField(
        label=_("Deputy"),
        help_text=_("Finds the referrals of who is away in the own list, and gets the reminders."),
    )

    def __init__(self, colleagues: list[Colleague], actor: Actor, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.actor = actor
        people = [(str(c.user_id), c.name) for c in colleagues]
        if actor.role == Role.TEAM_LEAD:
            offer(self, "who", people).initial = str(actor.user_id)
        else:
            del self.fields["who"]
        offer(self, "deputy", [("", _("Choose…")), *people])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day is before the first."))
        if ends_on and ends_on < timezone.localdate():
            self.add_error("ends_on", _("This absence is already over."))
        if data.get("deputy") == str(self.absent()):
            self.add_error("deputy", _("Nobody stands in for themselves."))
        return data

    def absent(self) -> int:
        """Who is away."""
        return int(self.cleaned_data.get("who") or self.actor.user_id)
