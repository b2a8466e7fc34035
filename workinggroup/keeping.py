"""How long the working group knows who did what: the words stay, the person does not.

Organisations speak in the group, not people. A year after something was said it no longer says by
whom; the answers of countries keep their member, as the seal of a procedure covers them.
"""

from datetime import datetime, timedelta

from django.db.models import Model

from protection.actor import acting_as
from protection.audit import record
from workinggroup.models import (
    Confirmation,
    Contribution,
    Invitation,
    PracticeComment,
    Signal,
    TopicEntry,
)

KNOWN_FOR = timedelta(days=365)
NOBODY = 0  # no user has this number
# What somebody said: when, and who.
SAID: tuple[tuple[type[Model], str, str], ...] = (
    (PracticeComment, "written_at", "written_by"),
    (Contribution, "written_at", "written_by"),
    (Signal, "posted_at", "posted_by"),
    (Confirmation, "confirmed_at", "confirmed_by"),
)


def forget_people(now: datetime) -> int:
    """Take the person off what is older than a year; from how many rows. Without an actor."""
    before = now - KNOWN_FOR
    with acting_as(None):
        replies = Invitation.objects.filter(replied_at__lt=before, replied_by__isnull=False)
        number = replies.update(replied_by=None)
        entries = TopicEntry.objects.filter(written_at__lt=before, written_by__isnull=False)
        number += entries.update(written_by=None)
        for model, at, by in SAID:
            said = model._default_manager.filter(**{f"{at}__lt": before}).exclude(**{by: NOBODY})
            number += said.update(**{by: NOBODY})
        if number:
            record(
                "group_people_forgotten",
                subject="working_group",
                subject_id="",
                detail={"rows": str(number)},
            )
    return number
