"""When the entry of an organisation last changed."""

from django.db import models

from contacts.models.organisations import Organisation


class Stamp(models.Model):
    """One moment for an organisation and all that belongs to it.

    Written by triggers of the database alone (migration directory_stamps): whoever changes a row,
    by whatever way, has moved it. The row goes with its organisation.
    """

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.DO_NOTHING,  # the database deletes it, after the triggers had their say
        db_constraint=False,  # the migration makes one that cascades
        primary_key=True,
        related_name="stamp",
    )
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["changed_at"], name="stamp_changed_at")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.changed_at:%Y-%m-%d %H:%M}"
