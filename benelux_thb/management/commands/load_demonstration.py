"""`manage.py load_demonstration`: after `load_reference_data`, in demonstration mode only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from benelux_thb.demonstration.loading import load
from contacts.models import Organisation
from reports.keeping import release_next_year


class Command(BaseCommand):
    help = "Loads the demonstration accounts and invented referrals. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default="owner", help="Database alias to write through.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "The demonstration is loaded in demonstration mode only: its password is public."
            )
        quiet = options["verbosity"] == 0
        try:
            load(using=options["database"], tell=(lambda _: None) if quiet else self.stdout.write)
        except Organisation.DoesNotExist:
            raise CommandError(
                "The directory is not complete: run `manage.py load_reference_data` first."
            ) from None
        # Beat does so every ten minutes; until then the pages of figures would be empty.
        release_next_year(now=timezone.now())
