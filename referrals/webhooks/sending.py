"""One request to one address: bounded in time and size, no redirect followed, no proxy.

Only the first line of the answer is read: what a receiver says beyond its status is of no interest,
and cannot hold a worker up.
"""

import re
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

from protection.addresses import NotAllowed, Target, connected, resolve, target_of

ANSWER_SECONDS = 10.0
LONGEST_LINE = 1024
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3})(?: |$)")
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """What came of it: the status of the answer, or a code of why there was none."""

    status: int | None = None
    error: str = ""

    @property
    def delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(address: str, headers: Mapping[str, str], body: bytes) -> Outcome:
    """Send `body` to `address`. Never raises for what the network or the receiver does."""
    try:
        target = target_of(address)
        ips = resolve(target)
    except NotAllowed:
        return Outcome(error="address")
    except (OSError, UnicodeError):
        return Outcome(error="name")
    try:
        with connected(target, ips) as connection:
            return _exchanged(connection, _request(target, headers, body))
    except ssl.SSLError:
        return Outcome(error="certificate")
    except TimeoutError:
        return Outcome(error="time")
    except OSError:
        return Outcome(error="connection")


def _request(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = {
        "Host": target.host_header,
        "User-Agent": "benelux-thb-portal",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {target.path} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body


def _exchanged(connection: socket.socket, request: bytes) -> Outcome:
    until = time.monotonic() + ANSWER_SECONDS
    connection.settimeout(ANSWER_SECONDS)
    connection.sendall(request)
    line = b""
    while b"\n" not in line and len(line) < LONGEST_LINE:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)
        more = connection.recv(LONGEST_LINE)
        if not more:
            break
        line += more
    found = _STATUS_LINE.match(line.split(b"\r\n", 1)[0].rstrip(b"\n"))
    return Outcome(status=int(found[1])) if found else Outcome(error="answer")
