"""One person, two organisations: each request acts for one of them, and the page says which."""

import pytest
from django.test import Client

from accounts.models import Membership
from tests.factories import MembershipFactory, ReferralFactory

from .people import signed_in

pytestmark = pytest.mark.django_db
URL = "/fr/accounts/membership/"


@pytest.fixture
def other(member: Membership) -> Membership:
    """The second membership of `member`'s user."""
    return MembershipFactory.create(user=member.user, belgian=True)


def switch(client: Client, to: Membership) -> int:
    return client.post(URL, {"membership": to.pk}).status_code


def test_row_security_follows_at_once(member: Membership, other: Membership) -> None:
    of_first = ReferralFactory.create(sender=member, recipients=["BE"])
    of_second = ReferralFactory.create(sender=other, recipients=["NL"])
    client = signed_in(member)

    def sees() -> tuple[int, int]:
        pages = [client.get(f"/fr/referrals/{made.pk}/") for made in (of_first, of_second)]
        return pages[0].status_code, pages[1].status_code

    assert sees() == (200, 404)
    assert switch(client, other) == 302
    assert sees() == (404, 200)
    assert switch(client, member) == 302
    assert sees() == (200, 404)


def test_every_page_says_for_whom_one_acts(member: Membership, other: Membership) -> None:
    client = signed_in(member)
    switch(client, other)
    page = client.get("/fr/notices/").text
    assert str(other.organisation) in page
    assert "Agir pour une autre organisation" in page


def test_who_has_one_membership_is_not_asked(member: Membership) -> None:
    assert "Agir pour une autre" not in signed_in(member).get("/fr/notices/").text


def test_nobody_switches_into_a_membership_of_others_or_of_the_past(
    member: Membership, other: Membership
) -> None:
    client = signed_in(member)
    Membership.objects.filter(pk=other.pk).update(active=False)
    for strange in (other, MembershipFactory.create()):
        assert switch(client, strange) == 404
    assert client.post(URL, {"membership": "x"}).status_code == 404
    assert client.get(URL).status_code == 200
