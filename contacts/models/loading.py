"""What the directory is found by, and what its data files last said."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchWord(models.Model):
    """Every word the directory can be found by, with its trigrams: forgives typing errors."""

    word = models.CharField(max_length=60, primary_key=True)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["trigrams"], name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class LoadedRow(models.Model):
    """What the product's data file said about a row when it was last loaded.

    A field is written again only when the file's value changed: an editor's change stays, and
    what an editor deleted stays deleted.
    """

    dataset = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    object_id = models.CharField(max_length=40)
    values = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="loaded_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.key}"
