"""Signals of something new, and who else sees it. About methods, never about somebody."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Language
from contacts.models import Country, Organisation
from contacts.validators import clean_text
from workinggroup.personal import refuse_personal_data
from workinggroup.themes import SignalKind


class Signal(models.Model):
    """`since` is the first day of the month in which it was first seen; `confirmed_in` the number
    of other countries that see it too, kept by the one writer."""

    kind = models.CharField(_("about"), max_length=12, choices=SignalKind)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=_("seen in")
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    title = models.CharField(
        _("in one line"), max_length=150, validators=[clean_text, refuse_personal_data]
    )
    text = models.TextField(
        _("what is new"), max_length=1500, validators=[clean_text, refuse_personal_data]
    )
    # Codes of the lists `exploitation_form` and `exploitation_sector`.
    form = models.CharField(_("form of exploitation"), max_length=40, blank=True)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    since = models.DateField(_("seen since"))
    posted_by = models.BigIntegerField(editable=False)
    posted_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    confirmed_in = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ("-posted_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(since__day=1), name="signal_since_a_month"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("posted_at")),
                name="signal_withdrawn_after_it_was_posted",
            ),
        )
        indexes = (
            models.Index(
                fields=("-posted_at", "-id"), condition=Q(withdrawn_at=None), name="signal_list"
            ),
            models.Index(
                fields=("kind", "-posted_at", "-id"),
                condition=Q(withdrawn_at=None),
                name="signal_by_kind",
            ),
            models.Index(
                fields=("country", "-posted_at", "-id"),
                condition=Q(withdrawn_at=None),
                name="signal_by_country",
            ),
        )

    def __str__(self) -> str:
        return self.title or ""


class Confirmation(models.Model):
    """An organisation of another country sees the same."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="confirmations")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=Language)
    note = models.CharField(
        _("what you see"),
        max_length=500,
        blank=True,
        validators=[clean_text, refuse_personal_data],
    )
    confirmed_by = models.BigIntegerField(editable=False)
    confirmed_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("confirmation of a signal")
        verbose_name_plural = _("confirmations of signals")
        ordering = ("confirmed_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("signal", "organisation"), name="signal_confirmed_once_an_organisation"
            ),
        )
        indexes = (models.Index(fields=("confirmed_at",), name="signal_confirmed_at"),)

    def __str__(self) -> str:
        return str(self.pk)


class SignalDigest(models.Model):
    """The week whose digest went out: two workers send it once."""

    week_begins = models.DateField(primary_key=True)
    sent_at = models.DateTimeField()
    signals = models.PositiveIntegerField()
    confirmations = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("digest of signals")
        verbose_name_plural = _("digests of signals")
        ordering = ("-week_begins",)

    def __str__(self) -> str:
        return self.week_begins.isoformat()
