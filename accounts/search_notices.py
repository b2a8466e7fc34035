"""Readers are told that something new fits a search they keep: one mail, whatever is new."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from contacts.saved_searches import found_new
from notifications.services import Recipient, queue_notice

from .models import Membership

SYSTEM = "system"


@receiver(found_new)
def tell_the_reader(*, user_id: int, search_ids: list[UUID], **_: Any) -> None:
    """In the looking's own transaction; whoever is no member any more reads no directory."""
    rows = (
        Membership.objects.using(SYSTEM)
        .in_force()
        .filter(user_id=user_id)
        .order_by("pk")
        .values_list("user_id", "user__email", "user__language")[:1]
    )
    one = len(search_ids) == 1
    queue_notice(
        "search_found",
        [Recipient(*row) for row in rows],
        reference="",
        path_name="contacts:search" if one else "contacts:searches",
        path_args=[str(search_ids[0])] if one else [],
        using=SYSTEM,
    )
