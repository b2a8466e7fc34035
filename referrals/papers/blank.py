"""The filing form and the checklist of indicators, blank and on paper.

Both are read from the form's own steps, so a question that is added there is on the paper too.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from referrals.forms.base import StepForm
from referrals.forms.exploitation import ExploitationForm, indicators_by_dimension
from referrals.forms.steps import STEPS
from referrals.models import Referral

from .paper import Paper, make_pdf
from .parts import Part, hint, lines, question, section, ticks

# More choices than these are written and not ticked: all countries of the world.
MOST_TICKS = 120
# Up to so many characters, choices stand in so many columns.
ROOM = ((17, 4), (25, 3), (44, 2))
# Shown as one question for each organisation that is asked, or only on a screen.
LEFT_OUT = {"withheld", "find_words", "contact_point", "with_interpreter"}


def form_pdf(language: str, *, now: datetime) -> Paper:
    """The whole form, in the order of its steps."""
    with override(language):
        title = _("Referral form")
        data = {
            "head": _("Portal of the Benelux countries for referrals across the border"),
            "lead": _(
                "Fill in what you know; the rest may follow. Questions marked “needed to send” "
                "cannot be left open. Type it into the portal as soon as you can, then keep this "
                "paper under lock or destroy it."
            ),
            "sections": [section(form.title, *_step(form)) for form in STEPS.values()],
        }
        content = make_pdf("paper.typ", data, language=language, title=title, now=now)
    return Paper(f"form-{language}.pdf", content)


def _step(form_class: type[StepForm]) -> list[Part]:
    # A child, so that the questions about a guardian are asked; bound, so that nothing is read.
    draft = Referral(age_group="presumed_minor")
    form = form_class(draft, QueryDict())
    conditional = {name for group in form.conditional for name in group.fields}
    parts: list[Part] = []
    for bound in form.visible_fields():
        if bound.name in LEFT_OUT:
            continue
        label = str(bound.label)
        # Each text apart: one within braces would not be found by the translators.
        needed, sometimes = _("needed to send"), _("if it applies")
        if bound.field.required:
            label = f"{label} ({needed})"
        elif bound.name in conditional:
            label = f"{label} ({sometimes})"
        parts.append(question(label))
        if bound.help_text:
            parts.append(hint(bound.help_text))
        parts.extend(_to_fill_in(bound.field))
        if bound.name in form.may_withhold:
            parts.append(ticks([_("Withheld on purpose")]))
    return parts


def _to_fill_in(field: forms.Field) -> list[Part]:
    if isinstance(field, forms.BooleanField):
        return [ticks([_("Yes"), _("No")], columns=2)]
    if isinstance(field, forms.ChoiceField):
        groups = _groups(field.choices)
        if 0 < sum(len(labels) for _name, labels in groups) <= MOST_TICKS:
            return [
                part
                for name, labels in groups
                for part in ([hint(name)] if name else []) + [ticks(labels, columns=_width(labels))]
            ]
        return [lines(2)]
    return [lines(4 if isinstance(field.widget, forms.Textarea) else 1)]


def _groups(choices: Any) -> list[tuple[str, list[str]]]:
    """(name or "", labels) of choices with and without groups; the empty choice is no answer."""
    plain: list[str] = []
    groups: list[tuple[str, list[str]]] = []
    for code, label in choices:
        if isinstance(label, list | tuple):
            groups.append((str(code), [str(text) for _code, text in label]))
        elif code != "":
            plain.append(str(label))
    return [*([("", plain)] if plain else []), *groups]


def _width(labels: list[str]) -> int:
    """How many columns the longest label leaves room for."""
    longest = max(map(len, labels))
    room = next((columns for most, columns in ROOM if longest <= most), 1)
    return min(room, len(labels))


def indicators_pdf(language: str, *, now: datetime) -> Paper:
    """The checklist of indicators, under the dimensions of the International Labour
    Organization."""
    with override(language):
        title = _("Checklist of indicators")
        data = {
            "head": _("Portal of the Benelux countries for referrals across the border"),
            "lead": str(ExploitationForm.base_fields["indicators"].help_text),
            "sections": [
                *(
                    section(name, ticks(str(label) for _code, label in indicators))
                    for name, indicators in indicators_by_dimension()
                ),
                section(
                    _("What you saw or heard"),
                    hint(_("Reference of the case, no name")),
                    lines(1),
                    hint(_("Date, and who filled it in")),
                    lines(1),
                    hint(_("Remarks, without anything by which the person can be recognised")),
                    lines(2),
                ),
            ],
        }
        content = make_pdf("paper.typ", data, language=language, title=title, now=now)
    return Paper(f"indicators-{language}.pdf", content)
