"""A reader of the running portal over HTTP, as the reverse proxy passes them on.

Cookies are kept here, because __Host- cookies are for HTTPS and no library sends them otherwise.
"""

import base64
import hashlib
import hmac
import http.client
import struct
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


@dataclass
class Form:
    action: str
    hidden: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """The forms of a page, with their hidden fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "input" and given.get("type") == "hidden" and self.forms:
            self.forms[-1].hidden[given["name"]] = given.get("value", "")


@dataclass(frozen=True)
class Page:
    path: str
    status: int
    text: str

    def own_form(self) -> Form:
        """The one with a version or an id in it, else the first to fill in.

        Signing out, and passkeys, which need a browser, are not meant.
        """
        parser = _Forms()
        parser.feed(self.text)
        own = [
            form
            for form in parser.forms
            if not form.action.endswith("/logout/") and "credential" not in form.hidden
        ]
        assert own, self.text[-2000:]
        return next((form for form in own if {"version", "draft_id"} & set(form.hidden)), own[0])


@dataclass
class Visitor:
    """One browser session with the server on a loopback port."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        return self._ask("GET", path, "")

    def post(self, path: str, fields: dict[str, object]) -> Page:
        """Post and follow; lists are sent as several fields."""
        return self._ask("POST", path, urlencode(fields, doseq=True))

    def fill_in(self, page: Page, **fields: object) -> Page:
        """Send the page's own form back with these fields added."""
        form = page.own_form()
        return self.post(form.action or page.path, {**form.hidden, **fields})

    def sign_in(self, login: str, password: str, totp_secret: str) -> Page:
        page = self.fill_in(self.get("/nl/accounts/login/"), login=login, password=password)
        return self.fill_in(page, code=totp(totp_secret, time.time()))

    def _ask(self, method: str, path: str, body: str) -> Page:
        for _redirect in range(6):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request(method, path, body=body or None, headers=self._headers(method))
            answer = connection.getresponse()
            text = answer.read().decode()
            connection.close()
            for header in answer.headers.get_all("Set-Cookie") or []:
                for name, morsel in SimpleCookie(header).items():
                    self.cookies[name] = morsel.value
            if answer.status not in {301, 302, 303}:
                return Page(path, answer.status, text)
            target = urlsplit(answer.headers["Location"])
            method, body = "GET", ""
            path = target.path + (f"?{target.query}" if target.query else "")
        raise AssertionError(f"too many redirects, the last to {path}")

    def _headers(self, method: str) -> dict[str, str]:
        """What Caddy adds, and what a browser sends."""
        headers = {
            "Host": self.host,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "192.0.2.1",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"https://{self.host}/",
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


def totp(secret: str, now: float) -> str:
    """The six digits of an authenticator app (RFC 6238)."""
    padded = secret + "=" * (-len(secret) % 8)
    counter = struct.pack(">Q", int(now) // 30)
    digest = hmac.new(base64.b32decode(padded), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"
