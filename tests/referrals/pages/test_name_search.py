"""Search by exact name: only what one may read anyway, and no name where it could be read later."""

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Membership
from protection.models import AuditEntry
from referrals.services import answering
from referrals.views import name_search
from tests.factories import NOW, MembershipFactory, ReferralFactory, acting, request_to

pytestmark = pytest.mark.django_db
PAGE = "/nl/referrals/names/"
NAME = "geheimhouder, AMINA zoe"
NOBODY = "Niemand met precies deze naam"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def sender() -> Membership:
    return MembershipFactory.create()


@pytest.fixture
def host() -> Membership:
    return MembershipFactory.create(belgian=True)


def browser(person: Membership) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def search(client: Client, name: str = NAME) -> str:
    """What the search answers, after its redirect."""
    return client.post(PAGE, {"name": name}, follow=True).text


def test_both_sides_find_it_once_it_is_released_and_nobody_before(
    sender: Membership, host: Membership
) -> None:
    referral = ReferralFactory.create(sender=sender, recipients=[host])
    assert referral.reference in search(browser(sender))
    assert NOBODY in search(browser(host))
    with acting(host):
        answering.accept(referral.pk, request_to(referral, host).pk, now=NOW)
    assert referral.reference in search(browser(host))
    assert NOBODY in search(browser(MembershipFactory.create()))


def test_the_name_stands_in_no_address_log_page_session_or_trail(
    sender: Membership, host: Membership, caplog: pytest.LogCaptureFixture
) -> None:
    ReferralFactory.create(sender=sender, recipients=[host])
    client = browser(sender)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(PAGE, {"name": NAME})
        page = client.get(answer.headers["Location"])
    kept = str(dict(client.session))
    with acting(sender):
        trail = list(AuditEntry.objects.filter(action="name_searched").values_list("detail"))
    assert len(trail) == 1
    for text in (answer.headers["Location"], page.text, kept, str(trail), caplog.text):
        assert "geheimhouder" not in text.lower()
    assert "no-store" in page.headers["Cache-Control"]


def test_another_session_cannot_use_the_token_and_it_ends(
    sender: Membership, host: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    ReferralFactory.create(sender=sender, recipients=[host])
    client = browser(sender)
    address = client.post(PAGE, {"name": NAME}).headers["Location"]
    assert browser(sender).get(address).headers["Location"] == PAGE
    monkeypatch.setattr(name_search, "LASTS", -1)
    assert client.get(address).headers["Location"] == PAGE


def test_the_side_and_the_search_stay_from_page_to_page(
    sender: Membership, host: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_search, "PAGE_SIZE", 1)
    made = [
        ReferralFactory.create(sender=sender, recipients=[host], now=NOW - timedelta(hours=n))
        for n in range(2)
    ]
    client = browser(sender)
    address = client.post(PAGE, {"name": NAME}).headers["Location"]
    first = client.get(f"{address}&side=sent")
    assert made[0].reference in first.text
    following = first.context["next_url"]
    asked = parse_qs(urlsplit(following).query)
    assert asked["side"] == ["sent"]
    assert asked["search"] == parse_qs(urlsplit(address).query)["search"]
    second = client.get(f"{PAGE}{following}").text
    assert made[1].reference in second
    assert made[0].reference not in second
    assert NOBODY in client.get(f"{address}&side=received").text


def test_half_a_name_is_asked_for_again(sender: Membership) -> None:
    answer = browser(sender).post(PAGE, {"name": "J."})
    assert answer.status_code == 422


def test_one_person_searches_so_often_an_hour(
    sender: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_search, "MOST_SEARCHES", 2)
    client, colleague = browser(sender), MembershipFactory.create(organisation=sender.organisation)
    codes = [client.post(PAGE, {"name": NAME}).status_code for _ in range(3)]
    assert codes == [302, 302, 429]
    assert browser(colleague).post(PAGE, {"name": NAME}).status_code == 302


def test_as_many_queries_for_three_as_for_one(
    sender: Membership, host: Membership, django_assert_num_queries: Any
) -> None:
    client = browser(sender)
    ReferralFactory.create(sender=sender, recipients=[host])
    address = client.post(PAGE, {"name": NAME}).headers["Location"]
    client.get(address)
    with django_assert_num_queries(9) as counted:
        client.get(address)
    for _ in range(2):
        ReferralFactory.create(sender=sender, recipients=[host])
    with django_assert_num_queries(len(counted.captured_queries)):
        assert client.get(address).text.count("→") >= 3
