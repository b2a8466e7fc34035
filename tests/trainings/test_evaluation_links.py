"""Participants without an account answer by a link from a mail: once, in time, unnamed."""

import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from accounts.models import Membership
from notifications.kinds import EVALUATION_LINK
from notifications.models import Notice
from notifications.tasks import relay_outbox
from tests.conftest import Mailbox
from tests.factories import MembershipFactory
from tests.trainings.held import FIRST_DAY, all_there, people, training
from trainings.evaluation import running
from trainings.evaluation.questions import QUESTIONS, Round
from trainings.models import EvaluationAnswer, EvaluationAsked, EvaluationRound, Training

pytestmark = pytest.mark.django_db(databases=["default", "owner", "system"], transaction=True)
AFTER = FIRST_DAY + timedelta(days=1)
GOOD = {one.code: one.choices[0][0] for one in QUESTIONS[Round.AFTER]}
ADDRESS = "deelnemer1@t1.example"


@pytest.fixture
def held() -> Training:
    """A training with five participants, none of whom has an account; two speak French."""
    secretariat: Membership = MembershipFactory.create(secretariat=True)
    made = training()
    people(made, 3)
    people(made, 2, language="fr")
    all_there(made, secretariat.user_id)
    return made


def at(day_after: int) -> datetime:
    return datetime.combine(AFTER + timedelta(days=day_after), time(10))


def link_in(mailbox: Mailbox, address: str = ADDRESS) -> str:
    """The path of the newest link that was mailed to an address."""
    relay_outbox()
    found = re.search(r"https?://\S+", mailbox.to(address)[-1].get_content())
    assert found is not None
    assert found[0].startswith(settings.PORTAL_BASE_URL)
    return found[0].removeprefix(settings.PORTAL_BASE_URL)


@time_machine.travel(at(0), tick=True)
def test_a_link_by_mail_stands_for_signing_in_and_works_once(
    client: Client, smtp_server: Mailbox, held: Training
) -> None:
    assert running.open_due(AFTER) == 1
    assert EvaluationRound.objects.get().asked == 5
    path = link_in(smtp_server)
    for _reading in (1, 2):  # a mail program that opens links uses nothing up
        shown = client.get(path, follow=True)
    assert shown.status_code == 200
    assert shown.redirect_chain[-1][0].endswith("/trainings/evaluation/")
    page = shown.content.decode()
    assert held.title_nl in page  # type: ignore[attr-defined]
    assert "Deelnemer" not in page
    assert ADDRESS not in page

    assert client.post("/nl/trainings/evaluation/", {}).status_code == 422
    assert client.post("/nl/trainings/evaluation/", GOOD | {"remark": "Meer"}).status_code == 200
    kept = EvaluationAnswer.objects.values().get()
    assert set(kept) == {"id", "round_id", "choices", "remark"}
    asked = EvaluationAsked.objects.get(answered=True)
    assert (asked.nonce, asked.token_hash) == ("", None)
    assert client.get(path, follow=True).status_code == 404
    assert EvaluationAnswer.objects.count() == 1


@time_machine.travel(at(0), tick=True)
def test_each_is_written_to_in_their_language_and_the_mail_names_nobody(
    smtp_server: Mailbox, held: Training
) -> None:
    running.open_due(AFTER)
    relay_outbox()
    subjects = {mail["To"]: mail["Subject"] for mail in smtp_server.messages}
    assert len(subjects) == 5
    assert subjects["deelnemer1@t1.example"] == "Beneluxportaal: hoe was de opleiding?"
    assert "Portail Benelux" in subjects["deelnemer4@t1.example"]
    for mail in smtp_server.messages:
        assert "Deelnemer" not in mail.get_content()
        assert held.title_nl not in mail.get_content()  # type: ignore[attr-defined]


def test_the_outbox_holds_no_secret_that_opens_the_link(
    smtp_server: Mailbox, held: Training
) -> None:
    running.open_due(AFTER)
    token = link_in(smtp_server).rstrip("/").rpartition("/")[2]
    for row in Notice.objects.using("system").filter(kind=EVALUATION_LINK):
        assert token not in str(row.path_args)


def test_who_is_silent_is_reminded_with_the_same_link_and_who_answered_is_not(
    client: Client, smtp_server: Mailbox, held: Training
) -> None:
    with time_machine.travel(at(0), tick=True):
        running.open_due(AFTER)
        first = link_in(smtp_server)
        other = link_in(smtp_server, "deelnemer2@t1.example")
        client.get(other, follow=True)
        client.post("/nl/trainings/evaluation/", GOOD)
    with time_machine.travel(at(15), tick=True):
        assert running.remind_due(AFTER + timedelta(days=15)) == 1
        assert link_in(smtp_server) == first
        assert len(smtp_server.to(ADDRESS)) == 2
        assert len(smtp_server.to("deelnemer2@t1.example")) == 1


@pytest.mark.parametrize("days", [22, 120])
def test_a_link_ends_with_its_round(
    client: Client, smtp_server: Mailbox, held: Training, days: int
) -> None:
    with time_machine.travel(at(0), tick=True):
        running.open_due(AFTER)
        path = link_in(smtp_server)
    with time_machine.travel(at(days), tick=True):
        assert client.get(path, follow=True).status_code == 404
        assert client.post("/nl/trainings/evaluation/", GOOD).status_code == 404
    assert not EvaluationAnswer.objects.exists()


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00"])
def test_a_link_that_was_made_up_opens_nothing(client: Client, token: str) -> None:
    assert client.get(f"/nl/trainings/evaluation/{token}/", follow=True).status_code == 404
    assert client.get("/nl/trainings/evaluation/").status_code == 404
