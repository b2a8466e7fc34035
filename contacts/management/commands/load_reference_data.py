"""`manage.py load_reference_data`: after `migrate`, as the owner of the tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from contacts.reference import load


class Command(BaseCommand):
    help = "Loads countries, code lists, rules and organisations; keeps what editors changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default="owner", help="Database alias to write through.")

    def handle(self, *args: Any, **options: Any) -> None:
        written = load(using=options["database"])
        told = ", ".join(f"{number} {dataset}" for dataset, number in written.items())
        if options["verbosity"]:
            self.stdout.write(f"Reference data: {told or 'nothing new'}.")
