"""A recipient whose program is told, over a receiver that listens on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Membership
from accounts.service_accounts import ServiceAccount
from referrals.webhooks import outbox, registering, relay
from referrals.webhooks.registering import Registered
from tests.factories import MembershipFactory, acting
from tests.referrals.api.conftest import Program, filed, recipient, sender

from .receiver import Receiver, listening

__all__ = ["filed", "recipient", "sender"]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.DEMONSTRATION = True  # a receiver on this machine is allowed
    with listening() as found:
        yield found


def lead_of(program: Program) -> Membership:
    return MembershipFactory.create(organisation=program.person.organisation, team_lead=True)


@pytest.fixture
def lead(recipient: Program) -> Membership:
    """A team lead of the recipient."""
    return lead_of(recipient)


def register(lead: Membership, address: str) -> Registered:
    with acting(lead):
        account = ServiceAccount.objects.get(organisation_id=lead.organisation_id)
        return registering.register(account, address, now=timezone.now())


@pytest.fixture
def registered(lead: Membership, receiver: Receiver) -> Registered:
    return register(lead, receiver.address)


def tell() -> int:
    """What the worker does every few seconds."""
    outbox.fan_out(timezone.now())
    return relay.deliver_due()
