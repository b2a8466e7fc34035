"""What every step of the filing form shares."""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Referral

OUTDATED = gettext_lazy("The page was out of date. Send it once more.")


class StepForm(forms.Form):
    """One step of a draft: shows what is saved, checks what was typed, saves it by a service.

    `may_wait` saves an unfinished step: what is required to send may then be empty. What is shown
    is read only when nothing was typed, as reading identity and note leaves an audit line.
    """

    slug: ClassVar[str]
    title: ClassVar[Promise]
    use_required_attribute = False
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUTDATED),
    )

    def __init__(self, draft: Referral, data: Any = None, *, may_wait: bool = False) -> None:
        self.draft = draft
        self.may_wait = may_wait
        super().__init__(data, label_suffix="")
        self.build()
        if data is None:
            self.initial = {"version": draft.version, **self.saved()}
        if may_wait:
            for field in self.fields.values():
                field.required = field.required and field.widget.is_hidden

    def build(self) -> None:
        """Fields that depend on the draft."""

    def saved(self) -> dict[str, Any]:
        """The values of the fields as they are saved."""
        raise NotImplementedError

    def save(self, *, now: datetime) -> None:
        """Save the valid form. Raises StaleDraft, MoveRefused or NotAParty."""
        raise NotImplementedError

    def summary(self) -> list[tuple[str, str]]:
        """(question, answer) of every visible field, as saved; "" where nothing was filled in."""
        return [(str(field.label), self.answer(field.name)) for field in self.visible_fields()]

    def answer(self, name: str) -> str:
        """The saved answer to one field, in words."""
        field, value = self.fields[name], self.initial.get(name)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(field, forms.ChoiceField):
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(
                str(label) for code, label in _flat(field.choices) if code != "" and code in chosen
            )
        if isinstance(value, date):
            return date_format(value)
        return str(value) if value else ""


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for code, label in choices:
        flat.extend(label if isinstance(label, list | tuple) else [(code, label)])
    return flat


def plain(draft: Referral, *names: str) -> dict[str, Any]:
    """The saved values of coded fields."""
    return {name: getattr(draft, name) for name in names}


def coded(draft: Referral, **kinds: str) -> dict[str, list[str]]:
    """The saved codes of several kinds in one query: field name to list of codes."""
    found: dict[str, list[str]] = {name: [] for name in kinds}
    names = {kind: name for name, kind in kinds.items()}
    rows = draft.coded_values.filter(kind__in=list(names)).values_list("kind", "code")
    for kind, code in rows:
        found[names[kind]].append(code)
    return found
