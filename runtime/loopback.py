"""The small listeners of the demonstration: the mail receiver, and ::1 in front of 127.0.0.1.

`python -m runtime.loopback --mail-port N --mailbox DIR --port N`. Mail is never passed on: each
message becomes a file in the mailbox folder. The web server binds one address, so what arrives at
::1 (where some systems send "localhost") is carried to 127.0.0.1.
"""

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
import socket
import time
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

from .ports import loopback_addresses

LARGEST_MESSAGE = 5 * 1024 * 1024
KEPT_MESSAGES = 2000


class Receiver:
    """Stores each message as `<nanoseconds>-<random>.eml`, complete or not at all."""

    def __init__(self, mailbox: Path) -> None:
        self.mailbox = mailbox
        mailbox.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        name = f"{time.time_ns()}-{secrets.token_hex(4)}.eml"
        unfinished = self.mailbox / f".{name}"
        unfinished.write_bytes(envelope.original_content or b"")
        unfinished.replace(self.mailbox / name)
        for old in sorted(self.mailbox.glob("*.eml"))[:-KEPT_MESSAGES]:
            old.unlink(missing_ok=True)
        return "250 Message accepted"


async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Copy bytes until the source ends, then tell the target so."""
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()


async def serve(mail_port: int, mailbox: Path, port: int) -> None:
    """Listen until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sent in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sent, stop.set)

    async def to_web(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            web_reader, web_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.close()
            return
        try:
            await asyncio.gather(carry(reader, web_writer), carry(web_reader, writer))
        finally:
            web_writer.close()
            writer.close()

    receiver = Receiver(mailbox)
    await loop.create_server(
        lambda: SMTP(receiver, data_size_limit=LARGEST_MESSAGE, hostname="localhost"),
        host="127.0.0.1",
        port=mail_port,
    )
    if any(family is socket.AF_INET6 for family, _ in loopback_addresses()):
        await asyncio.start_server(to_web, host="::1", port=port)
    await stop.wait()
    os._exit(0)  # open connections have nothing that must be kept


def main() -> None:
    parser = argparse.ArgumentParser(prog="runtime.loopback")
    parser.add_argument("--mail-port", type=int, required=True)
    parser.add_argument("--mailbox", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args()
    asyncio.run(serve(asked.mail_port, asked.mailbox, asked.port))


if __name__ == "__main__":
    main()
