"""A session ends after 15 minutes without its reader, and 8 hours after its sign-in."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, PortalSession, User
from accounts.sessions.codes import ENDED_FOR, SESSION_ENDS
from accounts.sessions.services import end_sessions
from accounts.sessions.store import SessionStore, digest

pytestmark = pytest.mark.django_db
PAGE = "/nl/notices/"
SIGN_IN = f"/nl/accounts/login/?next={PAGE}"


@pytest.fixture
def signed_in(client: Client, member: Membership) -> Client:
    client.force_login(member.user)
    return client


def idle_for(seconds: float) -> None:
    """All sessions were last used so long ago."""
    PortalSession.objects.update(last_seen_at=timezone.now() - timedelta(seconds=seconds))


def row_of(client: Client) -> PortalSession:
    return PortalSession.objects.get(pk=digest(client.session.session_key or ""))


class TestAfterEightHours:
    def test_a_busy_session_ends_all_the_same(self, signed_in: Client, settings: Any) -> None:
        assert signed_in.get(PAGE).status_code == 200
        session = signed_in.session
        left = session[SESSION_ENDS] - time.time()
        assert settings.SESSION_COOKIE_AGE - 60 < left <= settings.SESSION_COOKIE_AGE == 8 * 3600
        session[SESSION_ENDS] = time.time() - 1  # the write gives its cookie eight more hours
        session.save()
        assert signed_in.get(PAGE).headers["Location"] == SIGN_IN
        assert "_auth_user_id" not in signed_in.session

    def test_a_session_that_says_no_end_has_ended(self, signed_in: Client) -> None:
        session = signed_in.session
        del session[SESSION_ENDS]
        session.save()
        assert signed_in.get(PAGE).status_code == 302


class TestAfterAQuarterOfAnHour:
    def test_it_ends_and_the_sign_in_page_says_so(self, signed_in: Client) -> None:
        idle_for(14 * 60)
        assert signed_in.get(PAGE).status_code == 200
        idle_for(15 * 60)
        page = signed_in.get(PAGE, follow=True)
        assert page.redirect_chain == [(SIGN_IN, 302)]
        assert "Uw sessie is beëindigd" in page.text

    def test_each_page_begins_the_time_anew(self, signed_in: Client) -> None:
        idle_for(14 * 60)
        signed_in.get(PAGE)
        assert timezone.now() - row_of(signed_in).last_seen_at < timedelta(seconds=5)

    @pytest.mark.parametrize(
        "asked",
        [
            {"headers": {"Sec-Fetch-Dest": "empty"}},
            {"headers": {"X-Activity": "no"}},
            {"query_params": {"waiting": "yes"}},
        ],
        ids=["a script", "a script that says so", "a page that reloads itself"],
    )
    def test_what_asks_by_itself_keeps_no_session_alive(
        self, signed_in: Client, asked: Any
    ) -> None:
        idle_for(14 * 60)
        assert signed_in.get(PAGE, **asked).status_code == 200
        assert timezone.now() - row_of(signed_in).last_seen_at > timedelta(minutes=13)
        idle_for(15 * 60)
        assert signed_in.get(PAGE, **asked).status_code == 302

    def test_a_script_says_when_its_reader_acted(self, signed_in: Client) -> None:
        idle_for(14 * 60)
        told = {"X-Activity": "yes", "Sec-Fetch-Dest": "empty"}
        answer = signed_in.post("/nl/accounts/sessions/stay/", headers=told)
        assert 0 < answer.json()["left"] <= 8 * 3600
        assert timezone.now() - row_of(signed_in).last_seen_at < timedelta(seconds=5)

    def test_the_stranger_s_session_that_follows_opens_nothing(self, signed_in: Client) -> None:
        idle_for(15 * 60)
        signed_in.get(PAGE)
        assert set(signed_in.session.keys()) <= {ENDED_FOR, "_messages"}
        assert row_of(signed_in).user_id is None
        assert signed_in.get(PAGE).status_code == 302


class TestTheTable:
    def test_a_copy_of_it_opens_no_session(self, signed_in: Client) -> None:
        stolen = PortalSession.objects.values_list("pk", flat=True)
        for key in stolen:
            thief = Client()
            thief.cookies["sessionid"] = key
            assert thief.get(PAGE).status_code == 302

    def test_signing_in_changes_the_key_and_leaves_nothing_of_the_old(
        self, member: Membership
    ) -> None:
        planted = SessionStore()
        planted["somebody"] = "chose this key"
        planted.save()
        victim = Client()
        victim.cookies["sessionid"] = planted.session_key or ""
        member.user.set_password("a long password of the test")
        member.user.save()
        victim.post(
            "/nl/accounts/login/",
            {"login": member.user.email, "password": "a long password of the test"},
        )
        assert victim.session.session_key != planted.session_key
        assert not SessionStore().exists(planted.session_key or "")


@pytest.mark.django_db(transaction=True)
class TestSignedOutStaysSignedOut:
    def test_a_request_under_way_does_not_bring_the_session_back(
        self, transactional_db: None, signed_in: Client, member: Membership
    ) -> None:
        """Twenty requests have read the session; it is ended; then all of them write."""
        key = signed_in.session.session_key or ""
        read, ended = threading.Barrier(21), threading.Event()
        refused: list[bool] = []

        def request(number: int) -> None:
            store = SessionStore(key)
            store["number"] = number
            read.wait(timeout=20)
            ended.wait(timeout=20)
            try:
                store.save() if number % 2 else store.cycle_key()
            except UpdateError:
                refused.append(True)
            store.mark_seen()
            connections.close_all()

        threads = [threading.Thread(target=request, args=(n,)) for n in range(20)]
        for thread in threads:
            thread.start()
        read.wait(timeout=20)
        end_sessions(member.user_id)
        ended.set()
        for thread in threads:
            thread.join()
        assert len(refused) == 20
        assert not PortalSession.objects.filter(user=member.user).exists()
        assert signed_in.get(PAGE).status_code == 302

    def test_requests_beside_a_sign_out_end_signed_out(
        self, transactional_db: None, signed_in: Client
    ) -> None:
        """Pages asked for from another tab while the reader signs out, and after it."""
        cookie = signed_in.session.session_key or ""
        codes: list[int] = []
        start = threading.Barrier(7)

        def other_tab() -> None:
            tab = Client(raise_request_exception=False)
            tab.cookies["sessionid"] = cookie
            start.wait(timeout=20)
            codes.extend(tab.get(PAGE).status_code for _ in range(3))
            connections.close_all()

        threads = [threading.Thread(target=other_tab) for _ in range(6)]
        for thread in threads:
            thread.start()
        start.wait(timeout=20)
        signed_in.post("/nl/accounts/logout/")
        late = Client()
        late.cookies["sessionid"] = cookie
        assert late.get(PAGE).status_code == 302
        for thread in threads:
            thread.join()
        assert set(codes) <= {200, 302}
        assert not PortalSession.objects.filter(user__isnull=False).exists()


def test_a_deactivated_account_is_out_at_once(signed_in: Client, member: Membership) -> None:
    user = User.objects.get(pk=member.user_id)
    user.is_active = False
    user.save()
    assert not PortalSession.objects.filter(user=user).exists()
    assert signed_in.get(PAGE).status_code == 302
