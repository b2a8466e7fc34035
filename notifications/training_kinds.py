"""The kinds of notices about trainings and about what organisations need."""

from django.utils.translation import gettext_lazy as _

from .ways import CASE_WORKERS, Group, Kind, Way

LEADS = ("team_lead", "contact_point")
TAKE_PART = (*CASE_WORKERS, "member")

TRAINING_KINDS = (
    Kind(
        "training_to_nominate",
        Group.TRAINING,
        _("A colleague wants to take part in a training"),
        may_be_digested=True,
        readers=LEADS,
    ),
    Kind(
        "training_to_approve",
        Group.TRAINING,
        _("A nomination for a training to approve"),
        may_be_digested=True,
        for_contact_points=Way.DIGEST,
        readers=("contact_point", "secretariat"),
    ),
    Kind("training_placed", Group.TRAINING, _("A place in a training"), readers=TAKE_PART),
    Kind(
        "training_waiting",
        Group.TRAINING,
        _("The waiting list of a training"),
        may_be_digested=True,
        readers=TAKE_PART,
    ),
    Kind(
        "training_declined", Group.TRAINING, _("A nomination was not approved"), readers=TAKE_PART
    ),
    Kind("training_left", Group.TRAINING, _("A place was given up"), readers=TAKE_PART),
    Kind(
        "training_substituted",
        Group.TRAINING,
        _("Somebody else takes an approved place"),
        may_be_off=True,
        may_be_digested=True,
        for_contact_points=Way.DIGEST,
        readers=("contact_point", "secretariat"),
    ),
    Kind(
        "training_changed",
        Group.TRAINING,
        _("Day, hour or place of a training changed"),
        readers=TAKE_PART,
    ),
    Kind("training_cancelled", Group.TRAINING, _("A training was cancelled"), readers=TAKE_PART),
    Kind("training_reminder", Group.TRAINING, _("A training is near"), readers=TAKE_PART),
    Kind(
        "training_certificate",
        Group.TRAINING,
        _("A certificate is ready"),
        may_be_off=True,
        may_be_digested=True,
        readers=TAKE_PART,
    ),
    Kind(
        "training_evaluation",
        Group.TRAINING,
        _("How was a training?"),
        may_be_off=True,
        may_be_digested=True,
        readers=TAKE_PART,
    ),
    Kind(
        "need_round_opened",
        Group.TRAINING,
        _("Say which trainings you need"),
        may_be_off=True,
        may_be_digested=True,
        readers=(*LEADS, "member"),
    ),
    Kind(
        "need_met",
        Group.TRAINING,
        _("A training meets a need of yours"),
        may_be_off=True,
        may_be_digested=True,
        readers=(*LEADS, "member"),
    ),
)
