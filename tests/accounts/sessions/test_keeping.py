"""What was typed when a session ended is kept, sealed, for its writer alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import KeptText, Membership
from accounts.sessions.keeping import NEVER_KEPT, keep_typed
from accounts.tasks import tidy_sessions
from protection.actor import acting_as
from tests.factories import MembershipFactory, OrganisationFactory

from .test_ending import idle_for

pytestmark = pytest.mark.django_db
FIELD = "point_new_hours_nl"
SECRET = "She hides with her sister\nin the blue house & <b>waits</b>"
SIGN_IN = "/nl/accounts/login/"


@pytest.fixture
def member(db: None) -> Membership:
    """A caseworker who may edit the directory's entry of their organisation."""
    return MembershipFactory.create(organisation=OrganisationFactory.create(slug="huis-kept"))


@pytest.fixture
def entry() -> str:
    return "/nl/contacts/huis-kept/edit/"


@pytest.fixture
def typing(client: Client, member: Membership) -> Client:
    client.force_login(member.user)
    return client


def kept_of(member: Membership) -> list[KeptText]:
    with acting_as(actor_of(member)):
        return list(KeptText.objects.all())


def send_late(client: Client, entry: str, **more: Any) -> Any:
    """Send a form of the page a quarter of an hour after the last sign of its writer."""
    idle_for(15 * 60)
    fields = {FIELD: SECRET, "password": "hunter2", "version": "7", "empty": " ", **more}
    return client.post(entry, fields, headers={"Referer": f"http://testserver{entry}"})


def whole(shown: Any, **changes: str) -> dict[str, Any]:
    """The entry's form as its page shows it, with some answers changed, kept as a draft."""
    values = {bound.html_name: bound.value() for bound in shown.context["form"]}
    given = {name: value for name, value in values.items() if value}
    return given | {FIELD: "", "save_draft": "yes"} | changes


def sign_in_again(client: Client, member: Membership) -> None:
    client.force_login(member.user)


def test_a_form_that_is_sent_too_late_is_kept_and_leads_to_the_sign_in(
    typing: Client, member: Membership, entry: str
) -> None:
    answer = send_late(typing, entry)
    assert answer.headers["Location"] == f"{SIGN_IN}?next={entry}"
    assert "Wat u typte, is bewaard" in typing.get(SIGN_IN).text
    (kept,) = kept_of(member)
    assert (kept.page, kept.action) == (entry, entry)
    assert b"sister" not in bytes(kept.fields)


def test_the_same_person_finds_it_back_on_its_page(
    typing: Client, member: Membership, entry: str
) -> None:
    send_late(typing, entry)
    sign_in_again(typing, member)
    shown = typing.get(entry).text
    assert "staat weer in het formulier" in shown
    assert "She hides with her sister\nin the blue house &amp; &lt;b&gt;waits&lt;/b&gt;" in shown
    assert "hunter2" not in shown
    assert "She hides" in typing.get(entry).text, "a reload loses nothing"


def test_nobody_else_finds_it(typing: Client, member: Membership, entry: str) -> None:
    send_late(typing, entry)
    colleague = MembershipFactory.create(organisation=member.organisation)
    sign_in_again(typing, colleague)  # in the same browser
    shown = typing.get(entry)
    assert shown.status_code == 200
    assert "She hides" not in shown.text
    assert kept_of(colleague) == []
    assert len(kept_of(member)) == 1


def test_it_is_deleted_once_its_form_was_sent(
    typing: Client, member: Membership, entry: str
) -> None:
    send_late(typing, entry)
    sign_in_again(typing, member)
    shown = typing.get(entry)
    refused = typing.post(entry, {"phone": "no number at all"})
    assert refused.status_code == 422
    assert len(kept_of(member)) == 1, "a form that came back with mistakes is not sent yet"
    assert typing.post(entry, whole(shown, phone="+31 20 123 45 67")).status_code == 302
    assert kept_of(member) == []
    assert "staat weer" not in typing.get(entry).text


def test_it_can_be_thrown_away(typing: Client, member: Membership, entry: str) -> None:
    send_late(typing, entry)
    sign_in_again(typing, member)
    (kept,) = kept_of(member)
    stranger = Client()
    stranger.force_login(MembershipFactory.create().user)
    discard = "/nl/accounts/sessions/discard/"
    assert stranger.post(discard, {"kept": str(kept.pk)}).status_code == 404
    assert typing.post(discard, {"kept": str(kept.pk)}).headers["Location"] == entry
    assert kept_of(member) == []


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_it_is_deleted_after_a_day(
    transactional_db: None, typing: Client, member: Membership, entry: str
) -> None:
    send_late(typing, entry)
    tidy_sessions()
    assert len(kept_of(member)) == 1
    with acting_as(actor_of(member)):
        KeptText.objects.update(kept_at=timezone.now() - timedelta(hours=24))
    sign_in_again(typing, member)
    assert "She hides" not in typing.get(entry).text
    tidy_sessions()
    assert kept_of(member) == []


def test_another_page_of_the_browser_keeps_its_text_too(
    typing: Client, member: Membership, entry: str
) -> None:
    """The session ended in one tab; the form in the other is sent after that."""
    idle_for(15 * 60)
    typing.get("/nl/notices/")
    answer = typing.post(entry, {FIELD: SECRET}, headers={"Referer": f"http://testserver{entry}"})
    assert answer.headers["Location"] == f"{SIGN_IN}?next={entry}"
    assert len(kept_of(member)) == 1


def test_a_form_that_is_older_than_the_sign_in_keeps_its_text(
    member: Membership, entry: str
) -> None:
    """Signing in changes the token of forms; one that was open before is the portal's all the
    same when the browser says so."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member.user)
    referred = {"Referer": f"http://testserver{entry}"}
    forged = browser.post(entry, {FIELD: SECRET}, headers=referred)
    assert forged.status_code == 403
    assert kept_of(member) == []
    own = browser.post(
        entry, {FIELD: SECRET}, headers={**referred, "Sec-Fetch-Site": "same-origin"}
    )
    assert (own.status_code, own.headers["Location"]) == (303, entry)
    assert "She hides" in browser.get(entry).text


def test_the_script_has_text_kept_and_the_session_ended(
    typing: Client, member: Membership, entry: str
) -> None:
    keep, by_script = "/nl/accounts/sessions/keep/", {"X-Activity": "no"}
    form = {FIELD: SECRET, "session-page": entry, "session-action": entry}
    assert typing.post(keep, form, headers=by_script).json()["saved"] is False
    assert typing.get("/nl/notices/").status_code == 200
    last = {"session-ends": "yes", "session-kept": "yes"}
    assert typing.post(keep, last, headers=by_script).status_code == 204
    assert typing.get("/nl/notices/").status_code == 302
    assert "Wat u typte, is bewaard" in typing.get(SIGN_IN).text
    assert len(kept_of(member)) == 1
    assert Client().post(keep, form).status_code == 404, "a stranger's text is nobody's"


@pytest.mark.parametrize(
    "entry", ["/nl/accounts/password/change/", "/nl/no/such/page/", "https://evil.test/", "x"]
)
def test_no_secret_and_nothing_from_elsewhere_is_kept(member: Membership, entry: str) -> None:
    assert not keep_typed(member.user_id, entry, entry, QueryDict("a=b"))
    for name in (
        "password1",
        "oldpassword",
        "code",
        "csrfmiddlewaretoken",
        "credential",
        "version",
    ):
        assert NEVER_KEPT.search(name), name


def test_text_is_kept_while_it_is_typed(typing: Client, member: Membership, entry: str) -> None:
    """Nobody is signed out for it; a page on which nothing was sent shows it again."""
    keep, typed = "/nl/accounts/sessions/keep/", {"session-page": entry, "session-action": entry}
    for text in ("She hides", SECRET):
        typing.post(keep, {**typed, FIELD: text}, headers={"X-Activity": "yes"})
    assert len(kept_of(member)) == 1
    shown = typing.get(entry)
    assert "in the blue house &amp; " in shown.text
    sent = typing.post(entry, whole(shown, phone="+31 20 123 45 67"))
    assert sent.status_code == 302
    assert kept_of(member) == []


def test_the_script_learns_whether_what_is_sent_now_would_be_lost(
    typing: Client, member: Membership
) -> None:
    stay, by_script = "/nl/accounts/sessions/stay/", {"X-Activity": "no"}
    assert typing.post(stay, headers=by_script).json()["keeps"] is True
    idle_for(15 * 60)
    assert typing.post(stay, headers=by_script).json() == {"left": 0, "keeps": True}
    sign_in_again(typing, member)
    typing.post("/nl/accounts/logout/")
    assert typing.post(stay, headers=by_script).json() == {"left": 0, "keeps": False}


def test_a_sign_out_leaves_no_name_behind(typing: Client, member: Membership, entry: str) -> None:
    typing.post("/nl/accounts/logout/")
    assert typing.post(entry, {FIELD: SECRET}).status_code == 302
    assert kept_of(member) == []


def test_the_database_shows_it_to_nobody_else(
    typing: Client, member: Membership, entry: str
) -> None:
    send_late(typing, entry)
    with acting_as(actor_of(MembershipFactory.create())):
        assert KeptText.objects.count() == 0
    with acting_as(None), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_kepttext")
        assert cursor.fetchone() == (0,)
