"""To which addresses the portal may send: HTTPS on the open internet, nothing within.

A name is looked up when it is sent to, and the connection goes to the very address that was looked
at: a name that leads elsewhere a moment later (DNS rebinding) leads nowhere.
"""

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

HTTPS_PORTS = frozenset({443, 8443})
CONNECT_SECONDS = 5.0
TRIED_ADDRESSES = 2
# Reach IPv4 through a translator, whose inner address says what is meant.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa", ".onion")
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAllowed(Exception):
    """The portal sends nothing to this address."""


@dataclass(frozen=True)
class Target:
    """An address in its parts; `path` with its question."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The Host of a request (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def target_of(address: str, *, plain: bool = False) -> Target:
    """The parts of an address that may be sent to, as far as its text says it. Raises NotAllowed.

    In demonstration mode a loopback address is allowed, without encryption too. With `plain`,
    what is asked for is public anyway: HTTP without encryption is allowed everywhere.
    """
    if not address.isascii() or not address.isprintable() or " " in address:
        raise NotAllowed
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise NotAllowed from None
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        raise NotAllowed
    secure = parts.scheme == "https"
    target = Target(
        secure=secure,
        host=host,
        port=port or (443 if secure else 80),
        path=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
    )
    if settings.DEMONSTRATION and _is_loopback(host) and parts.scheme in ("http", "https"):
        return target
    ip = _ip_of(host)
    open_way = plain and parts.scheme == "http" and target.port == 80
    if (
        not (open_way or (secure and target.port in HTTPS_PORTS))
        or (ip is not None and not is_public(ip))
        or (ip is None and (host.endswith(_LOCAL_NAMES) or "." not in host))
    ):
        raise NotAllowed
    return target


def resolve(target: Target) -> list[str]:
    """The addresses behind the name, each of which may be connected to.

    Raises NotAllowed when one of them may not, and OSError when there is none.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        ip = _ip_of(address)
        demonstration = settings.DEMONSTRATION and ip is not None and ip.is_loopback
        if ip is None or not (is_public(ip) or demonstration):
            raise NotAllowed
    return addresses


def connected(target: Target, ips: list[str]) -> socket.socket:
    """A connection to one of the addresses that `resolve` looked at. Raises OSError."""
    failed: OSError | None = None
    for ip in ips[:TRIED_ADDRESSES]:
        try:
            plain = socket.create_connection((ip, target.port), timeout=CONNECT_SECONDS)
        except OSError as error:
            failed = error
            continue
        if not target.secure:
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
        except BaseException:
            plain.close()
            raise
    raise failed or OSError("No address")


def is_loopback(target: Target) -> bool:
    """Whether an address leads to this machine, as far as its text says it."""
    return _is_loopback(target.host)


def is_public(ip: Ip) -> bool:
    """Whether an address is one of the open internet, also the one inside a translated address."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(ip.ipv4_mapped)
        if ip in _NAT64 or ip.sixtofour is not None or ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _ip_of(text: str) -> Ip | None:
    """An address in its usual form, or in one that the C library takes too (0x7f.1, 127.1)."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(text))
    except (OSError, ValueError):
        return None


def _is_loopback(host: str) -> bool:
    ip = _ip_of(host)
    return host == "localhost" or (ip is not None and ip.is_loopback)
