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


class MeetingState(models.TextChoices):
    """How far a meeting is. PROPOSED: a source proposes it, and does not say whether it was."""

    PLANNED = "planned", _("being prepared")
    INVITED = "invited", _("invited")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")
    PROPOSED = "proposed", _("proposed in the source")


class Reply(models.TextChoices):
    """What an organisation answers to an invitation."""

    ACCEPTED = "accepted", _("takes part")
    DECLINED = "declined", _("does not take part")


class MinutesState(models.TextChoices):
    """How far the minutes are: what is with the countries or approved is not written on."""

    DRAFT = "draft", _("draft")
    ASKED = "asked", _("with the countries")
    APPROVED = "approved", _("approved")


# States of a meeting that can still be changed, answered and cancelled.
TO_COME = (MeetingState.PLANNED, MeetingState.INVITED)
MEETING_ROLES = ("member", "team_lead", "contact_point")
