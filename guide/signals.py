"""What others may follow, and what the guide follows: its texts are loaded with the rest of the
product's own data, this process forgets its glossary when a term is saved, and who publishes has
the brochure made anew."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal, receiver
from django.utils import timezone

from contacts import codes
from contacts.reference import reference_data_loading
from guide.reference import load
from guide.terms import Term

# Sent after the commit that made a version public, with `slug` and `number`. A receiver queues
# its work and returns; what it raises is logged and stops neither the others nor the page.
page_published = Signal()


@receiver(reference_data_loading)
def load_guide(using: str, written: dict[str, int], **_: Any) -> None:
    load(using=using, written=written)
    order_brochure(using=using)


@receiver(page_published)
def order_after_publication(**_: Any) -> None:
    order_brochure()


def order_brochure(*, using: str = "default") -> None:
    """Ask for the next edition once the change is there; what has not changed makes none."""
    from guide.brochure.orders import order  # models are not ready when this module is imported

    transaction.on_commit(lambda: order(timezone.now(), using=using), using=using)


@receiver([post_save, post_delete], sender=Term)
def forget_terms(**_: Any) -> None:
    codes.forget()
