"""When the entry of an organisation last changed."""

from django.db import models

from contacts.models.organisations import Organisation


class Stamp(models.Model):
    """One moment for an organisation and all that belongs to it.

    Written by triggers of the database alone (migrations stamps, stamps_of_what_is_gone): whoever
    changes a row, by whatever way, has moved it. It outlives its organisation, to tell of the end.
    """

    organisation = models.OneToOneField(
        Organisation,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="stamp",
    )
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["changed_at"], name="stamp_changed_at")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.changed_at:%Y-%m-%d %H:%M}"
