"""What a reader keeps of the directory for themselves: favourites and searches."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.organisations import Organisation
from contacts.validators import clean_text


def _ids() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.BigIntegerField(), default=list, blank=True)


class Favourite(models.Model):
    """An organisation that a reader wants at hand. Row security shows it to that reader alone;
    contacts.keeping is the one writer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="favourites",
        verbose_name=_("organisation"),
    )
    kept_at = models.DateTimeField(_("kept on"))

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ["organisation", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="favourite_once"),
        ]

    def __str__(self) -> str:
        return str(self.organisation_id)


class SavedSearch(models.Model):
    """A search of the directory under a name. `query` is what its address asks, codes and words.

    `known` are the organisations that fitted once: none of them is ever told of again. `fresh`
    are those of them that the reader has not looked at, the first found first. Row security shows
    the row to its reader alone; the worker sees everything but the name. contacts.saved_searches
    is the one writer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60, validators=[clean_text])
    query = models.CharField(max_length=3000)
    mail = models.BooleanField(_("mail me when something new fits"), default=True)
    known = _ids()
    fresh = _ids()
    saved_at = models.DateTimeField(_("saved on"))
    looked_at = models.DateTimeField(_("looked again on"))

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_search_once_a_name",
                violation_error_message=_("You already have a search of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
