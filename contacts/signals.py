"""Keep the cached code lists of this process true when one is saved."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from contacts import codes
from contacts.models import Code, CodeList, Country


@receiver([post_save, post_delete], sender=Code)
@receiver([post_save, post_delete], sender=CodeList)
@receiver([post_save, post_delete], sender=Country)
def forget_codes(**_: Any) -> None:
    codes.forget()
