"""A case system that works for Payoke, and what it was told; its webhook is off, so that nothing is
sent to an address at which nobody listens."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model

from accounts.models import Role, User
from accounts.service_accounts import ServiceAccount
from referrals.models import Event, Webhook, WebhookDelivery
from referrals.webhooks.outbox import GIVE_UP_AFTER
from referrals.webhooks.registering import seal_secret
from referrals.webhooks.signing import new_secret

from .cast import Cast
from .life import Life

SLUG = "payoke"
NAME = "Dossiersysteem (verzonnen)"
ADDRESS = "https://dossiers.example.org/portaal"
ACCOUNT = UUID("5d0c6a52-0000-4000-8000-000000000001")
WEBHOOK = UUID("5d0c6a52-0000-4000-8000-000000000002")
TOLD = 12
SECONDS = timedelta(seconds=4)


def rows(cast: Cast, lives: list[Life], now: datetime) -> Iterator[Model]:
    """The account, its webhook, and the newest events; written in this order."""
    lead = cast.person(SLUG, Role.TEAM_LEAD)
    user = User(email=f"{ACCOUNT}@service.example", last_name=NAME, is_active=False)
    user.set_unusable_password()
    yield user
    account = ServiceAccount(
        id=ACCOUNT,
        user=user,
        organisation=lead.organisation,
        name=NAME,
        created_by=lead.user,
        created_at=now,
    )
    yield account
    webhook = Webhook(
        id=WEBHOOK,
        account=account,
        user=user,
        organisation=lead.organisation,
        address=ADDRESS,
        secret=seal_secret(WEBHOOK, new_secret()),
        created_by=lead.user,
        created_at=now,
        off=Webhook.Off.BY_HAND,
    )
    yield webhook
    sent = [life for life in lives if life.sender.organisation == lead.organisation]
    events = sorted((e for life in sent for e in life.events), key=lambda e: (e.at, e.sequence))
    for number, event in enumerate(events[-TOLD:]):
        yield _delivery(webhook, event, failed=number == 1)


def _delivery(webhook: Webhook, event: Event, *, failed: bool) -> WebhookDelivery:
    state = WebhookDelivery.State.FAILED if failed else WebhookDelivery.State.DELIVERED
    return WebhookDelivery(
        webhook=webhook,
        user=webhook.user,
        organisation=webhook.organisation,
        referral_id=event.referral_id,
        event=event.pk,
        kind=f"referral.{event.move}",
        at=event.at,
        state=state,
        attempts=1,
        next_attempt_at=event.at + SECONDS,
        give_up_at=event.at + GIVE_UP_AFTER,
        status=503 if failed else 204,
        delivered_at=None if failed else event.at + SECONDS,
    )
