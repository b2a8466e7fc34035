"""The page of files: what bad input gets, what a download carries, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from referrals.models import Referral, Stage
from referrals.services.files import NewFile, add_file
from tests.factories import NOW, ReferralFactory, acting
from tests.referrals.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(sender: Membership, recipient: Membership) -> Referral:
    return ReferralFactory.create(sender=sender, recipients=[recipient])


@pytest.fixture
def page(client: Client, sender: Membership, referral: Referral) -> str:
    client.force_login(sender.user)
    return reverse("referrals:files", args=[referral.pk])


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_file_is_added_opened_and_deleted(client: Client, page: str, referral: Referral) -> None:
    answer = client.post(
        page, {"file": upload("Étude.pdf", samples.pdf()), "stage": "2"}, follow=True
    )
    (shown,) = answer.context["page"].files
    opened = client.get(reverse("referrals:file", args=[referral.pk, shown.id]))
    assert opened.content == samples.pdf()
    assert opened["Content-Disposition"] == "attachment; filename*=utf-8''%C3%89tude.pdf"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in opened["Cache-Control"]
    delete = reverse("referrals:delete_file", args=[referral.pk, shown.id])
    assert "Étude.pdf" in client.get(delete).content.decode()
    answer = client.post(delete, follow=True)
    assert "Étude.pdf" not in answer.content.decode()
    assert client.get(reverse("referrals:file", args=[referral.pk, shown.id])).status_code == 404


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"stage": "2"}, "file", "Choose a file."),
        ({"file": upload("a.pdf", b""), "stage": "2"}, "file", "This file is empty."),
        ({"file": upload("a.pdf", b"MZ"), "stage": "2"}, "file", "cannot be attached"),
        (
            {"file": upload("a.pdf", samples.pdf()), "stage": "3"},
            "stage",
            "Choose who may open it.",
        ),
        ({"file": upload("a.pdf", samples.pdf())}, "stage", "Choose who may open it."),
        ({"file": upload("a" * 220 + ".pdf", samples.pdf()), "stage": "1"}, "file", "200"),
    ],
    ids=["none", "empty", "program", "unknown stage", "no stage", "long name"],
)
def test_bad_input_is_told_beside_the_field(
    client: Client, page: str, given: dict[str, Any], field: str, words: str
) -> None:
    for file in given.values():
        if isinstance(file, SimpleUploadedFile):
            file.seek(0)
    answer = client.post(page, given)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[field])


def test_a_body_of_more_than_the_limit_is_not_read(
    client: Client, page: str, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 500
    answer = client.post(page, {"file": upload("a.pdf", samples.pdf()), "stage": "2"})
    assert answer.status_code == 413


def test_a_recipient_chooses_no_stage(
    client: Client, recipient: Membership, referral: Referral
) -> None:
    client.force_login(recipient.user)
    page = reverse("referrals:files", args=[referral.pk])
    assert "stage" not in client.get(page).context["form"].fields
    client.post(page, {"file": upload("place.pdf", samples.pdf())})
    assert [shown.name for shown in client.get(page).context["page"].files] == ["place.pdf"]


def test_what_is_over_takes_no_file(client: Client, page: str, referral: Referral) -> None:
    client.post(
        reverse("referrals:move", args=[referral.pk, "withdraw"]),
        {"reason": "other", "withdrawal_reason": "other"},
    )
    answer = client.post(page, {"file": upload("a.pdf", samples.pdf()), "stage": "2"})
    assert answer.status_code == 409


def test_ten_files_cost_no_more_queries_than_one(
    client: Client, page: str, sender: Membership, referral: Referral
) -> None:
    def queries(ask: Callable[[], object]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask()
        return len(captured)

    def add() -> None:
        with acting(sender):
            add_file(referral.pk, NewFile("a.pdf", samples.pdf(), Stage.REQUEST), now=NOW)

    add()
    client.get(page)
    one = queries(lambda: client.get(page))
    for _unused in range(9):
        add()
    assert queries(lambda: client.get(page)) == one
