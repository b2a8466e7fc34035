"""The lists of codes that cross the border in place of prose."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeList(models.Model):
    """A list of coded values: what crosses a border is one of its codes, not prose."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("code list")
        verbose_name_plural = _("code lists")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Code(models.Model):
    """One value of a code list. `attributes` hold what programs read (hours, country, child)."""

    list = models.ForeignKey(
        CodeList, on_delete=models.PROTECT, related_name="codes", verbose_name=_("list")
    )
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=250)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("active"), default=True)
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ["list", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="code_once_in_its_list"),
        ]

    def __str__(self) -> str:
        return self.name
