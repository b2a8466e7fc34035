"""What an organisation's program is told of its referrals: all it may know, and nothing else."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.programs import end_account
from notifications.models import Notice
from referrals.models import UntoldEvent, Webhook, WebhookDelivery
from referrals.webhooks import outbox, registering, relay, sending
from referrals.webhooks.registering import Registered
from tests.factories import MembershipFactory, acting
from tests.referrals.api.conftest import Program, body, program_of, request_of
from tests.referrals.api.test_example import load_example

from .conftest import lead_of, register, tell
from .receiver import Receiver, listening

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
State = WebhookDelivery.State


def kinds(receiver: Receiver) -> list[str]:
    return [json.loads(body)["type"] for _headers, body in receiver.got]


def deliveries() -> Any:
    return WebhookDelivery.objects.using("owner")


def signed_with(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As the example of the documentation checks it."""
    try:
        load_example().verified(secret, headers, body)
    except ValueError:
        return False
    return True


def test_it_is_told_what_happened_where_and_when_and_nothing_of_a_person(
    registered: Registered, receiver: Receiver, sender: Program, recipient: Program
) -> None:
    filed = sender.post(body=body(recipient)).json()
    assert tell() == 1
    ((headers, sent),) = receiver.got
    told = json.loads(sent)
    assert told.keys() == {"id", "type", "timestamp", "data"}
    assert told["type"] == "referral.send"
    assert told["data"].keys() == {"referral", "url"}
    assert told["data"]["referral"] == filed["id"]
    assert told["data"]["url"].endswith(f"/api/v1/referrals/{filed['id']}")
    assert headers["webhook-id"] == told["id"]
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    assert signed_with(registered.secret, headers, sent)
    assert not signed_with(registered.secret, headers, sent + b" ")
    old = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)}
    assert not signed_with(registered.secret, old, sent)
    assert not UntoldEvent.objects.using("owner").exists()
    assert tell() == 0


def test_it_is_not_told_what_concerns_another_recipient(
    registered: Registered, receiver: Receiver, sender: Program, recipient: Program
) -> None:
    other = program_of(MembershipFactory.create(belgian=True))
    path = f"/{sender.post(body=body(recipient, other)).json()['id']}"
    with listening() as senders:
        register(lead_of(sender), senders.address)
        no = {"answer": "cannot_help", "reason": "no_capacity"}
        assert other.post(f"{request_of(other, path)}/answer", no).status_code == 200
        tell()
    assert kinds(receiver) == ["referral.send"]
    assert "referral.decline" in kinds(senders)
    stranger = MembershipFactory.create(team_lead=True)
    with acting(stranger):
        assert not Webhook.objects.exists()
        assert not WebhookDelivery.objects.exists()


def test_a_move_that_is_rolled_back_was_never_told(
    registered: Registered, receiver: Receiver, sender: Program, recipient: Program
) -> None:
    assert sender.post(body=body(recipient, person={"age_group": "18-22"})).status_code == 400
    with transaction.atomic():
        sender.post(body=body(recipient))
        transaction.set_rollback(True)
    assert not UntoldEvent.objects.using("owner").exists()
    assert (tell(), receiver.got) == (0, [])


def test_what_is_not_accepted_is_tried_again_under_the_same_id(
    registered: Registered, receiver: Receiver, filed: str
) -> None:
    receiver.answers = [500, 200]
    assert tell() == 0
    (waiting,) = deliveries()
    assert (waiting.state, waiting.status, waiting.attempts) == (State.WAITING, 500, 1)
    assert tell() == 0  # it is left alone for a while
    assert len(receiver.got) == 1
    _time_passes(relay.delay_after(1))
    assert tell() == 1
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1
    assert deliveries().get().state == State.DELIVERED
    assert Webhook.objects.using("owner").get().failing_since is None


def test_a_worker_that_died_does_not_lose_it(
    registered: Registered, receiver: Receiver, filed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_args: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, "post", die)
        with pytest.raises(SystemExit):
            tell()
    _time_passes(relay.CLAIMED_FOR)
    assert tell() == 1


def _time_passes(by: timedelta) -> None:
    for row in deliveries().all():
        row.next_attempt_at -= by
        row.save(using="owner", update_fields=["next_attempt_at"])
    Webhook.objects.using("owner").update(try_after=None)


def test_after_three_days_it_is_switched_off_and_the_team_lead_is_told(
    registered: Registered, receiver: Receiver, lead: Membership, sender: Program, filed: str
) -> None:
    receiver.answers = [503]
    tell()
    Webhook.objects.using("owner").update(failing_since=timezone.now() - relay.OFF_AFTER)
    _time_passes(relay.LONGEST_DELAY)
    tell()
    assert Webhook.objects.using("owner").get().off == Webhook.Off.FAILED
    assert deliveries().get().state == State.FAILED
    notice = Notice.objects.using("owner").get(kind="webhook_switched_off")
    assert (notice.user_id, notice.reference) == (lead.user_id, "")
    sender.post(f"{filed}/withdraw", {"reason": "solved_here"})
    assert (tell(), len(receiver.got), deliveries().count()) == (0, 2, 1)
    with acting(lead):
        webhook = Webhook.objects.get()
        registering.switch(webhook, on=True)
        assert registering.send_again(webhook, deliveries().get().pk, now=timezone.now())
    receiver.answers = [200]
    assert tell() == 1


def test_an_address_that_is_gone_is_not_asked_again(
    registered: Registered, receiver: Receiver, filed: str
) -> None:
    receiver.answers = [410]
    tell()
    assert Webhook.objects.using("owner").get().off == Webhook.Off.GONE


def test_one_delivery_is_given_up_after_three_days(
    registered: Registered, receiver: Receiver, filed: str
) -> None:
    receiver.answers = [500]
    deliveries().delete()
    outbox.fan_out(timezone.now() - outbox.GIVE_UP_AFTER)
    relay.deliver_due()
    assert deliveries().get().state == State.FAILED
    assert not Webhook.objects.using("owner").get().off


def test_both_secrets_sign_for_a_day(
    registered: Registered, receiver: Receiver, lead: Membership, filed: str
) -> None:
    with acting(lead):
        webhook = Webhook.objects.get()
        rotated = registering.rotate(webhook, now=timezone.now())
        assert registered.secret != rotated.secret
    tell()
    ((headers, sent),) = receiver.got
    assert signed_with(rotated.secret, headers, sent)
    assert signed_with(registered.secret, headers, sent)
    with acting(lead):
        later = timezone.now() + registering.OVERLAP
        assert registering.secrets_of(Webhook.objects.get(), now=later) == [rotated.secret]


def test_a_program_that_works_no_more_is_told_nothing(
    registered: Registered, receiver: Receiver, lead: Membership, filed: str
) -> None:
    with acting(lead):
        end_account(Webhook.objects.get().account, now=timezone.now())
    assert (tell(), receiver.got, deliveries().count()) == (0, [], 0)


def test_secret_and_address_are_read_by_nobody_else(
    registered: Registered, recipient: Program
) -> None:
    """A colleague who is no team lead sees no webhook, the relay no secret and no address."""
    with acting(recipient.person):
        assert not Webhook.objects.exists()
    for column in ("secret", "previous_secret", "address"):
        with pytest.raises(DatabaseError, match="permission denied"):
            Webhook.objects.using("system").values_list(column).first()
    with acting(MembershipFactory.create(organisation=recipient.person.organisation)):
        assert Webhook.objects.update(off="by_hand") == 0
    row = Webhook.objects.using("owner").get()
    assert registered.secret.encode() not in bytes(row.secret)


def test_what_was_told_a_month_ago_is_forgotten(
    registered: Registered, receiver: Receiver, filed: str
) -> None:
    tell()
    assert relay.forget_old(timezone.now()) == 0
    assert relay.forget_old(timezone.now() + relay.KEPT_FOR) == 1
