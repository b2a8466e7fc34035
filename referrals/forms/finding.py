"""Organisations offered by how well they fit, with a search among them: without JavaScript.

The button `find` shows the page again with what was ticked and typed, and saves nothing.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.models import Organisation
from referrals import finder
from referrals.models import Referral

FIND = "find"
QUESTION_LENGTH = 100


@dataclass(frozen=True)
class Option:
    """One organisation as the page offers it; `position` only where an order can be given."""

    found: finder.Found
    element_id: str
    chosen: bool
    position: forms.BoundField | None
    has_account: bool

    @property
    def organisation(self) -> Organisation:
        return self.found.organisation

    @property
    def kind(self) -> str:
        return codes.label("org_type", self.organisation.kind)


@dataclass(frozen=True)
class Options:
    """What is offered: those that fit, and the rest; `hidden` is how many a search left out."""

    fitting: list[Option]
    others: list[Option]
    hidden: int


def options(
    form: forms.Form,
    referral: Referral,
    offered: list[Organisation],
    with_accounts: set[int],
) -> Options:
    """The organisations of a form's field `organisations`, the best fit first. What is ticked
    stays on the page whatever is searched for."""
    chosen = {str(value) for value in form["organisations"].value() or []}
    question = str(form["find_words"].value() or "").strip()[:QUESTION_LENGTH]
    shown = offered
    if question:
        hits = finder.matching(referral.destination_country_id or "", question)
        shown = [o for o in offered if o.pk in hits or str(o.pk) in chosen]
    ranked = finder.rank(shown, finder.wanted_by(referral), now=timezone.now())
    made = [
        Option(
            found=found,
            element_id=f"id_organisations_{number}",
            chosen=str(found.organisation.pk) in chosen,
            position=_position(form, found.organisation.pk),
            has_account=found.organisation.pk in with_accounts,
        )
        for number, found in enumerate(ranked)
    ]
    return Options(
        fitting=[option for option in made if option.found.fits],
        others=[option for option in made if not option.found.fits],
        hidden=len(offered) - len(shown),
    )


def _position(form: forms.Form, organisation_id: int) -> forms.BoundField | None:
    name = f"position_{organisation_id}"
    return form[name] if name in form.fields else None


def find_words() -> forms.CharField:
    """What to look for among the organisations."""
    return forms.CharField(
        label=_("Search in this list"),
        required=False,
        max_length=QUESTION_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def typed(form: forms.Form, data: Any) -> dict[str, Any]:
    """What was typed so far, as the initial values of a form that is shown again."""
    return {
        name: data.getlist(name)
        if isinstance(field, forms.MultipleChoiceField)
        else name in data
        if isinstance(field, forms.BooleanField)
        else data.get(name, "")
        for name, field in form.fields.items()
    }
