"""Loading the demonstration, whole or not at all."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from protection.actor import acting_as

from .accounts import ensure_accounts


def load(*, using: str, tell: Callable[[str], object], now: datetime | None = None) -> None:
    """Load what is missing, in one transaction; `tell` is given a line of text for each part.

    `now` is the day of loading, by which the live cases are dated.
    Raises Organisation.DoesNotExist without the directory.
    """
    now = now or timezone.now()
    with acting_as(None, using=using):
        made = ensure_accounts(using=using)
        tell(f"Demonstration accounts: {made or 'nothing'} new.")
