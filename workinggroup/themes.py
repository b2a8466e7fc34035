"""The coded words of good practices, signals, the inquiry, the programme and the tasks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """What a good practice is about."""

    REFERRAL = "referral", _("referral mechanism")
    ADMINISTRATIVE = "administrative", _("administrative approach")
    RECEPTION = "reception", _("reception")
    MINORS = "minors", _("minors")
    FINANCIAL = "financial", _("financial investigation")
    MUNICIPALITIES = "municipalities", _("municipalities")
    EMPACT = "empact", _("EMPACT")


class Transferability(TextChoices):
    """What the other two countries need before they can do the same."""

    AS_IS = "as_is", _("as it is")
    ADAPTED = "adapted", _("with changes")
    LAW = "law", _("after a change of law")
    NATIONAL = "national", _("in its own country only")
    UNKNOWN = "unknown", _("not looked into yet")


class SignalKind(TextChoices):
    """What a signal is about."""

    RECRUITMENT = "recruitment", _("recruitment method")
    SECTOR = "sector", _("sector")
    ROUTE = "route", _("route")
    CONTROL = "control", _("way of keeping control")
    OTHER = "other", _("something else")


class Position(TextChoices):
    """Whether a country finds a Benelux legal instrument needed."""

    NEEDED = "needed", _("needed")
    NOT_NEEDED = "not_needed", _("not needed")
    UNDECIDED = "undecided", _("undecided")


class Topic(TextChoices):
    """The four subjects with a page of their own, each a chapter of the progress report."""

    POLICE_JUSTICE = "police-justice", _("police and judicial cooperation")
    FINANCIAL = "financial", _("financial investigation")
    MUNICIPALITIES = "municipalities", _("role of municipalities")
    EMPACT = "empact", _("EMPACT")


class EntryKind(TextChoices):
    """What stands on the page of a topic."""

    ACTIVITY = "activity", _("activity")
    FINDING = "finding", _("finding")


class ItemKind(TextChoices):
    """Where an item of the programme comes from."""

    RECOMMENDATION = "recommendation", _("recommendation of the Interparliamentary Assembly")
    PROGRAMME = "programme", _("item of the joint work programme")


class ItemState(TextChoices):
    """How far an item of the programme is."""

    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")


class TaskCode(TextChoices):
    """The six tasks of the declaration, in its order."""

    PRACTICES = "practices", _("exchange of good practices")
    TRAININGS = "trainings", _("joint trainings")
    CONTACTS = "contacts", _("contact points")
    MECHANISMS = "mechanisms", _("cooperation between the referral mechanisms")
    INSTRUMENT = "instrument", _("inquiry into a legal instrument")
    REPORT = "report", _("draft progress report")
