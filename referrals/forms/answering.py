"""What an answer, given or recorded, asks for."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contacts import codes
from referrals.codes import Channel, Side
from referrals.services.answering import Answer, Note, Offer

from .fields import by_kind, long_text, offer, organisation_choices
from .move_base import MoveForm
from .recipients import helping_organisations

NOTE_LENGTH = 2000
FURTHEST_DATE = timedelta(days=366)
LONGEST_AGO = timedelta(days=30)
A_MOMENT = timedelta(minutes=5)  # two clocks are never the same
MOMENT = "%Y-%m-%dT%H:%M"


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
        return Note(self.cleaned_data.get("note", ""), self.cleaned_data.get("language", ""))


class AnswerForm(NotedForm):
    """An answer; when somebody records it for another, also how and when it came in, from which
    organisation and in which function somebody spoke."""

    channel = forms.ChoiceField(
        label=_("How the answer came in"), widget=forms.RadioSelect, required=False
    )
    organisation = forms.ChoiceField(label=_("Who answered"), required=False)
    spoke_as = forms.ChoiceField(
        label=_("In which function"),
        required=False,
        help_text=_("The function, never a name."),
    )
    spoke_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"],
        help_text=_("Leave as it is if it was just now."),
    )
    recorded = ("channel", "organisation", "spoke_as", "spoke_at")

    def prepare(self) -> None:
        super().prepare()
        if not self.recorded_for_another():
            for name in self.recorded:
                del self.fields[name]
            return
        channels = (
            (code, label)
            for code, label in codes.choices("answer_channel")
            if code != Channel.PORTAL
        )
        offer(self, "channel", channels).required = True
        self.choices_from("spoke_as", "spoke_as")
        self.fields["spoke_as"].required = True
        self.fields["spoke_at"].initial = timezone.localtime().strftime(MOMENT)
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

    def clean_spoke_at(self) -> object:
        moment = self.cleaned_data["spoke_at"]
        now = timezone.now()
        if moment and not now - LONGEST_AGO <= moment <= now + A_MOMENT:
            raise forms.ValidationError(_("Enter a moment in the past thirty days, not later."))
        return moment

    def answer(self) -> Answer:
        chosen = self.cleaned_data.get("organisation")
        return Answer(
            channel=Channel(self.cleaned_data.get("channel") or Channel.PORTAL),
            organisation_id=int(chosen) if chosen else None,
            note=self.note_value(),
            spoke_as=self.cleaned_data.get("spoke_as", ""),
            spoke_at=self.cleaned_data.get("spoke_at"),
        )


class AcceptForm(AnswerForm):
    place_kind = forms.ChoiceField(label=_("What you can offer"), required=False)
    available_from = forms.DateField(
        label=_("Available from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty if it is possible at once."),
    )
    conditions = forms.MultipleChoiceField(
        label=_("Under which conditions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none if there are none."),
    )
    field_order = (
        *AnswerForm.recorded, "place_kind", "available_from", "conditions", "note", "language",
    )  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        self.choices_from("place_kind", "place_kind")
        offer(self, "conditions", codes.choices("place_condition"))
        if self.recorded_for_another():
            self.fields["place_kind"].label = _("What they can offer")

    def clean_available_from(self) -> object:
        day = self.cleaned_data["available_from"]
        today = timezone.localdate()
        if day and not today <= day <= today + FURTHEST_DATE:
            raise forms.ValidationError(_("Enter a date from today to one year from now."))
        return day

    def offer(self) -> Offer:
        """What is offered."""
        data = self.cleaned_data
        return Offer(data["place_kind"], data["available_from"], tuple(data["conditions"]))


class DeclineForm(AnswerForm):
    reason = forms.ChoiceField(label=_("Reason"))
    suggested = forms.ChoiceField(
        label=_("Another service that may be able to help"),
        required=False,
        help_text=_("The sender decides whether to ask it. It is not told of this."),
    )
    field_order = (*AnswerForm.recorded, "reason", "suggested", "note", "language")

    def prepare(self) -> None:
        super().prepare()
        self.choices_from("reason", "decline_reason")
        request = self.asked.request if self.asked else None
        country = request.country_id if request else ""
        own = {self.case.party.organisation_id, request.organisation_id if request else None}
        # Whoever else was asked stays on the list: leaving them out would tell who was.
        offered = [o for o in helping_organisations(country) if o.pk not in own]
        offer(self, "suggested", [("", _("No suggestion")), *by_kind(offered)])

    def suggestion(self) -> int | None:
        """The organisation that is suggested."""
        return int(self.cleaned_data["suggested"]) if self.cleaned_data["suggested"] else None
