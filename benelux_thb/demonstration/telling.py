"""Notices of the live cases: the latest of each, where it is recent."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import CASE_ROLES, Role
from accounts.selectors import people_in_role, people_of
from notifications.services import Recipient, queue_notice

from .ledger import Notice
from .life import Life


def queue_recent(lives: Iterable[Life], *, since: datetime, using: str) -> int:
    """Queue the latest notice of each life that is not older than `since`; how many are told."""
    told = 0
    for life in lives:
        if not life.notices or life.notices[-1].at < since:
            continue
        notice = life.notices[-1]
        by_reference = notice.kind == "referral_long_overdue"  # the secretariat sees no case
        told += queue_notice(
            notice.kind,
            _told(life, notice, using),
            reference=life.referral.reference,
            path_name="home" if by_reference else "referrals:detail",
            path_args=[] if by_reference else [str(life.referral.pk)],
            using=using,
        )
    return told


def _told(life: Life, notice: Notice, using: str) -> list[Recipient]:
    """As referrals.services.writing and referrals.escalation choose them."""
    senders = people_of([life.referral.sender_organisation_id], roles=CASE_ROLES, using=using)
    request = notice.request
    if notice.kind == "referral_long_overdue":
        return people_in_role(Role.SECRETARIAT, using=using)
    if request is None:
        people = senders
    elif notice.kind == "referral_overdue" or request.organisation_id is None:
        rota = [organisation.pk for organisation in life.cast.rota(request.country_id)]
        people = people_of(rota, roles=[Role.CONTACT_POINT], using=using)
        people += senders if notice.kind == "referral_overdue" else []
    else:
        people = people_of([request.organisation_id], using=using)
    return [p for p in people if notice.by is None or p.user_id != notice.by.user.pk]
