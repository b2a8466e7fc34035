"""What an answer, a question or a recorded answer asks for."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contacts import codes
from referrals.codes import Channel, Side
from referrals.services.answering import Answer, Note

from .fields import long_text, offer, organisation_choices
from .move_base import MoveForm

NOTE_LENGTH = 2000
FURTHEST_DATE = timedelta(days=366)


class NotedForm(MoveForm):
    """With a note and the language it is written in."""

    note = long_text(
        _("Note"),
        rows=4,
        max_length=NOTE_LENGTH,
        help_text=_("Encrypted. Write no names: the identity has its own place."),
    )
    language = forms.ChoiceField(label=_("Language of the note"), choices=settings.LANGUAGES)

    field_order: tuple[str, ...] = ("note", "language")

    def prepare(self) -> None:
        self.fields["language"].initial = get_language()

    def note_value(self) -> Note:
        return Note(self.cleaned_data["note"], self.cleaned_data["language"])


class AnswerForm(NotedForm):
    """An answer; when somebody records it for another, also how it came in and from whom."""

    channel = forms.ChoiceField(
        label=_("How the answer came in"), widget=forms.RadioSelect, required=False
    )
    organisation = forms.ChoiceField(label=_("Who answered"), required=False)

    def prepare(self) -> None:
        super().prepare()
        if not self.recorded_for_another():
            del self.fields["channel"], self.fields["organisation"]
            return
        channels = (
            (code, label)
            for code, label in codes.choices("answer_channel")
            if code != Channel.PORTAL
        )
        offer(self, "channel", channels).required = True
        rota = self.asked.rota if self.asked and not self.asked.organisation else []
        if not rota:
            del self.fields["organisation"]
            return
        offer(self, "organisation", organisation_choices(rota)).required = True

    def recorded_for_another(self) -> bool:
        """Whether the actor is not the one who is asked."""
        own = self.asked is not None and self.case.party.request_id == self.asked.request.pk
        return not (own and (self.case.party.side == Side.RECIPIENT or self._is_rota()))

    def _is_rota(self) -> bool:
        return bool(self.asked and self.asked.request.to_contact_point)

    def answer(self) -> Answer:
        chosen = self.cleaned_data.get("organisation")
        return Answer(
            channel=Channel(self.cleaned_data.get("channel") or Channel.PORTAL),
            organisation_id=int(chosen) if chosen else None,
            note=self.note_value(),
        )


class AcceptForm(AnswerForm):
    available_from = forms.DateField(
        label=_("Available from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty if it is possible at once."),
    )
    field_order = ("channel", "organisation", "available_from", "note", "language")

    def clean_available_from(self) -> object:
        day = self.cleaned_data["available_from"]
        today = timezone.localdate()
        if day and not today <= day <= today + FURTHEST_DATE:
            raise forms.ValidationError(_("Enter a date from today to one year from now."))
        return day


class DeclineForm(AnswerForm):
    reason = forms.ChoiceField(label=_("Reason"))
    field_order = ("channel", "organisation", "reason", "note", "language")

    def prepare(self) -> None:
        super().prepare()
        self.choices_from("reason", "decline_reason")


class QuestionForm(NotedForm):
    """A question, or the answer to one: here the text is required."""

    def prepare(self) -> None:
        super().prepare()
        self.fields["note"].required = True
        self.fields["note"].label = _("Your text")
        self.fields["language"].label = _("Language of the text")
