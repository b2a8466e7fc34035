"""Ask one address whether it is there: HEAD, then GET where a site does not know HEAD.

Bounded in time and size; only the head of an answer is read. Each redirect is an address of its
own: what would not be asked at first is not asked then either.
"""

import re
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin

from guide.links.models import LinkState
from protection.addresses import NotAllowed, Target, connected, resolve, target_of

ANSWER_SECONDS = 10.0
LONGEST_HEAD = 16 * 1024
MOST_REDIRECTS = 4
PERMANENT, REDIRECTS = {301, 308}, {301, 302, 303, 307, 308}
# A site may refuse programs, or be busy: that says nothing of the page.
UNCLEAR = {401, 403, 405, 407, 429, 501}
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: |\r|$)")
_LOCATION = re.compile(rb"^location:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What an address said. `moved_to` is set where it moved for good."""

    state: LinkState
    status: int | None = None
    moved_to: str = ""


def ask(address: str) -> Answer:
    """Never raises for what the network or the site does."""
    here, moved_to, permanent = address, "", True
    for _hop in range(MOST_REDIRECTS + 1):
        try:
            status, location = _answer(here)
        except (NotAllowed, ValueError):
            return Answer(LinkState.REFUSED)
        except OSError:
            return Answer(LinkState.SILENT)
        if status not in REDIRECTS or not location:
            break
        here = urljoin(here, location).partition("#")[0]
        permanent = permanent and status in PERMANENT
        moved_to = here if permanent else moved_to
    else:
        return Answer(LinkState.BROKEN, status)
    return Answer(_state(status, moved_to), status, moved_to)


def _state(status: int, moved_to: str) -> LinkState:
    if status in UNCLEAR or status >= 500:
        return LinkState.UNCLEAR
    if status >= 400:
        return LinkState.BROKEN
    return LinkState.MOVED if moved_to else LinkState.GOOD


def _answer(address: str) -> tuple[int, str]:
    """Status and Location. Raises NotAllowed, OSError, ValueError."""
    target = target_of(address.partition("#")[0], plain=True)
    try:
        ips = resolve(target)
    except UnicodeError as error:
        raise NotAllowed from error
    status, location = _request(target, ips, "HEAD")
    if status in {400, 403, 404, 405, 501}:
        status, location = _request(target, ips, "GET")
    return status, location


def _request(target: Target, ips: list[str], method: str) -> tuple[int, str]:
    request = (
        f"{method} {target.path} HTTP/1.1\r\nHost: {target.host_header}\r\n"
        "User-Agent: benelux-thb-portal (link check)\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    )
    with connected(target, ips) as connection:
        connection.settimeout(ANSWER_SECONDS)
        connection.sendall(request.encode("ascii"))
        head = _head(connection)
    found = _STATUS.match(head)
    if found is None:
        raise ConnectionError("No answer of the web")
    location = _LOCATION.search(head)
    return int(found[1]), location[1].decode("latin-1").strip() if location else ""


def _head(connection: socket.socket | ssl.SSLSocket) -> bytes:
    until = time.monotonic() + ANSWER_SECONDS
    head = b""
    while b"\r\n\r\n" not in head and len(head) < LONGEST_HEAD:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
        more = connection.recv(4096)
        if not more:
            break
        head += more
    return head.partition(b"\r\n\r\n")[0]
