"""`manage.py load_reference_data`: after `migrate`, as the owner of the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from contacts.reference import DataFileError, load


class Command(BaseCommand):
    help = "Loads countries, code lists, rules and organisations; keeps what editors changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--database",
            default="owner",
            choices=tuple(connections),
            help="Database alias to write through.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = load(using=options["database"])
        except DataFileError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        told = ", ".join(f"{number} {dataset}" for dataset, number in written.items())
        if options["verbosity"]:
            self.stdout.write(f"Reference data: {told or 'nothing new'}.")
