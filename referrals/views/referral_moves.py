"""The moves of a referral as a whole, as data: each with its form, its words and its service."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from referrals import permissions
from referrals.forms import consenting
from referrals.forms import ending as ending_forms
from referrals.forms import moves as forms
from referrals.forms.move_base import MoveForm
from referrals.forms.transfer import TransferForm
from referrals.services import (
    consent,
    copying,
    deciding,
    handover,
    rating,
    splitting,
)

from .move_page import MovePage, Target


def _ask_others(on: Target, form: forms.AskOthersForm, now: datetime) -> None:
    deciding.ask_others(on.referral, form.recipients(), now=now)


def _choose_several(on: Target, form: forms.ChooseForm, now: datetime) -> None:
    deciding.choose_several(on.referral, form.chosen(), now=now)


def _transfer(on: Target, form: TransferForm, now: datetime) -> None:
    reason = form.cleaned_data["reason"]
    deciding.transfer(on.referral, form.recipient(), form.details(), reason, now=now)


def _split(on: Target, form: forms.SplitForm, now: datetime) -> str:
    data = form.cleaned_data
    child = splitting.split(on.referral, data["draft_id"], data["needs"], now=now)
    return reverse("referrals:draft", args=[child.pk])


def _copy(on: Target, form: forms.CopyForm, now: datetime) -> str:
    child = copying.copy(
        on.referral,
        form.cleaned_data["draft_id"],
        texts=form.takes(forms.TEXTS),
        identity=form.takes(forms.IDENTITY),
        now=now,
    )
    return reverse("referrals:draft", args=[child.pk])


def _plan_handover(on: Target, form: ending_forms.HandoverForm, now: datetime) -> None:
    handover.plan_handover(on.referral, form.cleaned_data["version"], form.plan(), now=now)


def _close(on: Target, form: ending_forms.CloseForm, now: datetime) -> None:
    deciding.close(on.referral, form.cleaned_data["outcome"], now=now, verdict=form.verdict())


REFERRAL_PAGES = (
    MovePage(
        "ask-others",
        permissions.can_ask_others,
        forms.AskOthersForm,
        _ask_others,
        _("Ask another organisation"),
        _("It reads the request and answers like the others. Nobody's request is taken back."),
        _("Ask"),
        _("They were asked."),
        on_request=False,
        template="referrals/ask_others.html",
    ),
    MovePage(
        "choose-several",
        permissions.can_choose_several,
        forms.ChooseForm,
        _choose_several,
        _("Choose more than one"),
        _(
            "One organisation receives the person; another may find the place, or give support. "
            "The identity is released to each of them that the consent names. The others are told "
            "that they are no longer needed."
        ),
        _("Choose"),
        _("Your choice was sent."),
        on_request=False,
        fits=lambda case, _now: sum(a.request.state == "can_help" for a in case.asked) > 1,
    ),
    MovePage(
        "split",
        permissions.can_split,
        forms.SplitForm,
        _split,
        _("Ask part of the needs elsewhere"),
        _(
            "This makes a draft of its own for another recipient, with the answers of this "
            "referral. You choose whom to ask and record a consent for it; it has its own "
            "reference and its own encryption. Whoever has this referral does not see it."
        ),
        _("Make the draft"),
        _("The draft was made. Choose whom to ask."),
        on_request=False,
    ),
    MovePage(
        "consent",
        permissions.can_name_in_consent,
        consenting.RenewConsentForm,
        lambda on, form, now: deciding.name_in_consent(on.referral, form.details(), now=now),
        _("Record a renewed consent"),
        _(
            "It replaces the consent recorded before. Who was chosen and is named in it can read "
            "the identity; for everybody else it closes."
        ),
        _("Record the consent"),
        _("The consent was recorded."),
        on_request=False,
        listed=False,
    ),
    MovePage(
        "narrow-consent",
        permissions.can_narrow_consent,
        consenting.NarrowConsentForm,
        lambda on, form, now: consent.narrow_consent(on.referral, form.allowed(), now=now),
        _("Narrow the consent"),
        _(
            "Take an organisation off, or withhold a part of the identity from it. It holds at "
            "once, and whoever loses something is told."
        ),
        _("Narrow the consent"),
        _("The consent was narrowed."),
        on_request=False,
        listed=False,
    ),
    MovePage(
        "withdraw-consent",
        permissions.can_withdraw_consent,
        consenting.WithdrawConsentForm,
        lambda on, form, now: consent.withdraw_consent(on.referral, go_on=form.go_on, now=now),
        _("Withdraw the consent"),
        _(
            "The identity closes at once for everybody it was released to, and they are told. "
            "What they wrote down themselves the portal cannot take back: they are asked to "
            "delete it."
        ),
        _("Withdraw the consent"),
        _("The consent was withdrawn and the identity closed."),
        on_request=False,
        kind="danger",
        listed=False,
    ),
    MovePage(
        "transfer",
        permissions.can_transfer,
        TransferForm,
        _transfer,
        _("Transfer to another service"),
        _(
            "For when the agreed help falls away. Another service in the same country is asked; "
            "its yes agrees at once. The identity closes at once to whoever has it now, and they "
            "are told."
        ),
        _("Transfer"),
        _("The new service was asked."),
        on_request=False,
    ),
    MovePage(
        "handover-plan",
        permissions.can_plan_handover,
        ending_forms.HandoverForm,
        _plan_handover,
        _("Plan the handover"),
        _(
            "Both sides read and change this plan, nobody else. The other side is told of each "
            "change."
        ),
        _("Save the plan"),
        _("The plan was saved."),
        on_request=False,
    ),
    MovePage(
        "hand-over",
        permissions.can_hand_over,
        MoveForm,
        lambda on, _form, now: deciding.hand_over(on.referral, now=now),
        _("Confirm the handover"),
        _(
            "The sender confirms that the person was handed over, the recipient that they have "
            "arrived safely. The other side is told."
        ),
        _("Confirm the handover"),
        _("The handover was confirmed."),
        on_request=False,
        kind="primary",
    ),
    MovePage(
        "confirm-arrival",
        permissions.can_confirm_arrival,
        MoveForm,
        lambda on, _form, now: handover.confirm_arrival(on.referral, now=now),
        _("Confirm the arrival"),
        _("The sender handed the person over. Confirm that they have arrived safely."),
        _("Confirm the arrival"),
        _("The arrival was confirmed."),
        on_request=False,
        kind="primary",
        fits=lambda case, _now: not case.arrival_confirmed,
    ),
    MovePage(
        "close",
        permissions.can_close,
        ending_forms.CloseForm,
        _close,
        _("Close the referral"),
        _(
            "A closed referral can be reopened for 30 days. The other side is told. Your answers "
            "below improve the guide; only the outcome is required."
        ),
        _("Close the referral"),
        _("The referral was closed."),
        on_request=False,
    ),
    MovePage(
        "rate",
        permissions.can_rate,
        ending_forms.RateForm,
        lambda on, form, now: rating.rate(on.referral, form.verdict(), now=now),
        _("Say how it went"),
        _("It takes a minute and improves the guide. What you said before is replaced."),
        _("Send"),
        _("Thank you. Your answers were saved."),
        on_request=False,
    ),
    MovePage(
        "reopen",
        permissions.can_reopen,
        ending_forms.ReopenForm,
        lambda on, form, now: deciding.reopen(on.referral, form.cleaned_data["reason"], now=now),
        _("Reopen the referral"),
        _("Possible for 30 days after closing. The other side is told."),
        _("Reopen"),
        _("The referral was reopened."),
        on_request=False,
        fits=lambda case, now: deciding.is_reopenable(case.referral, now),
    ),
    MovePage(
        "withdraw",
        permissions.can_withdraw,
        forms.WithdrawForm,
        lambda on, form, now: deciding.withdraw(on.referral, form.cleaned_data["reason"], now=now),
        _("Withdraw the referral"),
        _(
            "This cannot be undone. The identity closes at once for everybody, and all who were "
            "asked are told."
        ),
        _("Withdraw the referral"),
        _("The referral was withdrawn."),
        on_request=False,
        kind="danger",
    ),
    MovePage(
        "copy",
        permissions.can_copy,
        forms.CopyForm,
        _copy,
        _("Copy into a new draft"),
        _(
            "This makes a draft with a reference and an encryption of its own. Nobody is asked "
            "anything until you send it."
        ),
        _("Make the draft"),
        _("The draft was made. Check what was taken over."),
        on_request=False,
        template="referrals/copy.html",
    ),
)
