"""How notices reach their readers, and what a kind of notice is."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    """Under which heading a reader finds a kind."""

    REQUESTS = "requests", _("Requests to your organisation")
    ANSWERS = "answers", _("Answers to your referrals")
    COURSE = "course", _("The course of a referral")
    TRAINING = "training", _("Trainings")
    WORK = "work", _("Other work")
    ACCOUNT = "account", _("Your account and your organisation’s members")


class Way(TextChoices):
    """How a notice reaches its reader; in the portal it always does."""

    AT_ONCE = "at_once", _("By mail at once")
    DIGEST = "digest", _("In a digest")
    PORTAL = "portal", _("In the portal only")


class Rhythm(TextChoices):
    """When digests come, in the portal's time zone."""

    HOURLY = "hourly", _("Every hour")
    TWICE = "twice", _("Twice a day, at 8:00 and 13:00")
    DAILY = "daily", _("Once a day, at 8:00")


CASE_WORKERS = ("caseworker", "team_lead", "contact_point")


@dataclass(frozen=True)
class Kind:
    """`may_be_off`: the reader may do without its mail. `may_be_digested`: or read it in a digest.

    `held_at_night`: its mail waits for the end of the reader's quiet hours. An urgent notice
    neither waits nor goes into a digest, but one that is off stays off.
    `mail_only`: never listed in the portal, since its link proves who owns the mailbox.
    `for_contact_points`: what a contact point gets who chose nothing.
    `readers`: the roles that get such notices; empty for everybody.
    """

    code: str
    group: Group
    label: Promise | str
    may_be_off: bool = False
    may_be_digested: bool = False
    held_at_night: bool = True
    mail_only: bool = False
    for_contact_points: Way = Way.AT_ONCE
    readers: tuple[str, ...] = CASE_WORKERS

    @property
    def ways(self) -> tuple[Way, ...]:
        """What a reader may choose from, the default first."""
        ways = [Way.AT_ONCE]
        if self.may_be_digested:
            ways.append(Way.DIGEST)
        if self.may_be_off:
            ways.append(Way.PORTAL)
        return tuple(ways)
