"""Asking clamd whether a file holds a virus (clamd(8), command INSTREAM)."""

import socket
import struct

from django.conf import settings

TIMEOUT = 60  # seconds
CHUNK = 64 * 1024


class ScannerAway(Exception):
    """clamd does not answer, or answers that it could not look: the file goes on waiting."""


def is_configured() -> bool:
    """Whether this portal has a virus scanner."""
    return bool(settings.VIRUS_SCANNER)


def found_in(data: bytes) -> str:
    """The name of the virus, or "" for none. Raises ScannerAway."""
    try:
        with _connection() as connection:
            connection.sendall(b"zINSTREAM\0")
            for begin in range(0, len(data), CHUNK):
                chunk = data[begin : begin + CHUNK]
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = _read_all(connection)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    if answer.endswith(" OK"):
        return ""
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerAway(f"clamd answered {answer[:80]!r}")


def _connection() -> socket.socket:
    """A connection to `unix:/path` or `tcp:host:port`."""
    kind, _colon, where = settings.VIRUS_SCANNER.partition(":")
    if kind == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT)
        connection.connect(where)
        return connection
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT)


def _read_all(connection: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and (part := connection.recv(4096)):
        received += part
    return received.rstrip(b"\0").decode("utf-8", "replace").strip()
