"""Terms that nobody may forget, and texts that are kept no longer than they are needed.

Runs as `portal_system`: ids, states and dates of the registers, never a ciphertext.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from notifications.services import queue_notice
from protection.actor import system_transaction
from protection.audit import record
from protection.retention import add_months

from .codes import Risk, State
from .deadlines import REMINDERS
from .models import Breach, PersonRequest
from .registers import keepers

SYSTEM = "system"
BATCH = 200
SOON = timedelta(days=10)
# What a request said, and why it was decided so, serve a complaint or a claim about the answer.
# After that a coded line remains, which shows that it was answered (GDPR art. 5(2)).
MONTHS_OF_TEXT = 24
REQUEST_FIELDS = ("id", "reference", "organisation_id", "country", "due_on", "extended_to")
BREACH_FIELDS = ("id", "reference", "organisation_id", "country", "discovered_at", "told_hours")


def remind(now: datetime) -> int:
    """Remind of requests that end soon or are late, and of breaches at each of REMINDERS."""
    return _requests(now, late=False) + _requests(now, late=True) + _breaches(now)


def _requests(now: datetime, *, late: bool) -> int:
    mark = "reminded_late_at" if late else "reminded_at"
    limit = now.date() - timedelta(days=1) if late else (now + SOON).date()
    with system_transaction():
        rows = (
            PersonRequest.objects.using(SYSTEM)
            .annotate(ends=Coalesce(F("extended_to"), F("due_on")))
            .filter(ends__lte=limit, **{f"{mark}__isnull": True})
            .exclude(state=State.ANSWERED)
            .only(*REQUEST_FIELDS)
        )
        found = list(rows[:BATCH])
        for row in found:
            queue_notice(
                "person_request_late" if late else "person_request_due",
                keepers(row.organisation_id, row.country, using=SYSTEM),
                reference=row.reference,
                path_name="rights:request",
                path_args=[str(row.pk)],
                using=SYSTEM,
            )
        PersonRequest.objects.using(SYSTEM).filter(pk__in=[r.pk for r in found]).update(
            **{mark: now}
        )
    return len(found)


def _breaches(now: datetime) -> int:
    told = 0
    with system_transaction():
        waiting = Breach.objects.using(SYSTEM).filter(
            ~Q(risk=Risk.UNLIKELY), notified_at__isnull=True, closed_at__isnull=True
        )
        for row in waiting.order_by("discovered_at").only(*BREACH_FIELDS)[:BATCH]:
            passed = (now - row.discovered_at) / timedelta(hours=1)
            reached = max((hours for hours in REMINDERS if hours <= passed), default=0)
            if reached <= row.told_hours:
                continue
            queue_notice(
                "breach_clock",
                keepers(row.organisation_id, row.country, using=SYSTEM),
                reference=row.reference,
                path_name="rights:breach",
                path_args=[str(row.pk)],
                urgent=True,
                using=SYSTEM,
            )
            Breach.objects.using(SYSTEM).filter(pk=row.pk).update(told_hours=reached)
            told += 1
    return told


def forget_texts(now: datetime) -> int:
    """Empty the texts of requests that were answered MONTHS_OF_TEXT ago; how many."""
    limit = add_months(now, -MONTHS_OF_TEXT).date()
    with system_transaction():
        old = PersonRequest.objects.using(SYSTEM).filter(
            state=State.ANSWERED, answered_on__lt=limit, forgotten_at__isnull=True
        )
        keys = list(old.values_list("pk", flat=True)[:BATCH])
        PersonRequest.objects.using(SYSTEM).filter(pk__in=keys).update(
            details=None, explanation=None, forgotten_at=now
        )
        for key in keys:
            record(
                "person_request_forgotten",
                subject="person_request",
                subject_id=str(key),
                using=SYSTEM,
            )
    return len(keys)
