"""What others may follow, and what the guide follows: its texts are loaded with the rest of the
product's own data."""

from typing import Any

from django.dispatch import Signal, receiver

from contacts.reference import reference_data_loading
from guide.reference import load

# Sent after the commit that made a version public, with `slug` and `number`. A receiver queues
# its work and returns; what it raises is logged and stops neither the others nor the page.
page_published = Signal()


@receiver(reference_data_loading)
def load_guide(using: str, written: dict[str, int], **_: Any) -> None:
    load(using=using, written=written)
