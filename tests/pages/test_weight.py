"""What a first visit costs: at most 120 kB, all of it the portal's own."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from accounts.models import Membership

pytestmark = pytest.mark.django_db
LIMIT = 120_000
LOADED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/static/[^"]+)"')


def weight(page: str) -> int:
    """Bytes of the page and all it loads, uncompressed: an upper bound of what is sent."""
    total = len(page.encode())
    for address in set(LOADED.findall(page)):
        path = find(address.removeprefix("/static/"))
        assert isinstance(path, str), address
        total += Path(path).stat().st_size
    return total


@pytest.mark.parametrize(
    "path", ["about/", "help/", "privacy/", "gallery/", "accounts/login/", "no/such/page/"]
)
def test_a_first_visit_is_light(client: Client, settings: Any, path: str) -> None:
    settings.DEMONSTRATION = True
    for language in ("nl", "fr"):
        assert weight(client.get(f"/{language}/{path}").text) <= LIMIT


def test_the_home_page_is_light(client: Client, member: Membership) -> None:
    client.force_login(member.user)
    assert weight(client.get("/nl/").text) <= LIMIT
