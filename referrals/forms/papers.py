"""What is asked before a paper is printed, and the editor's form for the consent sheet."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from contacts import codes
from contacts.consent_sheet import (
    Direction,
    Sheet,
    SheetLanguage,
    all_sheets,
    english_sentences,
    offered_sheets,
    shipped_sentences,
)
from contacts.validators import refuse_control_characters, refuse_markup
from referrals.codes import CONSENT_BASES
from referrals.papers.consent import Named
from referrals.selectors import Case
from referrals.services.drafts import organisations_asked

from .consent_questions import add_withheld_fields, withheld_in
from .fields import offer, organisation_choices

SENTENCE = "text_"
MOST = 600  # characters of a sentence


class ConsentSheetForm(forms.Form):
    """The sheet to be signed: in which language, whom it names, and what they are not told."""

    use_required_attribute = False
    language = forms.ChoiceField(label=gettext_lazy("Language of the sheet"))
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Who is named on it?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The organisations that would receive the identity."),
        error_messages={"required": gettext_lazy("Tick at least one organisation.")},
    )
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("What does the consent cover?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.sheets = {sheet.language: sheet for sheet in offered_sheets()}
        self.nameable = organisations_asked(case.referral)
        offer(self, "language", [(code, sheet.name) for code, sheet in self.sheets.items()])
        offer(self, "organisations", organisation_choices(self.nameable))
        offer(self, "scope", codes.choices("consent_scope"))
        add_withheld_fields(self, self.nameable)
        if data is None:
            self.initial = self._suggested(case)

    def _suggested(self, case: Case) -> dict[str, Any]:
        """As the consent in force has it; before there is one, everybody who is asked."""
        consent, terms = case.consent, case.consent_terms
        spoken = [consent.language] if consent else []
        languages = [*spoken, *case.codes["language"], get_language() or "en"]
        named = terms if consent and consent.basis in CONSENT_BASES else []
        return {
            "language": next((code for code in languages if code in self.sheets), "en"),
            "organisations": [
                str(organisation.pk)
                for organisation in ([t.organisation for t in named] or self.nameable)
            ],
            "scope": consent.scope if consent else ["place"],
            **{f"withheld_{term.organisation.pk}": term.withheld for term in named},
        }

    @property
    def withheld_fields(self) -> list[tuple[str, forms.BoundField]]:
        """(name of the organisation, field) for each organisation that can be named."""
        return [(o.name, self[f"withheld_{o.pk}"]) for o in self.nameable]

    def sheet(self) -> Sheet:
        """The sheet in the chosen language."""
        return self.sheets[self.cleaned_data["language"]]

    def named(self) -> list[Named]:
        """Whom the valid form names, each with what is withheld from it."""
        chosen = {int(pk) for pk in self.cleaned_data["organisations"]}
        withheld = withheld_in(self.cleaned_data, chosen)
        return [Named(o.name, withheld[o.pk]) for o in self.nameable if o.pk in chosen]


class SheetLanguageForm(forms.Form):
    """The sentences of one language: an empty one stays in English on the sheet."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)
    code = forms.ChoiceField(label=gettext_lazy("Language"))
    name = forms.CharField(
        label=gettext_lazy("Its name in the language itself"),
        max_length=60,
        help_text=gettext_lazy("As its readers call it: română, العربية, 中文."),
        validators=[refuse_control_characters, refuse_markup],
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("It is read"), choices=Direction.choices, widget=forms.RadioSelect
    )
    active = forms.BooleanField(
        label=gettext_lazy("Offer this language to caseworkers"), required=False
    )

    def __init__(self, sheet: Sheet | None, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.sheet = sheet
        if sheet is None:
            there = {other.language for other in all_sheets()}
            free = [(c, label) for c, label in codes.choices("language") if c not in there]
            offer(self, "code", [("", _("Choose…")), *free])
        else:
            del self.fields["code"]
        words = shipped_sentences(get_language() or "en")
        for key in english_sentences():
            self.fields[SENTENCE + key] = forms.CharField(
                label=words[key],
                required=False,
                max_length=MOST,
                validators=[refuse_control_characters, refuse_markup],
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "autocomplete": "off"}),
            )
        if data is None:
            self.initial = self._saved(sheet)

    def _saved(self, sheet: Sheet | None) -> dict[str, Any]:
        if sheet is None:
            return {"version": 0, "direction": Direction.LEFT_TO_RIGHT.value, "active": True}
        return {
            "version": sheet.version,
            "name": sheet.name,
            "direction": sheet.direction,
            "active": sheet.active,
            **{SENTENCE + key: text for key, text in sheet.texts.items()},
        }

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        SheetLanguage(code=code, name=code).clean_fields(exclude=["name"])
        return code

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields before the sentences."""
        return [
            self[name] for name in ("code", "name", "direction", "active") if name in self.fields
        ]

    @property
    def sentences(self) -> list[forms.BoundField]:
        """The fields of the sentences, in the order of the sheet."""
        return [self[name] for name in self.fields if name.startswith(SENTENCE)]

    def texts(self) -> dict[str, str]:
        """Key to sentence, of the valid form."""
        return {key: self.cleaned_data[SENTENCE + key] for key in english_sentences()}
