"""How an identity was checked, and how far a recovery is."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# A confirmed recovery that is not used within this time after its delay is void.
LASTS = timedelta(days=7)
A_DAY = timedelta(days=1)
# More than this in a day is somebody with a stolen password filling mailboxes.
MOST_A_DAY = 3


class Check(TextChoices):
    """Ways that a stolen mailbox or phone alone does not pass."""

    IN_PERSON = "in_person", _("In person: I know this colleague by sight")
    DOCUMENT = "document", _("In person: with an identity document")
    VIDEO = "video", _("By video call: I know this colleague by sight")
    CALLED = "called", _("By phone: I called a number that was known before, and know the voice")


class State(TextChoices):
    """Follows from the times in the row and the clock."""

    ASKED = "asked", _("waits for an identity check")
    WAITING = "waiting", _("confirmed, the waiting time runs")
    READY = "ready", _("can be used now")
    DONE = "done", _("used")
    CANCELLED = "cancelled", _("cancelled")
    VOID = "void", _("expired")
