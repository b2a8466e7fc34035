"""The six tasks that the declaration of intent of 2 December 2016 gives the ad-hoc group."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.validators import clean_text
from workinggroup.themes import ItemState, TaskCode


class DeclarationTask(models.Model):
    """A task in the words of the declaration. `line` is what the secretariat says of it, `revision`
    counts its savings."""

    code = models.SlugField(_("code"), max_length=12, primary_key=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("task"), max_length=150, validators=[clean_text])
    text = models.CharField(
        _("wording of the declaration"), max_length=300, validators=[clean_text]
    )
    state = models.CharField(_("state"), max_length=12, choices=ItemState)
    line = models.TextField(
        _("line of the progress report"), max_length=1500, blank=True, validators=[clean_text]
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.BigIntegerField(null=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)

    class Meta:
        verbose_name = _("task of the declaration")
        verbose_name_plural = _("tasks of the declaration")
        ordering = ("order", "code")
        constraints = (
            models.CheckConstraint(condition=Q(code__in=TaskCode.values), name="task_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=ItemState.values), name="task_state_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.title or ""
