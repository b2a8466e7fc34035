"""The kinds of notices about figures for the public."""

from django.utils.translation import gettext_lazy as _

from .ways import Group, Kind

FIGURE_KINDS = (
    Kind(
        "publication_proposed",
        Group.WORK,
        _("Figures for the public to look at"),
        readers=("member",),
    ),
    Kind(
        "publication_refused",
        Group.WORK,
        _("Figures for the public were refused"),
        may_be_digested=True,
        readers=("secretariat",),
    ),
    Kind(
        "figures_published",
        Group.WORK,
        _("Figures were published"),
        may_be_off=True,
        may_be_digested=True,
        readers=("member", "secretariat"),
    ),
    Kind(
        "figures_withdrawn",
        Group.WORK,
        _("Published figures were withdrawn"),
        may_be_digested=True,
        readers=("member", "secretariat"),
    ),
)
