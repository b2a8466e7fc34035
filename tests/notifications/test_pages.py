"""The notices of a person, and the demonstration's mailbox."""

from collections.abc import Callable
from datetime import time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.models import Membership, Role
from contacts.models import Organisation
from notifications.kinds import KINDS
from notifications.models import Notice, NoticePreference
from notifications.services import (
    Recipient,
    mark_read_for,
    preference_of,
    queue_notice,
    save_preference,
)
from protection.actor import Actor, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client, person: Callable[..., Recipient]) -> Recipient:
    """Somebody who is signed in."""
    made = person()
    payoke = Organisation.objects.get(slug="payoke")
    Membership.objects.create(user_id=made.user_id, organisation=payoke, role=Role.CASEWORKER)
    client.force_login(get_user_model().objects.get(pk=made.user_id))
    return made


def test_own_notices_are_listed_and_marked_read(
    client: Client, reader: Recipient, person: Callable[..., Recipient], tell: Callable[..., int]
) -> None:
    tell(reader, person("other@comensha.example"))
    tell(reader, reference="BE-2026-0002")
    page = client.get("/nl/notices/").content.decode()
    assert "2 ongelezen" in page
    assert "BE-2026-0002" in page
    assert '"/nl/contacts/payoke/"' in page
    client.post("/nl/notices/read/")
    assert "0 ongelezen" in client.get("/nl/notices/").content.decode()


def test_one_notice_is_marked_read(
    client: Client, reader: Recipient, tell: Callable[..., int]
) -> None:
    tell(reader)
    tell(reader, reference="BE-2026-0002")
    first = client.get("/fr/notices/").context["page"].lines[0].id
    client.post("/fr/notices/read/", {"notice": str(first)})
    assert "1 non lu" in client.get("/fr/notices/").content.decode()


def test_opening_a_page_reads_what_was_told_about_it(
    reader: Recipient, tell: Callable[..., int]
) -> None:
    tell(reader)
    tell(reader, reference="BE-2026-0002")
    with acting_as(Actor(reader.user_id, 1, "caseworker", "BE")):
        assert mark_read_for(reader.user_id, "contacts:detail", "pag-asa") == 0
        assert mark_read_for(reader.user_id, "contacts:detail", "payoke") == 2


def test_a_link_that_proves_something_is_not_listed(client: Client, reader: Recipient) -> None:
    queue_notice("digest", [reader], reference="", path_name="notifications:list", path_args=[])
    page = client.get("/nl/notices/").context["page"]
    assert (page.lines, page.unread) == ([], 0)


class TestChoices:
    """/nl/notices/choices/"""

    URL = "/nl/notices/choices/"

    def chosen(self, **changed: str) -> dict[str, str]:
        as_shown = {
            **{f"kind_{kind.code}": "at_once" for kind in KINDS.values() if len(kind.ways) > 1},
            "rhythm": "twice",
        }
        return as_shown | changed

    def stored(self, reader: Recipient) -> NoticePreference:
        with acting_as(Actor(reader.user_id, 1, "caseworker", "BE")):
            return preference_of(reader.user_id)

    def test_only_what_was_changed_is_kept(self, client: Client, reader: Recipient) -> None:
        data = self.chosen(kind_referral_closed="portal", quiet_from="20:00", quiet_until="07:30")
        answer = client.post(self.URL, data, follow=True)
        assert "Uw keuzes zijn opgeslagen" in answer.text
        stored = self.stored(reader)
        assert stored.ways == {"referral_closed": "portal"}
        assert (stored.quiet_from, stored.quiet_weekends) == (time(20), False)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"quiet_from": "20:00"},
            {"quiet_from": "20:00", "quiet_until": "20:00"},
            {"kind_referral_asked": "portal"},
            {"rhythm": "never"},
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused_and_kept_as_typed(
        self, client: Client, reader: Recipient, wrong: dict[str, str]
    ) -> None:
        answer = client.post(self.URL, self.chosen(kind_referral_closed="digest", **wrong))
        assert answer.status_code == 422
        assert '<option value="digest" selected>' in answer.text
        assert self.stored(reader).ways == {}

    def test_there_is_no_field_for_what_safety_needs(
        self, client: Client, reader: Recipient
    ) -> None:
        page = client.get(self.URL).text
        assert 'name="kind_referral_overdue"' not in page
        assert "Een antwoord is te laat" in page

    def test_nobody_chooses_for_another(
        self, reader: Recipient, person: Callable[..., Recipient]
    ) -> None:
        other = person("other@comensha.example")
        with acting_as(Actor(other.user_id, 1, "caseworker", "BE")):
            save_preference(other.user_id, ways={"referral_closed": "portal"})
            with pytest.raises(DatabaseError), transaction.atomic():
                save_preference(reader.user_id, ways={"referral_closed": "portal"})
        assert self.stored(reader).ways == {}


def test_strangers_sign_in_first(client: Client) -> None:
    assert client.get("/nl/notices/").status_code == 302


@pytest.mark.parametrize("before", ["x", "2026-01-01_x", "\0", "2026-01-01T00:00:00_" + "0" * 32])
def test_a_made_up_place_in_the_list_is_not_found(
    client: Client, reader: Recipient, before: str
) -> None:
    assert client.get("/nl/notices/", {"before": before}).status_code == 404


def test_long_lists_are_paged(client: Client, reader: Recipient, tell: Callable[..., int]) -> None:
    for number in range(30):
        tell(reader, reference=f"BE-2026-{number:04}")
    first = client.get("/en/notices/")
    second = client.get("/en/notices/" + first.context["older"])
    assert len(first.context["page"].lines) + len(second.context["page"].lines) == 30
    assert second.context["older"] == ""


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_list(
    client: Client,
    reader: Recipient,
    tell: Callable[..., int],
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for at in range(number):
        tell(reader, reference=f"BE-2026-{at:04}")
    client.get("/en/notices/")
    with django_assert_num_queries(8):
        client.get("/en/notices/")


@pytest.fixture
def stored(tmp_path: Path, settings: Any) -> str:
    """A demonstration's mailbox with one mail; its name."""
    settings.DEMONSTRATION = True
    settings.MAILBOX_DIR = tmp_path
    message = EmailMessage()
    message["To"] = "caseworker@comensha.example"
    message["Subject"] = "Beneluxportaal: bericht over BE-2026-0001"
    message["Content-Language"] = "nl"
    message.set_content("Zie http://localhost:8000/nl/\n<b>niet vet</b>\n")
    name = "1795000000000000000-00ff00ff"
    (tmp_path / f"{name}.eml").write_bytes(bytes(message))
    return name


def test_mailbox_shows_mails_to_anybody(client: Client, stored: str) -> None:
    listed = client.get("/fr/mailbox/").content.decode()
    assert "caseworker@comensha.example" in listed
    shown = client.get(f"/fr/mailbox/{stored}/").content.decode()
    assert '<a href="http://localhost:8000/nl/"' in shown
    assert "&lt;b&gt;niet vet" in shown


def test_mailbox_has_no_other_files(client: Client, stored: str) -> None:
    assert client.get("/fr/mailbox/1-aa/").status_code == 404
    assert client.get("/fr/mailbox/..%2F..%2Fetc/").status_code == 404


def test_no_mailbox_outside_the_demonstration(client: Client, settings: Any) -> None:
    settings.DEMONSTRATION = False
    assert client.get("/nl/mailbox/").status_code == 404


def test_every_kind_has_a_subject_and_a_text() -> None:
    folder = Path("templates/notices")
    texts = {path.name.removesuffix(".txt") for path in folder.glob("*.txt")} - {"base", "subject"}
    subjects = {name.removesuffix(".subject") for name in texts if name.endswith(".subject")}
    assert subjects == {name for name in texts if not name.endswith(".subject")}


def test_notices_hold_no_free_text() -> None:
    fields = {field.name for field in Notice._meta.get_fields()}
    assert fields.isdisjoint({"body", "text", "message", "context", "subject"})
