"""What members and the secretariat fill in for the inquiry."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.validators import clean_text
from workinggroup.fields import NO_PERSON, SideBySide, initial_texts
from workinggroup.models.inquiry import Contribution, InquiryQuestion, Synthesis
from workinggroup.personal import refuse_personal_data
from workinggroup.themes import Position

PLAIN = (clean_text,)
FIRST_DAY = date(2016, 12, 2)  # the declaration that asks for the inquiry


class ContributionForm(forms.Form):
    """The answer of one's organisation, in the language of the page."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("The answer of your organisation"),
        max_length=3000,
        validators=[clean_text, refuse_personal_data],
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=NO_PERSON,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, own: Contribution | None) -> None:
        shown = {"text": own.text, "revision": own.revision} if own else {"revision": 0}
        super().__init__(data, label_suffix="", initial=shown)


class PositionForm(SideBySide):
    """A country's position with its reasons in both languages."""

    texts = (("reasons", gettext_lazy("Reasons"), 2000, 5, PLAIN),)
    position = forms.ChoiceField(
        label=gettext_lazy("A Benelux legal instrument is"),
        choices=Position.choices,
        widget=forms.RadioSelect,
    )
    since = forms.DateField(
        label=gettext_lazy("Since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("position", "since")

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"since": today})
        self.today = today

    def clean_since(self) -> date:
        """Between the declaration and today."""
        since: date = self.cleaned_data["since"]
        if not FIRST_DAY <= since <= self.today:
            raise forms.ValidationError(_("Give a day between 2 December 2016 and today."))
        return since


class SynthesisForm(SideBySide):
    """The secretariat's summary and its result, in both languages."""

    texts = (
        ("text", gettext_lazy("Synthesis"), 6000, 12, PLAIN),
        ("result", gettext_lazy("Result for the progress report"), 600, 4, PLAIN),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, synthesis: Synthesis | None = None) -> None:
        initial: dict[str, Any] = {"number": synthesis.number if synthesis else 0}
        if synthesis:
            initial |= initial_texts(synthesis, ("text", "result"))
        super().__init__(data, initial=initial)


class QuestionForm(SideBySide):
    """A question of the inquiry in both languages."""

    texts = (
        ("text", gettext_lazy("Question"), 300, 2, PLAIN),
        ("explanation", gettext_lazy("Explanation"), 1000, 4, PLAIN),
    )
    optional_texts = frozenset({"explanation"})
    active = forms.BooleanField(label=gettext_lazy("Still asked"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, question: InquiryQuestion | None = None) -> None:
        initial: dict[str, Any] = {"active": True, "revision": 0}
        if question:
            initial = {
                "active": question.active,
                "revision": question.revision,
                **initial_texts(question, ("text", "explanation")),
            }
        super().__init__(data, initial=initial)
