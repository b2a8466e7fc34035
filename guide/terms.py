"""The glossary: the field's terms in four languages, as a page and beside the guide's words.

A term of one country's law or practice carries that country; where the facts do not say it for
certain, it says so. Nothing here concerns a person, so no row security stands on it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Country
from contacts.validators import clean_text


class Term(models.Model):
    """One term. `forms` are its other forms in texts (plurals, abbreviations), between commas.

    `in_texts` says whether the guide's texts explain it where they use it: a word that every
    reader knows would only be in the way. `version` guards against two editors at once.
    """

    slug = models.SlugField(_("short name in the address"), max_length=60, unique=True)
    name = models.CharField(_("term"), max_length=120, validators=[clean_text])
    forms = models.CharField(
        _("other forms in texts"), max_length=300, blank=True, validators=[clean_text]
    )
    definition = models.TextField(_("definition"), max_length=600, validators=[clean_text])
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name=_("country"),
    )
    source = models.CharField(_("source"), max_length=200, blank=True, validators=[clean_text])
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    to_confirm = models.BooleanField(_("to be confirmed by the competent authority"), default=True)
    in_texts = models.BooleanField(_("explained in the texts of the guide"), default=True)
    active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("terms of the glossary")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name
