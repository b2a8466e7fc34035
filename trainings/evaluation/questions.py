"""The questions of the two rounds. All answers are codes, but for one remark.

Kirkpatrick's four levels give the order: reaction and learning right after, behaviour and result
three months on.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Round(models.TextChoices):
    """When participants are asked."""

    AFTER = "after", _("right after the training")
    LATER = "later", _("three months on")


@dataclass(frozen=True)
class Question:
    """`choices` from best to worst; `good` are those that count as a yes in the figures."""

    code: str
    text: Promise | str
    choices: tuple[tuple[str, Promise | str], ...]
    good: frozenset[str]


_AGREE: tuple[tuple[str, Promise | str], ...] = (
    ("fully", _("Yes, fully")),
    ("mostly", _("Mostly")),
    ("little", _("A little")),
    ("no", _("No")),
)
_MOSTLY = frozenset({"fully", "mostly"})

QUESTIONS: dict[Round, tuple[Question, ...]] = {
    Round.AFTER: (
        Question("useful", _("Is the training useful for your work?"), _AGREE, _MOSTLY),
        Question(
            "level",
            _("How was the level?"),
            (("right", _("Right")), ("easy", _("Too easy")), ("hard", _("Too difficult"))),
            frozenset({"right"}),
        ),
        Question("understood", _("Could you follow it in your language?"), _AGREE, _MOSTLY),
        Question(
            "differences",
            _("Do you now know better how the countries differ?"),
            _AGREE,
            _MOSTLY,
        ),
        Question(
            "contacts",
            _("Do you now know whom to call across the border?"),
            (("yes", _("Yes")), ("no", _("No"))),
            frozenset({"yes"}),
        ),
    ),
    Round.LATER: (
        Question(
            "practice",
            _("Did the training change how you work?"),
            (("much", _("Yes, clearly")), ("some", _("Yes, a little")), ("no", _("No"))),
            frozenset({"much", "some"}),
        ),
        Question(
            "referred",
            _("Have you referred somebody across the border since?"),
            (
                ("yes", _("Yes")),
                ("no_case", _("No, there was no such case")),
                ("no", _("No, for another reason")),
            ),
            frozenset({"yes"}),
        ),
        Question(
            "called",
            _("Have you spoken to a colleague of another country since?"),
            (("yes", _("Yes")), ("no", _("No"))),
            frozenset({"yes"}),
        ),
        Question(
            "passed_on",
            _("Have you passed on to colleagues what you learnt?"),
            (("yes", _("Yes")), ("no", _("No"))),
            frozenset({"yes"}),
        ),
    ),
}
# Of all questions, the two that the declaration's report is about.
PRACTICE, REFERRED = "practice", "referred"


def question(code: str) -> Question:
    """The question of a code. Raises LookupError for an unknown one."""
    for questions in QUESTIONS.values():
        for one in questions:
            if one.code == code:
                return one
    raise LookupError(code)
