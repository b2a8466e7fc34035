"""What bodies, votes and procedures can be, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Silence(models.TextChoices):
    """What it means that a country has not answered by the day: the rule of its body."""

    APPROVES = "approves", _("Who does not answer in time approves.")
    ABSTAINS = "abstains", _("Who does not answer in time abstains.")
    BLOCKS = "blocks", _("Without the answer of every country nothing is adopted.")


class Answer(models.TextChoices):
    """What a country answers in a written procedure."""

    APPROVE = "approve", _("approves")
    CHANGES = "changes", _("asks for changes")
    RESERVE = "reserve", _("reserves its position")


class Result(models.TextChoices):
    """How a written procedure ended."""

    ADOPTED = "adopted", _("adopted")
    CHANGES = "changes", _("changes asked for")
    RESERVED = "reserved", _("held by a reservation")
    INCOMPLETE = "incomplete", _("not adopted: answers are missing")


# Only a body that adopts decides on these subjects (the part of a subject before its colon): the
# declaration has the working group adopt the progress report that the ad-hoc group drafts.
ADOPTED_SUBJECTS = frozenset({"report"})
# Days before the last day on which a country that has not answered is reminded.
REMIND_BEFORE = (7, 2)
