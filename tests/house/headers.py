"""What every answer of the portal says to a browser, whatever its address and code."""

import re
from typing import Any

EXPECTED = {
    "Content-Security-Policy": re.compile(
        r"(?=.*default-src 'self'(;|$))(?=.*img-src 'self' data:)(?=.*object-src 'none')"
        r"(?=.*base-uri 'none')(?=.*form-action 'self')(?=.*frame-ancestors 'none')(?!.*unsafe)"
    ),
    "Strict-Transport-Security": re.compile(r"max-age=63072000; includeSubDomains; preload$"),
    "X-Content-Type-Options": re.compile(r"nosniff$"),
    "X-Frame-Options": re.compile(r"DENY$"),
    "Referrer-Policy": re.compile(r"same-origin$"),
    "Permissions-Policy": re.compile(r"(?=.*camera=\(\))(?=.*geolocation=\(\)).*usb=\(\)"),
    "Cross-Origin-Opener-Policy": re.compile(r"same-origin$"),
    "X-Request-ID": re.compile(r"\w{4}-\w{4}$"),
}
# The purpose of the portal, which no screen that others can see may name.
TELLING = re.compile(r"mensenhandel|slachtoffer|traite|victime|traffick|victim|THB", re.IGNORECASE)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def faults(response: Any, *, signed_in: bool) -> list[str]:
    """What is wrong with the headers, or the title, of a response of the test client."""
    wrong = [
        f"{name}: {response.headers.get(name)}"
        for name, pattern in EXPECTED.items()
        if not pattern.match(response.headers.get(name, ""))
    ]
    if signed_in and "no-store" not in response.headers.get("Cache-Control", ""):
        wrong.append(f"Cache-Control: {response.headers.get('Cache-Control')}")
    if "<html" in response.content.decode(errors="replace"):
        title = TITLE.search(response.text)
        if title is None or TELLING.search(title[1]):
            wrong.append(f"title: {title and title[1]}")
    return wrong
