"""Every kind of notice: what it is about, and how much of it a reader may turn down.

A kind names templates/notices/<code>.subject.txt and <code>.txt. What safety needs is mailed at
once whatever the reader chose: a person in danger may depend on it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .directory_kinds import DIRECTORY_KINDS
from .figure_kinds import FIGURE_KINDS
from .group_kinds import GROUP_KINDS
from .training_kinds import TRAINING_KINDS
from .ways import CASE_WORKERS, Group, Kind, Way


def _own_account(code: str, label: Promise | str) -> Kind:
    """About the reader's own account: whoever took it over could otherwise turn the mail off."""
    return Kind(code, Group.ACCOUNT, label, held_at_night=False, readers=())


# The mail of counts and links that stands for the notices of a digest.
DIGEST = "digest"
# The kinds that go to people without an account; their links prove who owns the mailbox.
INVITATION = "invitation"
EVALUATION_LINK = "training_evaluation_link"
WITHOUT_ACCOUNT = (INVITATION, EVALUATION_LINK)

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "referral_asked",
            Group.REQUESTS,
            _("A new request"),
            may_be_digested=True,
            for_contact_points=Way.DIGEST,
        ),
        Kind("question_answered", Group.REQUESTS, _("An answer to your question")),
        Kind("referral_chosen", Group.REQUESTS, _("Your organisation was chosen")),
        Kind("identity_released", Group.REQUESTS, _("An identity was released to you")),
        Kind(
            "identity_changed",
            Group.REQUESTS,
            _("An identity was changed"),
            may_be_digested=True,
        ),
        Kind("file_added", Group.COURSE, _("A file was added"), may_be_digested=True),
        Kind("file_refused", Group.COURSE, _("A file of yours holds a virus")),
        Kind(
            "referral_corrected",
            Group.REQUESTS,
            _("A request was completed or corrected"),
            may_be_digested=True,
        ),
        Kind(
            "draft_expiring",
            Group.WORK,
            _("A draft is deleted in a week"),
            may_be_digested=True,
        ),
        Kind(
            "referral_not_needed",
            Group.REQUESTS,
            _("Your answer is no longer needed"),
            may_be_off=True,
            may_be_digested=True,
        ),
        Kind(
            "referral_transferred",
            Group.REQUESTS,
            _("A referral goes to another service"),
        ),
        Kind("referral_accepted", Group.ANSWERS, _("“We can help”")),
        Kind("referral_declined", Group.ANSWERS, _("“We cannot help”")),
        Kind("question_asked", Group.ANSWERS, _("A question to you")),
        Kind(
            "referral_passed_on",
            Group.ANSWERS,
            _("A request was passed on"),
            may_be_off=True,
            may_be_digested=True,
        ),
        Kind(
            "answer_recorded",
            Group.ANSWERS,
            _("An answer by phone or mail was recorded"),
            may_be_digested=True,
        ),
        Kind("possible_duplicate", Group.COURSE, _("Two referrals may concern one person")),
        Kind("consent_narrowed", Group.COURSE, _("A consent was narrowed")),
        Kind("consent_withdrawn", Group.COURSE, _("A consent was withdrawn")),
        Kind("restriction_set", Group.COURSE, _("The use of a referral was restricted")),
        Kind("restriction_lifted", Group.COURSE, _("A restriction was lifted")),
        Kind(
            "erasure_proposed",
            Group.WORK,
            _("An erasure to confirm"),
            readers=("team_lead", "contact_point"),
        ),
        Kind("erasure_confirmed", Group.COURSE, _("A referral is erased for good")),
        # Somebody reads an identity without consent: nobody may sleep through that.
        Kind(
            "danger_opened",
            Group.COURSE,
            _("An identity was opened in danger"),
            held_at_night=False,
            readers=(*CASE_WORKERS, "dpo"),
        ),
        Kind(
            "danger_ended",
            Group.COURSE,
            _("An opening in danger was ended"),
            may_be_digested=True,
        ),
        Kind("referral_withdrawn", Group.COURSE, _("A referral was withdrawn")),
        Kind(
            "referral_handed_over",
            Group.COURSE,
            _("A handover was confirmed"),
            may_be_off=True,
            may_be_digested=True,
        ),
        Kind("handover_planned", Group.COURSE, _("The plan of a handover")),
        Kind(
            "arrival_confirmed",
            Group.COURSE,
            _("The arrival was confirmed"),
            may_be_digested=True,
        ),
        Kind("referral_reopened", Group.COURSE, _("A referral was reopened")),
        Kind(
            "referral_closed",
            Group.COURSE,
            _("A referral was closed"),
            may_be_off=True,
            may_be_digested=True,
        ),
        # An escalation must wake somebody.
        Kind("referral_overdue", Group.COURSE, _("An answer is late"), held_at_night=False),
        Kind(
            "referral_long_overdue",
            Group.COURSE,
            _("An answer is very late"),
            held_at_night=False,
            readers=("secretariat",),
        ),
        Kind(
            "referral_reminder",
            Group.REQUESTS,
            _("Half of the answer time is over"),
            may_be_off=True,
            may_be_digested=True,
        ),
        Kind("referral_due", Group.REQUESTS, _("The answer time is over"), held_at_night=False),
        # Nobody of a country's contact point could be told: the operator finds somebody.
        Kind(
            "escalation_unheard",
            Group.WORK,
            _("A late answer that nobody could be told of"),
            held_at_night=False,
        ),
        Kind(
            "person_request_received",
            Group.WORK,
            _("A request of a person about their data"),
            readers=("team_lead", "dpo"),
        ),
        Kind(
            "person_request_due",
            Group.WORK,
            _("An answer to a person is due soon"),
            readers=("team_lead", "dpo"),
        ),
        Kind(
            "person_request_late",
            Group.WORK,
            _("An answer to a person is late"),
            readers=("team_lead", "dpo"),
        ),
        Kind(
            "breach_recorded",
            Group.WORK,
            _("A data breach"),
            held_at_night=False,
            readers=("team_lead", "dpo"),
        ),
        Kind(
            "breach_clock",
            Group.WORK,
            _("The 72 hours of a data breach"),
            held_at_night=False,
            readers=("team_lead", "dpo"),
        ),
        Kind("message_written", Group.COURSE, _("A message"), may_be_digested=True),
        Kind("referral_assigned", Group.WORK, _("A referral was given to you")),
        Kind("note_mention", Group.WORK, _("A colleague asks you to read a note")),
        Kind(
            "entry_to_confirm",
            Group.WORK,
            _("Your entry in the directory, to confirm"),
            may_be_digested=True,
            readers=("caseworker", "team_lead"),
        ),
        Kind(
            "capacity_lapsing",
            Group.WORK,
            _("What you said of your room lapses"),
            may_be_off=True,
            may_be_digested=True,
        ),
        *DIRECTORY_KINDS,
        Kind(
            "report_ready",
            Group.WORK,
            _("A report is ready"),
            may_be_off=True,
            may_be_digested=True,
            readers=("secretariat",),
        ),
        Kind(
            "report_shared",
            Group.WORK,
            _("A report is open for comments"),
            may_be_digested=True,
            readers=("member", "secretariat"),
        ),
        Kind(
            "report_adopted",
            Group.WORK,
            _("A report was adopted"),
            may_be_digested=True,
            readers=("member", "secretariat"),
        ),
        Kind(
            "report_not_adopted",
            Group.WORK,
            _("A report was not adopted"),
            may_be_digested=True,
            readers=("member", "secretariat"),
        ),
        Kind(
            "report_step_due",
            Group.WORK,
            _("A step in the plan of a report is near"),
            may_be_digested=True,
            readers=("member", "secretariat"),
        ),
        Kind(
            "guide_review_asked",
            Group.WORK,
            _("A page of the guide to review"),
            may_be_digested=True,
            for_contact_points=Way.DIGEST,
            readers=("contact_point", "secretariat"),
        ),
        *FIGURE_KINDS,
        *GROUP_KINDS,
        Kind(
            "guide_sent_back",
            Group.WORK,
            _("A page of the guide was sent back"),
            may_be_digested=True,
            readers=("editor",),
        ),
        Kind(
            "guide_published",
            Group.WORK,
            _("A page of the guide was published"),
            may_be_off=True,
            may_be_digested=True,
            readers=("editor",),
        ),
        Kind(
            "practice_to_review",
            Group.WORK,
            _("A good practice to review"),
            may_be_digested=True,
            readers=("secretariat",),
        ),
        Kind(
            "practice_decided",
            Group.WORK,
            _("A decision on your good practice"),
            may_be_digested=True,
            readers=("team_lead", "contact_point", "member", "secretariat"),
        ),
        Kind(
            "signals_of_the_week",
            Group.WORK,
            _("Signals and trends of the week"),
            may_be_off=True,
            may_be_digested=True,
            for_contact_points=Way.DIGEST,
            readers=("team_lead", "contact_point", "member", "secretariat"),
        ),
        *TRAINING_KINDS,
        _own_account("factor_recovery_begun", _("The removal of your second step was asked")),
        _own_account(
            "factor_recovery_confirmed", _("The removal of your second step was confirmed")
        ),
        _own_account(
            "factor_recovery_cancelled", _("The removal of your second step was cancelled")
        ),
        Kind(
            "factor_recovery_asked",
            Group.ACCOUNT,
            _("A colleague lost a second step"),
            readers=("team_lead", "operator"),
        ),
        _own_account("second_factor_changed", _("A second step was added or removed")),
        _own_account("new_device", _("A sign-in from a new device")),
        Kind(
            "member_joined",
            Group.ACCOUNT,
            _("Somebody joined your organisation"),
            may_be_digested=True,
            readers=("team_lead",),
        ),
        Kind(
            "member_address_changed",
            Group.ACCOUNT,
            _("The address of a member was changed"),
            readers=("team_lead",),
        ),
        Kind(
            "member_review_due",
            Group.ACCOUNT,
            _("Time to confirm who still works with you"),
            may_be_digested=True,
            readers=("team_lead", "operator"),
        ),
        Kind(
            "member_review_overdue",
            Group.ACCOUNT,
            _("An organisation has not confirmed its members"),
            may_be_digested=True,
            readers=("operator",),
        ),
        Kind(
            "nobody_left",
            Group.ACCOUNT,
            _("An organisation has nobody left to answer"),
            readers=("operator",),
        ),
        Kind(
            "webhook_switched_off",
            Group.ACCOUNT,
            _("A program of yours is no longer told what happens"),
            readers=("team_lead",),
        ),
        _own_account("address_change_asked", _("A change of your address was asked for")),
        _own_account("address_changed", _("Your address was changed")),
        Kind(
            "address_to_confirm",
            Group.ACCOUNT,
            _("Confirm your new address"),
            held_at_night=False,
            mail_only=True,
            readers=(),
        ),
        Kind(DIGEST, Group.ACCOUNT, _("A digest"), held_at_night=False, mail_only=True, readers=()),
        Kind(INVITATION, Group.ACCOUNT, _("An invitation"), held_at_night=False, mail_only=True),
        Kind(
            EVALUATION_LINK,
            Group.TRAINING,
            _("Evaluation of a training, for participants without an account"),
            mail_only=True,
            readers=(),
        ),
    )
}


def kind_of(code: str) -> Kind:
    """The kind of a code. Raises LookupError for one that is not in the table."""
    return KINDS[code]


MAIL_ONLY = tuple(code for code, kind in KINDS.items() if kind.mail_only)
