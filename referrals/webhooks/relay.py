"""Sending what is due: each delivery claimed, read as its own program, sent, and noted.

No transaction is open while a receiver is waited for. A delivery whose worker dies is claimed again
when its claim ends, so that a receiver may be told twice and is told in the end.
"""

import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.programs import actor_of_account
from accounts.selectors import people_of
from accounts.service_accounts import ServiceAccount
from notifications.services import queue_notice
from protection.actor import acting_as, system_transaction
from referrals.models import Event, Webhook, WebhookDelivery

from . import sending, signing
from .outbox import SYSTEM
from .registering import secrets_of

State = WebhookDelivery.State
BATCH = 50
BATCH_SECONDS = 20.0
CLAIMED_FOR = timedelta(minutes=5)
DELAYS = [
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
]
LONGEST_DELAY = timedelta(hours=6)
OFF_AFTER = timedelta(days=3)
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Message:
    """What is sent, ready."""

    address: str
    headers: dict[str, str]
    body: bytes


def deliver_due() -> int:
    """Send what is due, for BATCH_SECONDS at most; how many were delivered."""
    delivered, until = 0, time.monotonic() + BATCH_SECONDS
    for _unused in range(BATCH):
        if time.monotonic() > until:
            break
        claimed = _claim(timezone.now())
        if claimed is None:
            break
        message = compose(claimed, now=timezone.now())
        if message is None:
            with system_transaction():
                WebhookDelivery.objects.using(SYSTEM).filter(pk=claimed.pk).delete()
            continue
        outcome = sending.post(message.address, message.headers, message.body)
        note(claimed, outcome, now=timezone.now())
        delivered += outcome.delivered
    return delivered


def delay_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row."""
    return DELAYS[failures - 1] if failures <= len(DELAYS) else LONGEST_DELAY


def _claim(now: datetime) -> WebhookDelivery | None:
    """The delivery that is due the longest, of a webhook that is not to be left alone for now."""
    with system_transaction():
        found = (
            WebhookDelivery.objects.using(SYSTEM)
            .filter(
                Q(webhook__try_after__isnull=True) | Q(webhook__try_after__lte=now),
                state=State.WAITING,
                next_attempt_at__lte=now,
            )
            .order_by("next_attempt_at", "at", "id")
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if found is not None:
            found.attempts += 1
            found.next_attempt_at = now + CLAIMED_FOR
            found.save(using=SYSTEM, update_fields=["attempts", "next_attempt_at"])
    return found


def compose(delivery: WebhookDelivery, *, now: datetime) -> Message | None:
    """The message, read and signed as the program that it is for; None for what the program may
    not know, or when it works for the organisation no more."""
    account = (
        ServiceAccount.objects.select_related("organisation")
        .filter(user_id=delivery.user_id, ended_at__isnull=True, organisation__active=True)
        .first()
    )
    if account is None:
        return None
    with acting_as(actor_of_account(account, now=now)):
        webhook = Webhook.objects.filter(pk=delivery.webhook_id, ended_at__isnull=True).first()
        if webhook is None or webhook.off:
            return None
        if delivery.referral_id and not Event.objects.filter(pk=delivery.event).exists():
            return None
        keys = secrets_of(webhook, now=now)
        body = _body(delivery)
        signed = signing.headers(keys, str(delivery.event), int(now.timestamp()), body)
        return Message(webhook.address, signed, body)


def _body(delivery: WebhookDelivery) -> bytes:
    """An id, a kind, a moment and an address: nothing of the case."""
    said = {
        "id": str(delivery.event),
        "type": delivery.kind,
        "timestamp": delivery.at.isoformat(),
        "data": _data(delivery.referral_id),
    }
    return json.dumps(said, separators=(",", ":")).encode()


def _data(referral_id: UUID | None) -> dict[str, str]:
    if referral_id is None:
        return {}
    path = reverse("api-referral", args=[referral_id])
    return {"referral": str(referral_id), "url": f"{settings.PORTAL_BASE_URL}{path}"}


def note(delivery: WebhookDelivery, outcome: sending.Outcome, *, now: datetime) -> None:
    """Keep what came of an attempt, and leave a webhook alone that fails."""
    delivery.status, delivery.error = outcome.status, outcome.error
    with system_transaction():
        webhooks = Webhook.objects.using(SYSTEM).filter(pk=delivery.webhook_id)
        if outcome.delivered:
            delivery.state, delivery.delivered_at = State.DELIVERED, now
            webhooks.filter(failures__gt=0).update(failing_since=None, failures=0, try_after=None)
        else:
            _note_failure(delivery, outcome, now)
        delivery.save(
            using=SYSTEM,
            update_fields=["state", "status", "error", "delivered_at", "next_attempt_at"],
        )


def _note_failure(delivery: WebhookDelivery, outcome: sending.Outcome, now: datetime) -> None:
    delivery.next_attempt_at = now + delay_after(delivery.attempts)
    if now >= delivery.give_up_at:
        delivery.state = State.FAILED
    webhook = (
        Webhook.objects.using(SYSTEM)
        .select_for_update()
        .only("id", "organisation_id", "account_id", "failing_since", "failures", "off")
        .get(pk=delivery.webhook_id)
    )
    webhook.failures += 1
    webhook.failing_since = webhook.failing_since or now
    webhook.try_after = now + delay_after(webhook.failures)
    if outcome.status == sending.GONE:
        webhook.off = Webhook.Off.GONE
    elif now - webhook.failing_since >= OFF_AFTER:
        webhook.off = Webhook.Off.FAILED
    webhook.save(using=SYSTEM, update_fields=["failures", "failing_since", "try_after", "off"])
    if webhook.off:
        _switch_off(webhook, delivery)


def _switch_off(webhook: Webhook, delivery: WebhookDelivery) -> None:
    """Send nothing more, and tell the team leads."""
    delivery.state = State.FAILED
    WebhookDelivery.objects.using(SYSTEM).filter(webhook_id=webhook.pk, state=State.WAITING).update(
        state=State.FAILED
    )
    queue_notice(
        "webhook_switched_off",
        people_of([webhook.organisation_id], roles=[Role.TEAM_LEAD], using=SYSTEM),
        reference="",
        path_name="referrals:webhook",
        path_args=[str(webhook.pk)],
        using=SYSTEM,
    )


def forget_old(now: datetime) -> int:
    """Delete deliveries past their term; how many."""
    with system_transaction():
        deleted, _by_model = (
            WebhookDelivery.objects.using(SYSTEM).filter(at__lt=now - KEPT_FOR).delete()
        )
    return deleted
