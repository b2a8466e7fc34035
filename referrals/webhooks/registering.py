"""Webhooks as a team lead keeps them: registered, tried, rotated, switched off, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from accounts.service_accounts import ServiceAccount
from protection.actor import require_actor
from protection.audit import record
from protection.pocket import open_text, seal_text
from referrals.models import Webhook, WebhookDelivery

from . import signing
from .outbox import GIVE_UP_AFTER

OVERLAP = timedelta(hours=24)
MOST_OF_A_PROGRAM = 5
TEST = "webhook.test"


@dataclass(frozen=True)
class Registered:
    """A webhook with its secret in plain, which is shown this once."""

    webhook: Webhook
    secret: str


def webhooks_of(account: ServiceAccount) -> list[Webhook]:
    """Those of a program that are kept, the oldest first."""
    return list(Webhook.objects.filter(account=account, ended_at__isnull=True))


def find_webhook(webhook_id: UUID) -> Webhook | None:
    """A webhook that the actor may see and that has not ended."""
    return (
        Webhook.objects.select_related("account", "organisation")
        .filter(pk=webhook_id, ended_at__isnull=True, account__ended_at__isnull=True)
        .first()
    )


def register(account: ServiceAccount, address: str, *, now: datetime) -> Registered:
    """Send the events of the organisation's referrals to `address` from now on."""
    key, secret = uuid4(), signing.new_secret()
    webhook = Webhook(
        id=key,
        account=account,
        user_id=account.user_id,
        organisation_id=account.organisation_id,
        address=address,
        secret=seal_secret(key, secret),
        created_by_id=require_actor().user_id,
        created_at=now,
    )
    webhook.save(force_insert=True)
    _record("webhook_registered", webhook)
    return Registered(webhook, secret)


def rotate(webhook: Webhook, *, now: datetime) -> Registered:
    """A new secret; for a day the one before signs too, so that no event is refused meanwhile."""
    secret = signing.new_secret()
    previous = _opened(webhook, "secret")
    webhook.previous_secret = seal_secret(webhook.pk, previous, field="previous_secret")
    webhook.previous_until = now + OVERLAP
    webhook.secret = seal_secret(webhook.pk, secret)
    webhook.save(update_fields=["secret", "previous_secret", "previous_until"])
    _record("webhook_secret_rotated", webhook)
    return Registered(webhook, secret)


def secrets_of(webhook: Webhook, *, now: datetime) -> list[str]:
    """The secrets that sign now, the newest first."""
    found = [_opened(webhook, "secret")]
    if webhook.previous_secret and webhook.previous_until and now < webhook.previous_until:
        found.append(_opened(webhook, "previous_secret"))
    return found


def switch(webhook: Webhook, *, on: bool) -> None:
    """Send or send nothing; what happens while it is off is not sent later."""
    webhook.off = "" if on else Webhook.Off.BY_HAND
    webhook.failing_since, webhook.failures, webhook.try_after = None, 0, None
    webhook.save(update_fields=["off", "failing_since", "failures", "try_after"])
    _record("webhook_switched_on" if on else "webhook_switched_off", webhook)


def end(webhook: Webhook, *, now: datetime) -> None:
    """Send nothing more, for good; its secrets are gone at once."""
    webhook.ended_at = now
    webhook.secret, webhook.previous_secret, webhook.previous_until = b"", None, None
    webhook.save(update_fields=["ended_at", "secret", "previous_secret", "previous_until"])
    _record("webhook_ended", webhook)


def send_test(webhook: Webhook, *, now: datetime) -> None:
    """Queue an event that concerns no referral."""
    WebhookDelivery(
        webhook=webhook,
        user_id=webhook.user_id,
        organisation_id=webhook.organisation_id,
        kind=TEST,
        at=now,
        next_attempt_at=now,
        give_up_at=now,  # it is tried once: somebody waits for what comes of it
    ).save(force_insert=True)
    Webhook.objects.filter(pk=webhook.pk).update(try_after=None)


def send_again(webhook: Webhook, delivery_id: UUID, *, now: datetime) -> bool:
    """Queue a delivery once more, under the same event id; False if there is none."""
    queued = WebhookDelivery.objects.filter(
        pk=delivery_id, webhook=webhook, state__in=["delivered", "failed"]
    ).update(
        state=WebhookDelivery.State.WAITING,
        attempts=0,
        next_attempt_at=now,
        give_up_at=now + GIVE_UP_AFTER,
        delivered_at=None,
    )
    Webhook.objects.filter(pk=webhook.pk).update(try_after=None)
    return bool(queued)


def seal_secret(webhook_id: UUID, secret: str, *, field: str = "secret") -> bytes:
    """A secret as its column holds it."""
    return seal_text(secret, **_place(webhook_id, field))


def _record(action: str, webhook: Webhook) -> None:
    record(action, subject="webhook", subject_id=str(webhook.pk))


def _place(webhook_id: UUID, field: str) -> dict[str, str]:
    return {"table": Webhook._meta.db_table, "row": str(webhook_id), "field": field}


def _opened(webhook: Webhook, field: str) -> str:
    return open_text(bytes(getattr(webhook, field)), **_place(webhook.pk, field))
