"""What a question, and the answer to several, asks for."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.standard_questions import AnswerKind, QuestionVersion
from referrals import questions
from referrals.selectors import Exchange

from .answering import NotedForm
from .fields import long_text, offer

UNKNOWN = "unknown"
MOST = 9999
TEXT_LENGTH = 500


class AskForm(NotedForm):
    """Standard questions to tick, and room for one of one's own."""

    standard = forms.MultipleChoiceField(
        label=_("Standard questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are translated: the sender reads and answers them in their language."),
    )
    field_order = ("standard", "note", "language")

    def prepare(self) -> None:
        super().prepare()
        self.offered = {str(version.pk): version for version in questions.current_questions()}
        offer(self, "standard", [(key, version.text) for key, version in self.offered.items()])
        self.fields["note"].label = _("Your own question")
        self.fields["note"].help_text = _("It is not translated. Encrypted. Write no names.")
        self.fields["language"].label = _("Language of your question")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("standard") and not values.get("note") and "note" not in self.errors:
            self.add_error("note", _("Tick a question above, or write one."))
        return values

    def chosen(self) -> list[QuestionVersion]:
        """The standard questions that were ticked."""
        return [self.offered[key] for key in self.cleaned_data["standard"]]


class ReplyForm(NotedForm):
    """A field for each open question of one recipient."""

    def prepare(self) -> None:
        super().prepare()
        opened = (
            [e for e in self.asked.exchanges if not e.question.answered_at] if (self.asked) else []
        )
        self.coded: dict[str, tuple[UUID, QuestionVersion]] = {}
        self.free: Exchange | None = None
        for exchange in opened:
            if exchange.version is None:
                self.free = exchange
                continue
            name = f"q{exchange.question.pk.hex}"
            self.coded[name] = (exchange.question.pk, exchange.version)
            self.fields[name] = field_for(exchange.version)
        if self.free is not None:
            self.fields["note"].required = True
            self.fields["note"].label = _("Your answer to the question in their own words")
            self.fields["note"].help_text = _("Write no names: the identity has its own place.")
        else:
            del self.fields["note"]
        if self.free is None and not any(
            version.kind == AnswerKind.TEXT for _key, version in self.coded.values()
        ):
            del self.fields["language"]
        else:
            self.fields["language"].label = _("Language of your text")
        self.order_fields([*self.coded, "note", "language"])

    def values(self) -> dict[UUID, str]:
        """What is kept of each answer to a standard question."""
        found = {}
        for name, (question_id, _version) in self.coded.items():
            value = questions.value_of(self.cleaned_data[name])
            found[question_id] = "" if value == UNKNOWN else value
        return found


def field_for(version: QuestionVersion) -> forms.Field:
    """The field in which a standard question is answered. What cannot be said may stay open."""
    may_wait: dict[str, Any] = {"label": version.text, "required": False}
    unknown = (UNKNOWN, _("I cannot say"))
    if version.kind == AnswerKind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=MOST, help_text=LEAVE, **may_wait)
    if version.kind == AnswerKind.DATE:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, help_text=LEAVE, **may_wait)
    if version.kind == AnswerKind.TEXT:
        return long_text(version.text, rows=2, max_length=TEXT_LENGTH, help_text=LEAVE)
    choices: list[tuple[str, Any]] = [(c.code, c.name) for c in version.choices.all()]
    if version.kind == AnswerKind.YES_NO:
        choices = [(questions.YES, _("Yes")), (questions.NO, _("No"))]
    return forms.ChoiceField(
        label=version.text, choices=[*choices, unknown], widget=forms.RadioSelect
    )


LEAVE = _("Leave empty if you cannot say.")
