"""The form in which a content editor words a standard question."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms import TEXT_LANGUAGES
from contacts.presenters import named_language
from contacts.question_editing import Wording
from contacts.standard_questions import AnswerKind
from contacts.validators import clean_text

TEXT_LENGTH, NAME_LENGTH = 250, 150
FEWEST, MOST = 2, 12  # answers to choose from


class QuestionForm(forms.Form):
    """The kind of answer; the question, and the answers to choose from, in each language."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How is it answered?"), widget=forms.RadioSelect, choices=AnswerKind
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, data: Any = None, *, wording: Wording | None = None, newest: int = 0):
        super().__init__(data, label_suffix="")
        self.fields["version"].initial = newest
        if wording is not None:
            self.fields["kind"].initial = wording.kind
        for language, name in TEXT_LANGUAGES:
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("The question in %(language)s") % {"language": named_language(name)},
                required=False,
                max_length=TEXT_LENGTH,
                validators=[clean_text],
                initial=wording.text.get(language, "") if wording else "",
                widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
            )
        for language, name in TEXT_LANGUAGES:
            named = [names.get(language, "") for names in wording.choices] if wording else []
            self.fields[f"choices_{language}"] = forms.CharField(
                label=_("The answers in %(language)s") % {"language": named_language(name)},
                required=False,
                validators=[clean_text],
                initial="\n".join(named).strip(),
                widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
            )

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self[f"text_{language}"] for language, _name in TEXT_LANGUAGES]

    @property
    def choice_fields(self) -> list[forms.BoundField]:
        return [self[f"choices_{language}"] for language, _name in TEXT_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not any(values.get(f"text_{language}") for language, _name in TEXT_LANGUAGES):
            self.add_error("text_nl", _("Write the question in one language at least."))
        self._clean_choices(values)
        return values

    def _clean_choices(self, values: dict[str, Any]) -> None:
        lines = {language: self._lines(values, language) for language, _name in TEXT_LANGUAGES}
        written = {language: found for language, found in lines.items() if found}
        if values.get("kind") != AnswerKind.CHOICE:
            if written:
                first = next(iter(written))
                self.add_error(
                    f"choices_{first}",
                    _("Only a question answered by one of several has answers to choose from."),
                )
            return
        if not written:
            self.add_error("choices_nl", _("Write the answers to choose from, one on each line."))
            return
        number = len(next(iter(written.values())))
        for language, found in written.items():
            field = f"choices_{language}"
            if not FEWEST <= len(found) <= MOST:
                self.add_error(
                    field,
                    _("Write from %(fewest)d to %(most)d answers.")
                    % {"fewest": FEWEST, "most": MOST},
                )
            elif len(found) != number:
                self.add_error(
                    field, _("Write as many answers in each language, in the same order.")
                )
            elif any(len(line) > NAME_LENGTH for line in found):
                self.add_error(field, ValidationError(_("Write shorter answers.")))

    def _lines(self, values: dict[str, Any], language: str) -> list[str]:
        text = values.get(f"choices_{language}") or ""
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

    def wording(self) -> Wording:
        """What was written, once valid."""
        values = self.cleaned_data
        languages = [language for language, _name in TEXT_LANGUAGES]
        lines = {language: self._lines(values, language) for language in languages}
        number = max(map(len, lines.values()))
        return Wording(
            values["kind"],
            {language: " ".join(values[f"text_{language}"].split()) for language in languages},
            [
                {language: lines[language][n] if lines[language] else "" for language in languages}
                for n in range(number)
            ],
        )
