"""What is asked of a call about a request that was sent."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from referrals.codes import Channel

from .answering import NOTE_LENGTH, NotedForm
from .fields import long_text, offer, organisation_choices, radio_codes


class CallForm(NotedForm):
    """Whom the sender phoned, and how it ended. The note belongs to the answer when that is yes,
    and else to the own organisation's notes."""

    organisation = forms.ChoiceField(label=_("Whom did you phone?"), widget=forms.RadioSelect)
    outcome = radio_codes("call_outcome", _("How did the call end?"))
    note = long_text(
        _("What was said"),
        rows=4,
        max_length=NOTE_LENGTH,
        help_text=_(
            "Encrypted. Write no names. If they can help, it comes along to the page on which you "
            "record their yes; otherwise it becomes an internal note."
        ),
    )
    field_order = ("organisation", "outcome", "note", "language")

    def prepare(self) -> None:
        super().prepare()
        who = self.asked.who if self.asked else []
        field = offer(self, "organisation", organisation_choices(who))
        if len(who) == 1:
            field.initial = str(who[0].pk)

    def organisation_id(self) -> int:
        """Who was phoned."""
        return int(self.cleaned_data["organisation"])

    def for_the_answer(self) -> QueryDict:
        """What the form of a recorded yes has of the same."""
        typed = QueryDict(mutable=True)
        note = self.note_value()
        typed.update(
            {
                "channel": Channel.PHONE,
                "organisation": self.cleaned_data["organisation"],
                "note": note.text,
                "language": note.language,
            }
        )
        return typed
