"""The outbox of moves, and its fan-out: one delivery for each webhook that may concern an event."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from protection.actor import system_transaction
from referrals.models import Event, Party, Referral, UntoldEvent, Webhook, WebhookDelivery

SYSTEM = "system"
BATCH = 200
# How long a delivery is tried.
GIVE_UP_AFTER = timedelta(days=3)


def note_events(referral: Referral, events: Iterable[Event], *, using: str = "default") -> None:
    """Leave events of a referral in the outbox, in the transaction that logs them."""
    UntoldEvent.objects.using(using).bulk_create(
        UntoldEvent(
            id=event.pk,
            referral_id=referral.pk,
            sender_organisation_id=referral.sender_organisation_id,
            move=event.move,
            at=event.at,
        )
        for event in events
    )


def fan_out(now: datetime) -> int:
    """Make the deliveries of what waits in the outbox; how many were made.

    For every organisation with a part in the referral; whether its program may know of the event is
    decided when it is sent, by row security.
    """
    made = 0
    while True:
        with system_transaction():
            waiting = list(
                UntoldEvent.objects.using(SYSTEM)
                .order_by("at", "id")
                .select_for_update(skip_locked=True)[:BATCH]
            )
            made += _deliveries_of(waiting, now)
            UntoldEvent.objects.using(SYSTEM).filter(pk__in=[one.pk for one in waiting]).delete()
        if len(waiting) < BATCH:
            return made


def _deliveries_of(waiting: list[UntoldEvent], now: datetime) -> int:
    if not waiting:
        return 0
    parties = Party.objects.using(SYSTEM).filter(
        referral_id__in={one.referral_id for one in waiting}
    )
    of_referral: dict[object, set[int]] = {}
    for referral_id, organisation_id in parties.values_list("referral_id", "organisation_id"):
        of_referral.setdefault(referral_id, set()).add(organisation_id)
    webhooks: dict[int, list[Webhook]] = {}
    for webhook in (
        Webhook.objects.using(SYSTEM)
        .filter(
            organisation_id__in=set().union(*of_referral.values()), ended_at__isnull=True, off=""
        )
        .only("id", "organisation_id", "user_id")
        .order_by()
    ):
        webhooks.setdefault(webhook.organisation_id, []).append(webhook)
    deliveries = [
        WebhookDelivery(
            webhook_id=webhook.pk,
            user_id=webhook.user_id,
            organisation_id=organisation_id,
            referral_id=one.referral_id,
            event=one.pk,
            kind=f"referral.{one.move}",
            at=one.at,
            next_attempt_at=now,
            give_up_at=now + GIVE_UP_AFTER,
        )
        for one in waiting
        for organisation_id in of_referral.get(one.referral_id, ())
        for webhook in webhooks.get(organisation_id, ())
    ]
    WebhookDelivery.objects.using(SYSTEM).bulk_create(deliveries, ignore_conflicts=True)
    return len(deliveries)
