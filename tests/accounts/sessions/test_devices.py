"""A sign-in in a browser that is new to an account is told to its owner."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import KnownDevice, Membership, PortalSession
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a password of the test"
NOT_ME = "/nl/accounts/sessions/not-me/"


@pytest.fixture(autouse=True)
def _as_in_the_demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = True  # a password is a whole sign-in


@pytest.fixture
def owner(member: Membership) -> Membership:
    member.user.set_password(PASSWORD)
    member.user.save()
    return member


def sign_in(client: Client, member: Membership) -> None:
    answer = client.post("/nl/accounts/login/", {"login": member.user.email, "password": PASSWORD})
    assert answer.status_code == 302


def told(member: Membership) -> list[str]:
    """What the owner's own list of notices says about devices."""
    reader = Client()
    reader.force_login(member.user)
    page = reader.get("/nl/notices/").text
    return ["new device"] * page.count("browser die daarvoor niet eerder werd gebruikt")


def test_the_first_browser_is_no_news_the_second_is(owner: Membership) -> None:
    first, second = Client(), Client()
    sign_in(first, owner)
    sign_in(first, owner)
    assert told(owner) == []
    sign_in(second, owner)
    assert len(told(owner)) == 1
    sign_in(second, owner)
    assert len(told(owner)) == 1


def test_the_cookie_is_no_script_s_and_says_nothing(owner: Membership) -> None:
    browser = Client()
    sign_in(browser, owner)
    cookie = browser.cookies["device"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")
    assert owner.user.email not in cookie.value
    assert not KnownDevice.objects.filter(device__in=cookie.value.split(":")).exists()


def test_a_shared_computer_is_news_to_each_of_its_people(owner: Membership) -> None:
    shared, colleague = Client(), MembershipFactory.create(organisation=owner.organisation)
    colleague.user.set_password(PASSWORD)
    colleague.user.save()
    sign_in(Client(), colleague)
    sign_in(shared, owner)
    shared.post("/nl/accounts/logout/")
    sign_in(shared, colleague)
    assert len(told(colleague)) == 1
    assert told(owner) == []


def test_this_was_not_me_ends_all_else_and_asks_for_a_new_password(owner: Membership) -> None:
    own, intruder = Client(), Client()
    sign_in(own, owner)
    sign_in(intruder, owner)
    assert own.get(NOT_ME).status_code == 200
    answer = own.post(NOT_ME)
    assert answer.headers["Location"] == "/nl/accounts/password/change/"
    assert own.get("/nl/notices/").status_code == 200
    assert intruder.get("/nl/notices/").status_code == 302
    assert not KnownDevice.objects.filter(user=owner.user).exists()


def test_the_link_in_the_mail_asks_to_sign_in_first() -> None:
    assert Client().get(NOT_ME).headers["Location"] == f"/nl/accounts/login/?next={NOT_ME}"


class TestSessions:
    PAGE = "/nl/accounts/sessions/"

    def browser(self, member: Membership, agent: str) -> Client:
        client = Client(headers={"User-Agent": agent})
        sign_in(client, member)
        return client

    def test_each_is_listed_in_words_and_without_an_address(self, owner: Membership) -> None:
        own = self.browser(owner, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
        self.browser(owner, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1")
        page = own.get(self.PAGE).text
        assert "Firefox op Linux" in page
        assert "Safari op iPhone / iPad" in page
        assert page.index("Firefox op Linux") < page.index("Safari op iPhone")
        assert page.count("Deze sessie") == 1
        assert "127.0.0.1" not in page
        kept = PortalSession.objects.values_list(flat=False)
        assert "127.0.0.1" not in str(list(kept))
        assert "rv:140" not in str(list(kept))

    def test_one_is_signed_out(self, owner: Membership) -> None:
        own, other = self.browser(owner, "Firefox/1"), self.browser(owner, "Chrome/1")
        number = PortalSession.objects.get(browser="chrome").public_id
        stranger = Client()
        stranger.force_login(MembershipFactory.create().user)
        assert stranger.post(f"{self.PAGE}{number}/end/").status_code == 404
        assert other.get(self.PAGE).status_code == 200
        assert own.post(f"{self.PAGE}{number}/end/").status_code == 302
        assert other.get(self.PAGE).status_code == 302
        assert own.get(self.PAGE).status_code == 200

    @pytest.mark.parametrize("here", [False, True])
    def test_all_are_signed_out(self, owner: Membership, here: bool) -> None:
        own, other = self.browser(owner, "Firefox/1"), self.browser(owner, "Chrome/1")
        own.post(f"{self.PAGE}end-all/", {"here": "yes"} if here else {})
        assert other.get(self.PAGE).status_code == 302
        assert own.get(self.PAGE).status_code == (302 if here else 200)

    def test_a_new_password_signs_out_the_others(self, owner: Membership) -> None:
        own, other = self.browser(owner, "Firefox/1"), self.browser(owner, "Chrome/1")
        new = "drie fietsen op zolder"
        typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        assert own.post("/nl/accounts/password/change/", typed).status_code == 302
        assert not PortalSession.objects.filter(browser="chrome").exists()
        assert other.get(self.PAGE).status_code == 302
        assert own.get(self.PAGE).status_code == 200

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_asks_the_same_however_many(
        self, owner: Membership, django_assert_num_queries: Any, number: int
    ) -> None:
        clients = [self.browser(owner, "Firefox/1") for _ in range(number)]
        clients[0].get(self.PAGE)
        with django_assert_num_queries(8):
            clients[0].get(self.PAGE)
