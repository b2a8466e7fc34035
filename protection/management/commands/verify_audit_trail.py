"""`manage.py verify_audit_trail`: exit status 1 and one line a fault when the trail was touched."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from protection.actor import system_transaction
from protection.chain import faults, read_head, read_witness_file


class Command(BaseCommand):
    help = "Recompute every seal of the audit trail and compare it with what is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--witness",
            type=Path,
            default=settings.AUDIT_WITNESS_FILE,
            help="file with heads written outside the database (default: the configured one)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with system_transaction():
            found = list(faults(using="system", witnessed=read_witness_file(options["witness"])))
            head = read_head(using="system")
        for fault in found:
            self.stderr.write(f"entry {fault.sequence}: {fault.what}")
        if found:
            raise CommandError(f"The audit trail is NOT whole: {len(found)} fault(s).")
        self.stdout.write(f"The audit trail is whole: {head.sequence} entries.")
