"""The audit trail's tables, and the shape of a wrapped data key."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One line of who did or saw what, when and for what purpose. Never changed, never deleted.

    `detail` is JSON text with codes only. Subjects are named by table and id, so an entry outlives
    what it speaks of.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=32)
    country = models.CharField(max_length=2)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64)
    detail = models.TextField()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("organisation_id", "-id"), name="audit_organisation"),
            models.Index(fields=("user_id", "-id"), name="audit_user"),
            models.Index(fields=("subject", "subject_id", "-id"), name="audit_subject"),
            # The officer's page: a period, and one action.
            models.Index(fields=("at",), name="audit_at"),
            models.Index(fields=("action", "-id"), name="audit_action"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"


class AuditSeal(models.Model):
    """The seal of one entry in the chain; written at commit by the trigger of migration 0001."""

    sequence = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    previous = models.BinaryField()
    seal = models.BinaryField()

    class Meta:
        ordering = ("sequence",)

    def __str__(self) -> str:
        return str(self.sequence)


class AuditHead(models.Model):
    """The newest seal; its single row is the lock that keeps the chain from forking."""

    id = models.SmallIntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    seal = models.BinaryField()

    def __str__(self) -> str:
        return str(self.sequence)


class WrappedDataKey(models.Model):
    """A 256-bit data key, wrapped by the key-encryption key named by `kek_version`.

    Its primary key is the id of what it belongs to. Deleting the row shreds everything that was
    encrypted under the key.
    """

    wrapped = models.BinaryField()
    kek_version = models.CharField(max_length=16)

    class Meta:
        abstract = True

    def owner(self) -> str:
        """What the key belongs to: part of the associated data of its wrapping."""
        return str(self.pk)
