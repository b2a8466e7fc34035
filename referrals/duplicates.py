"""Two open referrals that may concern the same person: the two countries' contact points are told.

Runs as `portal_system`, on digests alone. Never told is who typed a name: a warning would confirm
to anyone who asks that this person is known here. So the comparison runs apart from the saving,
each organisation's names are compared a limited number of times a day, and each hit is recorded.
"""

from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q

from accounts.models import Membership, Role
from notifications.services import Recipient, queue_notice
from protection.actor import require_actor, system_transaction
from protection.audit import record

from .codes import LIVE
from .models import DuplicateWarning, IdentityIndex, Referral

SYSTEM = "system"
BATCH = 100
MOST_A_DAY = 50  # comparisons for one organisation
DAY = 24 * 60 * 60
OPEN = sorted(LIVE)
RESTRICTED = Q(referral__retention__restriction__gt="")  # by the person: used for nothing
FIELDS = ("reference", "sender_organisation_id", "sender_country", "destination_country_id")


def find_duplicates(now: datetime) -> int:
    """Compare the names written since the last run; the number of warnings. Also drops those of
    which one referral is no longer open."""
    warned = 0
    with system_transaction():
        for one in ("referral", "other"):
            over = DuplicateWarning.objects.using(SYSTEM).exclude(**{f"{one}__state__in": OPEN})
            over.delete()
        fresh = list(
            IdentityIndex.objects.using(SYSTEM)
            .filter(compared_at__isnull=True, referral__state__in=OPEN)
            .exclude(RESTRICTED)
            .order_by("id")
            .values_list("pk", "sender_organisation_id")[:BATCH]
        )
    for key, organisation_id in fresh:
        if _may_compare(organisation_id, now):
            with system_transaction():
                warned += _compare(key, now)
    return warned


def _may_compare(organisation_id: int, now: datetime) -> bool:
    """Count one comparison; False when this organisation had its share of the day."""
    key = f"duplicates-compared:{organisation_id}:{now.date()}"
    cache.add(key, 0, DAY)
    return cache.incr(key) <= MOST_A_DAY


def _compare(key: UUID, now: datetime) -> int:
    """One name with those of all other open referrals. Dates of birth that differ tell apart."""
    rows = IdentityIndex.objects.using(SYSTEM)
    mine = rows.filter(pk=key).first()
    if mine is None:
        return 0
    rows.filter(pk=key).update(compared_at=now)
    same = rows.filter(digest=mine.digest, referral__state__in=OPEN).exclude(
        Q(referral=mine.referral_id) | RESTRICTED
    )
    if mine.birth:
        same = same.filter(Q(birth="") | Q(birth=mine.birth))
    return sum(_warn(mine, theirs, now) for theirs in same[:BATCH])


def _warn(mine: IdentityIndex, theirs: IdentityIndex, now: datetime) -> int:
    first, second = sorted((mine, theirs), key=lambda row: str(row.referral_id))
    known = DuplicateWarning.objects.using(SYSTEM)
    if known.filter(referral=first.referral_id, other=second.referral_id).exists():
        return 0
    ids = (first.referral_id, second.referral_id)
    cases = Referral.objects.using(SYSTEM).only(*FIELDS, "state").in_bulk(ids)
    one, other = cases[first.referral_id], cases[second.referral_id]
    countries = [one.sender_country, other.sender_country]
    if one.sender_country == other.sender_country:  # the two countries are then the two sides
        countries[1] = other.destination_country_id or other.sender_country
    DuplicateWarning(
        referral_id=one.pk,
        other_id=other.pk,
        reference=one.reference,
        other_reference=other.reference,
        sender_organisation_id=one.sender_organisation_id,
        other_organisation_id=other.sender_organisation_id,
        country=countries[0],
        other_country=countries[1],
        typed_by_id=first.written_by_id,
        other_typed_by_id=second.written_by_id,
        found_at=now,
    ).save(using=SYSTEM, force_insert=True)
    record("duplicate_found", subject="referral", subject_id=str(one.pk), using=SYSTEM)
    queue_notice(
        "possible_duplicate",
        _contact_points(countries, never={first.written_by_id, second.written_by_id}),
        reference=one.reference,
        path_name="referrals:duplicates",
        path_args=[],
        using=SYSTEM,
    )
    return 1


def _contact_points(countries: list[str], *, never: set[int]) -> list[Recipient]:
    rows = (
        Membership.objects.using(SYSTEM)
        .in_force()
        .filter(role=Role.CONTACT_POINT, organisation__country_id__in=countries)
        .exclude(user_id__in=never)
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    return [Recipient(user_id, email, language) for user_id, email, language in rows]


def warnings_shown(*, limit: int) -> list[DuplicateWarning]:
    """What the acting contact point is shown, newest first; each look is recorded."""
    record("duplicates_viewed", subject="duplicate", subject_id=require_actor().country)
    return list(
        DuplicateWarning.objects.filter(settled_at__isnull=True).select_related(
            "sender_organisation", "other_organisation"
        )[:limit]
    )


def settle(warning_id: UUID, *, now: datetime) -> bool:
    """The contact points have spoken: the warning is done with. False for a stranger."""
    settled = DuplicateWarning.objects.filter(pk=warning_id, settled_at__isnull=True).update(
        settled_at=now
    )
    if settled:
        record("duplicate_settled", subject="duplicate", subject_id=str(warning_id))
    return bool(settled)
