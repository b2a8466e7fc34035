"""The pages of a team lead: an address, its secret this once, and what was sent."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership
from accounts.service_accounts import ServiceAccount
from referrals.models import Webhook, WebhookDelivery
from referrals.webhooks import registering
from referrals.webhooks.registering import Registered
from tests.factories import MembershipFactory, acting

from .conftest import register, tell
from .receiver import Receiver

ROOT = "/nl/referrals/webhooks/"
ADDRESS = "https://hooks.example.org/thb"


@pytest.fixture
def client(lead: Membership) -> Client:
    client = Client()
    client.force_login(lead.user)
    return client


@pytest.fixture
def account(lead: Membership) -> ServiceAccount:
    return ServiceAccount.objects.get(organisation_id=lead.organisation_id)


@pytest.mark.django_db
class TestKeeping:
    def test_from_an_address_to_a_secret_that_is_shown_once(
        self, client: Client, lead: Membership, account: ServiceAccount
    ) -> None:
        page = client.get(f"/nl/members/of/{lead.organisation.slug}/programs/")
        assert f"{ROOT}of/{account.pk}/" in page.text
        adding = f"{ROOT}of/{account.pk}/add/"
        made = client.post(adding, {"address": ADDRESS})
        secret = made.context["registered"].secret
        assert secret in made.text
        assert "no-store" in made["Cache-Control"]
        with acting(lead):
            webhook = Webhook.objects.get()
        for path in (f"of/{account.pk}/", f"{webhook.pk}/", f"{webhook.pk}/secret/"):
            assert secret not in client.get(f"{ROOT}{path}").text
        rotated = client.post(f"{ROOT}{webhook.pk}/secret/")
        assert rotated.context["registered"].secret not in (secret, "")

    @pytest.mark.parametrize(
        "address", ["", "https://127.0.0.1/", "http://example.org/", "x" * 301]
    )
    def test_an_address_that_is_none_is_told_beside_the_field(
        self, client: Client, lead: Membership, account: ServiceAccount, address: str
    ) -> None:
        answer = client.post(f"{ROOT}of/{account.pk}/add/", {"address": address})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["address"])
        with acting(lead):
            assert not Webhook.objects.exists()

    @pytest.mark.parametrize("page", ["of/{account}/add/", "{webhook}/secret/"])
    def test_a_secret_asks_for_a_fresh_second_factor(
        self, client: Client, lead: Membership, account: ServiceAccount, page: str
    ) -> None:
        webhook = register(lead, ADDRESS).webhook
        session = client.session
        session["account_authentication_methods"] = []
        session.save()
        path = f"{ROOT}{page.format(account=account.pk, webhook=webhook.pk)}"
        assert client.post(path, {"address": ADDRESS}).status_code == 302
        with acting(lead):
            assert Webhook.objects.get().previous_secret is None

    def test_it_is_switched_off_and_on_and_removed(self, client: Client, lead: Membership) -> None:
        path = f"{ROOT}{register(lead, ADDRESS).webhook.pk}/"
        client.post(f"{path}switch/")
        with acting(lead):
            assert Webhook.objects.get().off == Webhook.Off.BY_HAND
        client.post(f"{path}test/")
        with acting(lead):
            assert not WebhookDelivery.objects.exists()
        client.post(f"{path}switch/")
        client.post(f"{path}end/")
        with acting(lead):
            ended = Webhook.objects.get()
        assert (ended.off, bytes(ended.secret)) == ("", b"")
        assert client.get(path).status_code == 404

    def test_another_organisation_s_are_not_there(self, lead: Membership) -> None:
        webhook = register(lead, ADDRESS).webhook
        own = MembershipFactory.create(organisation=lead.organisation)
        for person in (MembershipFactory.create(team_lead=True), own):
            client = Client()
            client.force_login(person.user)
            for path in (f"of/{webhook.account_id}/", f"{webhook.pk}/", f"{webhook.pk}/secret/"):
                assert client.get(f"{ROOT}{path}").status_code == 404
            for path in ("switch/", "test/", "end/"):
                assert client.post(f"{ROOT}{webhook.pk}/{path}").status_code == 404

    def test_its_queries_do_not_grow_with_the_log(self, client: Client, lead: Membership) -> None:
        webhook = register(lead, ADDRESS).webhook

        def statements(more: int) -> int:
            with acting(lead):
                for _unused in range(more):
                    registering.send_test(webhook, now=timezone.now())
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{ROOT}{webhook.pk}/").status_code == 200
            return len(queries)

        statements(1)
        assert statements(0) == statements(2)
        statements(30)
        older = client.get(f"{ROOT}{webhook.pk}/").context["page"].following
        page: Any = client.get(f"{ROOT}{webhook.pk}/?after={older}").context["page"]
        assert (len(page.lines), page.following) == (8, "")


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_test_event_and_sending_again_are_seen_in_the_log(
    client: Client, registered: Registered, receiver: Receiver, filed: str
) -> None:
    path = f"{ROOT}{registered.webhook.pk}/"
    client.post(f"{path}test/")
    assert tell() == 2
    told = [json.loads(body) for _headers, body in receiver.got]
    assert {one["type"] for one in told} == {"webhook.test", "referral.send"}
    shown = client.get(path)
    assert "it answered" not in shown.text  # in the reader's language
    assert [line.state for line in shown.context["page"].lines] == ["bezorgd", "bezorgd"]
    (again,) = [
        line.delivery.pk for line in shown.context["page"].lines if line.delivery.referral_id
    ]
    assert client.post(f"{path}deliveries/{again}/send/").status_code == 302
    assert tell() == 1
    ids = [headers["webhook-id"] for headers, _body in receiver.got]
    assert len(ids) == 3
    assert len(set(ids)) == 2
