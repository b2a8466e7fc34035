"""Erasing what is past its term. Runs as `portal_system`, which may call the database's function
`referrals_erase` (migration 0009) and can neither read nor change a case otherwise.

What remains of a referral is a coded row for the statistics: the month, child or adult, no region.
"""

from datetime import datetime
from uuid import UUID

from django.db import connections

from contacts.models import Country
from protection.actor import system_transaction
from protection.audit import record
from protection.retention import add_months

from .codes import Ground
from .models import Retention
from .terms import months_kept

SYSTEM = "system"
BATCH = 200


def erase_expired(now: datetime) -> int:
    """Erase what is past its term at `now` and not held; the number of referrals erased.

    One transaction a referral, so that one failure does not hold up the others.
    """
    erased = 0
    for referral_id in due(now):
        with system_transaction():
            erased += erase(referral_id)
    return erased


def due(now: datetime) -> list[UUID]:
    """Referrals past their term, or whose erasure was granted; the longest overdue first."""
    limits = [
        (country, ground, add_months(now, -months_kept(country, ground, now.date())))
        for country in Country.objects.filter(in_portal=True).values_list("code", flat=True)
        for ground in Ground
    ]
    with system_transaction():
        waiting = Retention.objects.using(SYSTEM).filter(
            erased_at__isnull=True, hold_reason="", restriction=""
        )
        found = list(
            waiting.filter(erase_asked_at__isnull=False).values_list("referral_id", flat=True)
        )
        for country, ground, limit in limits:
            over = waiting.filter(sender_country=country, ground=ground, since__lt=limit)
            found += over.order_by("since").values_list("referral_id", flat=True)[:BATCH]
    return list(dict.fromkeys(found))


def erase(referral_id: UUID) -> bool:
    """Erase one referral, in the running transaction of the system; False where it may not be."""
    with connections[SYSTEM].cursor() as cursor:
        cursor.execute("SELECT referrals_erase(%s)", [referral_id])
        (erased,) = cursor.fetchone()
    if erased:
        record("referral_erased", subject="referral", subject_id=str(referral_id), using=SYSTEM)
    return bool(erased)
