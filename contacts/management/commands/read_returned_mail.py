"""Reads delivery status messages: one on standard input, or all new ones of a maildir."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contacts.bounces import MOST_BYTES, failed_addresses, mark_bounced
from protection.actor import acting_as


class Command(BaseCommand):
    """Marks the addresses of the directory to which mail cannot be delivered.

    As the pipe of a mail server it reads one message from standard input. With --maildir it reads
    what is in `new`, and moves each read message to `cur`, as a mail reader does.
    """

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--maildir", type=Path, help="folder with new/ and cur/")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path | None = options["maildir"]
        if folder is None:
            marked = _read(sys.stdin.buffer.read(MOST_BYTES + 1))
            self.stdout.write(f"Marked: {marked}")
            return
        if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
            raise CommandError(f"{folder} is no maildir: it needs new/ and cur/.")
        marked = messages = 0
        for path in sorted((folder / "new").iterdir()):
            with path.open("rb") as file:
                marked += _read(file.read(MOST_BYTES + 1))
            path.rename(folder / "cur" / f"{path.name}:2,S")  # read
            messages += 1
        self.stdout.write(f"Messages read: {messages}. Marked: {marked}")


def _read(raw: bytes) -> int:
    addresses = failed_addresses(raw)
    if not addresses:
        return 0
    with acting_as(None):
        return mark_bounced(addresses, now=timezone.now())
