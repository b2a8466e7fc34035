"""What every step of the filing form shares."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import CodedValue, Referral
from referrals.services.fields import Withheld

OUTDATED = gettext_lazy("The page was out of date. Send it once more.")
WITHHELD = gettext_lazy("Withheld")


@dataclass(frozen=True)
class Group:
    """Questions that are asked only when `on` has one of the answers that `opens` gives."""

    name: str
    on: str
    opens: Callable[[], Collection[str]]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ShownGroup:
    """A group as the page shows it; `values` open it, separated by spaces, for the script."""

    name: str
    on: str
    values: str
    open: bool


class StepForm(forms.Form):
    """One step of a draft: shows what is saved, checks what was typed, saves it by a service.

    `may_wait` saves an unfinished step: what is required to send may then be empty. What is shown
    is read only when nothing was typed, as reading identity and note leaves an audit line.

    `conditional` groups of questions open by an answer: what is typed in one that stays closed is
    not kept. The fields in `may_withhold` can be marked as left empty on purpose, which reads
    differently from an answer that was forgotten.

    `drawn_from` says what the page was drawn from: the draft's version and a digest of this step.
    """

    slug: ClassVar[str]
    title: ClassVar[Promise]
    conditional: ClassVar[tuple[Group, ...]] = ()
    may_withhold: ClassVar[tuple[str, ...]] = ()
    # Most questions may wait, so the pages mark those that may not (templates/django/forms).
    marks_required: ClassVar[bool] = True
    use_required_attribute = False
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUTDATED),
    )
    # Text that was kept is put back with what its page was drawn from, so that a change since then
    # is seen.
    drawn_from = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-put-back": "yes"})
    )

    def __init__(self, draft: Referral, data: Any = None, *, may_wait: bool = False) -> None:
        self.draft = draft
        self.may_wait = may_wait
        super().__init__(data, label_suffix="")
        self.build()
        if self.conditional:
            self.fields["shown"] = forms.CharField(required=False, widget=forms.HiddenInput)
        if self.may_withhold:
            self.fields["withheld"] = self._withheld_field()
        if data is None:
            self.initial = {"version": draft.version, **self.saved(), **self._withheld_now()}
            self.initial["shown"] = " ".join(self._open_by(self.initial))
            self.initial["drawn_from"] = drawn_from(self, draft.version)
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

    def may_save_unasked(self) -> bool:
        """Whether the valid form may be saved while its reader still types: it holds answers, and
        no decision that a half-made change would undo."""
        return True

    def as_saved(self) -> "StepForm":
        """An unbound form that shows the valid answers as it would once they are saved."""
        shown = type(self)(self.draft, {})
        shown.is_bound, shown.initial = False, dict(self.cleaned_data)
        return shown

    def question(self, name: str) -> str:
        """A question in words."""
        return str(self.fields[name].label)

    def _withheld_field(self) -> forms.MultipleChoiceField:
        return forms.MultipleChoiceField(
            label=gettext_lazy("Withheld on purpose"),
            help_text=gettext_lazy(
                "Tick what you leave empty because the person does not want it known or it is not "
                "safe. Readers then see “withheld” instead of “not filled in”."
            ),
            choices=[(name, self.fields[name].label) for name in self._withholdable()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def _withholdable(self) -> list[str]:
        return [name for name in self.may_withhold if name in self.fields]

    def _withheld_now(self) -> dict[str, list[str]]:
        if not self.may_withhold:
            return {}
        rows = CodedValue.objects.filter(
            referral=self.draft, kind=CodedValue.Kind.WITHHELD, code__in=self.may_withhold
        )
        return {"withheld": list(rows.values_list("code", flat=True))}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        closed = {group.name for group in self.conditional} - set(self._open_by(values))
        for group in self.conditional:
            if group.name in closed:
                for name in group.fields:
                    self._empty(name)
        for name in values.get("withheld", []):
            filled = self.cleaned_data.get(name)
            if filled or filled == 0:
                self.add_error(
                    name,
                    _("You filled this in and marked it as withheld. Do one of the two."),
                )
        return values

    def _empty(self, name: str) -> None:
        """Drop what was typed in a question that is not asked."""
        field = self.fields[name]
        self.errors.pop(name, None)
        many = isinstance(field, forms.MultipleChoiceField)
        self.cleaned_data[name] = (
            [] if many else "" if isinstance(field, forms.ChoiceField | forms.CharField) else None
        )

    def withheld(self) -> Withheld:
        """What the valid form says was left empty on purpose."""
        return Withheld(
            frozenset(self.may_withhold), frozenset(self.cleaned_data.get("withheld", []))
        )

    def _open_by(self, values: Mapping[str, Any]) -> list[str]:
        return [group.name for group in self.conditional if values.get(group.on) in group.opens()]

    def shown_groups(self) -> dict[str, ShownGroup]:
        """Every group by name, open or closed by what was typed or is saved."""
        now = {group.on: self[group.on].value() for group in self.conditional}
        opened = self._open_by(now)
        return {
            group.name: ShownGroup(
                group.name, group.on, " ".join(sorted(group.opens())), group.name in opened
            )
            for group in self.conditional
        }

    def opens_more(self) -> bool:
        """Whether the valid answers open questions that the page did not show yet."""
        shown = self.cleaned_data.get("shown", "").split()
        opened = self._open_by(self.cleaned_data)
        return any(
            group.name in opened
            and group.name not in shown
            and not any(self.cleaned_data.get(name) for name in group.fields)
            for group in self.conditional
        )

    def summary(self) -> list[tuple[str, str]]:
        """(question, answer) of every question that is asked, as saved; "" where not filled in."""
        opened = self._open_by(self.initial)
        closed = {
            name for group in self.conditional if group.name not in opened for name in group.fields
        }
        withheld = self.initial.get("withheld", [])
        return [
            (str(field.label), str(WITHHELD) if field.name in withheld else self.answer(field.name))
            for field in self.visible_fields()
            if field.name not in closed and field.name != "withheld"
        ]

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
        return str(value) if value or value == 0 else ""


def posted(form: StepForm, name: str) -> list[str]:
    """An unbound form's answer as a browser would post it, several in the order of their codes."""
    field, value = form.fields[name], form[name].value()
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if value else []
    if value is None or value == "":
        return []
    shown = field.widget.format_value(value)
    if isinstance(shown, list):
        return sorted(str(one) for one in shown if one != "")
    return [str(shown).replace("\r\n", "\n")]


def digest_of(form: StepForm) -> str:
    """Of all that an unbound form says. Keyed: from the page nobody can guess an answer by it."""
    said = {field.name: posted(form, field.name) for field in form.visible_fields()}
    return salted_hmac("referrals.forms.base", json.dumps(said, sort_keys=True)).hexdigest()


def drawn_from(form: StepForm, version: int) -> str:
    """What a page is drawn from, for its field `drawn_from`."""
    return f"{version}.{digest_of(form)}"


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
