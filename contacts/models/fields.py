"""Fields that several models of the directory have."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def codes_field(verbose_name: "str | _StrPromise") -> "ArrayField[list[str], list[str]]":
    """A list of codes of contacts.codes, empty by default."""
    return ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=verbose_name
    )
