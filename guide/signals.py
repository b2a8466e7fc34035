"""The guide's texts are loaded with the rest of the product's own data."""

from typing import Any

from django.dispatch import receiver

from contacts.reference import reference_data_loading
from guide.reference import load


@receiver(reference_data_loading)
def load_guide(using: str, written: dict[str, int], **_: Any) -> None:
    load(using=using, written=written)
