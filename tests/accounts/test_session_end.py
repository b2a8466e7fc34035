"""A session ends eight hours after its sign-in, however busy it was."""

import time
from typing import Any

import pytest
from django.test import Client

from accounts.middleware import SESSION_ENDS
from accounts.models import Membership

pytestmark = pytest.mark.django_db
PAGE = "/nl/notices/"


def test_a_busy_session_ends_all_the_same(
    client: Client, member: Membership, settings: Any
) -> None:
    client.force_login(member.user)
    assert client.get(PAGE).status_code == 200
    session = client.session
    left = session[SESSION_ENDS] - time.time()
    assert settings.SESSION_COOKIE_AGE - 60 < left <= settings.SESSION_COOKIE_AGE
    session[SESSION_ENDS] = time.time() - 1  # the write gives its cookie eight more hours
    session.save()
    ended = client.get(PAGE)
    assert ended.headers["Location"] == f"/nl/accounts/login/?next={PAGE}"
    assert "_auth_user_id" not in client.session


def test_a_session_that_says_no_end_has_ended(client: Client, member: Membership) -> None:
    client.force_login(member.user)
    session = client.session
    del session[SESSION_ENDS]
    session.save()
    assert client.get(PAGE).status_code == 302
