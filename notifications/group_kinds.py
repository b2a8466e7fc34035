"""The kinds of notices about the working group: meetings, minutes, written procedures."""

from django.utils.translation import gettext_lazy as _

from .ways import Group, Kind

GROUP_KINDS = (
    Kind(
        "procedure_opened",
        Group.WORK,
        _("A written procedure to answer"),
        readers=("member",),
    ),
    Kind(
        "procedure_reminder",
        Group.WORK,
        _("A reminder of a written procedure"),
        readers=("member",),
    ),
    Kind(
        "procedure_closed",
        Group.WORK,
        _("A written procedure is over"),
        may_be_off=True,
        may_be_digested=True,
        readers=("member", "secretariat"),
    ),
)
