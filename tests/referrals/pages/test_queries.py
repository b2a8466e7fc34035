"""How many statements each page of referrals takes: as many for three rows as for one.

The numbers include the request's own: session, who asks, the actor before and after, and, in a
test, the savepoint that stands for the transaction.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from contacts.models import Organisation
from referrals.models import Referral
from tests.factories import MembershipFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def statements(reader: Membership, name: str, *args: object) -> int:
    """Of the second visit: the first reads the code lists and marks a request as seen."""
    client, url = Client(), reverse(f"referrals:{name}", args=args)
    client.force_login(reader.user)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def written(number: int, sender: Membership, *recipients: Membership, draft: bool = False) -> None:
    for _unused in range(number):
        ReferralFactory.create(sender=sender, recipients=list(recipients), draft=draft)


def test_received(sender: Membership, recipient: Membership) -> None:
    written(1, sender, recipient)
    assert statements(recipient, "list") == 12
    written(1, sender, recipient)
    written(1, MembershipFactory.create(), recipient)
    assert statements(recipient, "list") == 12


def test_sent(sender: Membership, recipient: Membership) -> None:
    written(1, sender, recipient)
    assert statements(sender, "sent") == 13
    written(2, sender, recipient, MembershipFactory.create(belgian=True))
    assert statements(sender, "sent") == 13


def test_drafts(sender: Membership, recipient: Membership) -> None:
    written(1, sender, recipient, draft=True)
    assert statements(sender, "drafts") == 9
    written(2, sender, recipient, draft=True)
    assert statements(sender, "drafts") == 9


def _asked(sender: Membership, number: int) -> Referral:
    people = [MembershipFactory.create(belgian=True) for _unused in range(number)]
    return ReferralFactory.create(sender=sender, recipients=people)


def test_a_referral_seen_by_its_sender(sender: Membership) -> None:
    one, three = _asked(sender, 1), _asked(sender, 3)
    assert statements(sender, "detail", one.pk) == 32
    assert statements(sender, "detail", three.pk) == 32


def test_a_referral_seen_by_a_recipient(sender: Membership, recipient: Membership) -> None:
    others = [MembershipFactory.create(belgian=True) for _unused in range(2)]
    one = ReferralFactory.create(sender=sender, recipients=[recipient])
    three = ReferralFactory.create(sender=sender, recipients=[recipient, *others])
    assert statements(recipient, "detail", one.pk) == 29
    assert statements(recipient, "detail", three.pk) == 29


def test_triage(sender: Membership) -> None:
    duty = MembershipFactory.create(
        organisation=Organisation.objects.get(slug="payoke"), contact_point=True
    )
    ReferralFactory.create(sender=sender, recipients=["BE"])
    one = statements(duty, "triage")
    for _unused in range(2):
        ReferralFactory.create(sender=MembershipFactory.create(), recipients=["BE"])
    assert one == statements(duty, "triage") == 15
