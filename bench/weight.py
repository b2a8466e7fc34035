"""What a first visit weighs: the page and everything it loads, as sent over the wire."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from .timing import Result

ASSET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg|png|ico|woff2))"')
PAGES = ("/nl/accounts/login/", "/nl/", "/nl/referrals/", "/nl/referrals/new/", "/nl/contacts/")


def measure(client: Client) -> list[Result]:
    """Compressed as the server does it, in kB, per page."""
    results = []
    for address in PAGES:
        visitor = Client() if address.endswith("/login/") else client
        html = visitor.get(address).content
        names = {re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in ASSET.findall(html.decode())}
        found = [finders.find(name) for name in names]
        files = [Path(path).read_bytes() for path in found if isinstance(path, str)]
        size = sum(len(gzip.compress(content)) for content in [html, *files]) / 1000
        results.append(Result(f"first visit of {address}", 1, "kB", size, limit="value <= 120"))
    return results
