"""Ports on loopback."""

import socket
from contextlib import closing


def loopback_addresses() -> list[tuple[socket.AddressFamily, str]]:
    """The loopback addresses this machine has: 127.0.0.1, and ::1 where IPv6 is on."""
    found = [(socket.AF_INET, "127.0.0.1")]
    try:
        with closing(socket.socket(socket.AF_INET6, socket.SOCK_STREAM)) as probe:
            probe.bind(("::1", 0))
        found.append((socket.AF_INET6, "::1"))
    except OSError:
        pass
    return found


def is_free(port: int) -> bool:
    """Whether nobody listens on `port` at any loopback address."""
    for family, address in loopback_addresses():
        with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
            # As servers do: connections that linger from a stopped one do not count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                return False
    return True


def free_port() -> int:
    """A port of 127.0.0.1 that was free a moment ago."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
