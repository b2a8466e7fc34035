"""What the working group follows: its bodies are loaded with the product's other data."""

from typing import Any

from django.dispatch import receiver

from contacts.reference import reference_data_loading
from workinggroup import practice_reference
from workinggroup.reference import load


@receiver(reference_data_loading)
def load_bodies(using: str, written: dict[str, int], **_: Any) -> None:
    load(using=using, written=written)


@receiver(reference_data_loading)
def load_programme(using: str, written: dict[str, int], **_: Any) -> None:
    practice_reference.load(using=using, written=written)
