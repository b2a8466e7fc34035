"""How long the working group knows who did what: the words stay, the person does not.

Organisations speak in the group, not people. A year after something was said it no longer says by
whom; the answers of countries keep their member, as the seal of a procedure covers them.
"""

from datetime import datetime, timedelta

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


def forget_people(now: datetime) -> int:
    """Take the person off what is older than a year; from how many rows. Without an actor."""
    before = now - KNOWN_FOR
    with acting_as(None):
        replies = Invitation.objects.filter(replied_at__lt=before, replied_by__isnull=False)
        number = replies.update(replied_by=None)
        entries = TopicEntry.objects.filter(written_at__lt=before, written_by__isnull=False)
        number += entries.update(written_by=None)
        number += (
            PracticeComment.objects.filter(written_at__lt=before)
            .exclude(written_by=NOBODY)
            .update(written_by=NOBODY)
        )
        number += (
            Contribution.objects.filter(written_at__lt=before)
            .exclude(written_by=NOBODY)
            .update(written_by=NOBODY)
        )
        number += (
            Signal.objects.filter(posted_at__lt=before)
            .exclude(posted_by=NOBODY)
            .update(posted_by=NOBODY)
        )
        number += (
            Confirmation.objects.filter(confirmed_at__lt=before)
            .exclude(confirmed_by=NOBODY)
            .update(confirmed_by=NOBODY)
        )
        if number:
            record(
                "group_people_forgotten",
                subject="working_group",
                subject_id="",
                detail={"rows": str(number)},
            )
    return number
