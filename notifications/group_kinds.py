"""The kinds of notices about the working group: meetings, minutes, written procedures."""

from django.utils.translation import gettext_lazy as _

from .ways import Group, Kind

INVITED = ("member", "team_lead", "contact_point")
GROUP_KINDS = (
    Kind(
        "meeting_invited",
        Group.WORK,
        _("An invitation to a meeting"),
        readers=INVITED,
    ),
    Kind(
        "meeting_changed",
        Group.WORK,
        _("A meeting was moved"),
        readers=INVITED,
    ),
    Kind(
        "meeting_cancelled",
        Group.WORK,
        _("A meeting was cancelled"),
        readers=INVITED,
    ),
    Kind(
        "action_due",
        Group.WORK,
        _("An action point to do"),
        may_be_digested=True,
        readers=(*INVITED, "secretariat"),
    ),
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
