"""A step that was changed while somebody filled in its page, in another tab or by a colleague.

The page carries what it was drawn from (`StepForm.basis`). When the step has been changed since,
nothing is written: the reader sees where the two differ and chooses, answer by answer. A change of
another step is no conflict.
"""

from dataclasses import dataclass

from django.http import QueryDict

from referrals.models import Referral

from .base import StepForm, digest_of, posted

COMPARED = "compared"  # what the page of differences was drawn from
SAVED, TYPED = "saved", "typed"


@dataclass(frozen=True)
class Difference:
    """One question answered in two ways; `chosen` is SAVED, TYPED or "" as yet."""

    name: str
    question: str
    saved: str
    typed: str
    chosen: str

    @property
    def field(self) -> str:
        """The name of the choice between the two."""
        return f"keep-{self.name}"


@dataclass(frozen=True)
class Settled:
    """The form to go on with; while `differences` are left it must not be saved.

    `compared` goes into the page that shows them.
    """

    form: StepForm
    differences: list[Difference]
    compared: str = ""


def settle(
    form_class: type[StepForm], draft: Referral, data: QueryDict, *, may_wait: bool = False
) -> Settled:
    """What was posted, on top of the step as it is saved now, with the reader's choices taken."""
    data = data.copy()
    saved = _changed_since(form_class, draft, data)
    data["version"] = str(draft.version) if _is_number(data.get("version", "")) else ""
    form = form_class(draft, data, may_wait=may_wait)
    if "version" in form.errors:  # what is shown next can be sent
        data["version"] = str(draft.version)
    if saved is None or not form.is_valid():
        return Settled(form, [])
    compared = str(saved.initial["drawn_from"])
    differences = _differences(saved, form, data if data.get(COMPARED) == compared else QueryDict())
    if not all(difference.chosen for difference in differences):
        return Settled(form, differences, compared)
    for difference in differences:
        if difference.chosen == SAVED:
            data.setlist(difference.name, posted(saved, difference.name))
    data["drawn_from"] = compared
    return Settled(form_class(draft, data, may_wait=may_wait), [])


def _is_number(version: str) -> bool:
    return version.isascii() and version.isdigit() and 0 < int(version[:12]) < 2**31


def _changed_since(form_class: type[StepForm], draft: Referral, data: QueryDict) -> StepForm | None:
    """The step as it is saved, if that is not what the page was drawn from."""
    version, _dot, digest = data.get("drawn_from", "").partition(".")
    if (version or data.get("version", "")) == str(draft.version):
        return None
    saved = form_class(draft)
    return None if digest and digest == digest_of(saved) else saved


def _differences(saved: StepForm, form: StepForm, choices: QueryDict) -> list[Difference]:
    typed = form.as_saved()
    found = []
    for field in saved.visible_fields():
        name = field.name
        if name in typed.fields and posted(saved, name) != posted(typed, name):
            chosen = choices.get(f"keep-{name}", "")
            found.append(
                Difference(
                    name,
                    saved.question(name),
                    saved.answer(name),
                    typed.answer(name),
                    chosen if chosen in {SAVED, TYPED} else "",
                )
            )
    return found
