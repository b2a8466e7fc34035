"""What can be done with a referral, as data: each move with its form, its words and its service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referrals import permissions
from referrals.forms import answering as answer_forms
from referrals.forms import consenting
from referrals.forms import moves as forms
from referrals.forms import teamwork as team_forms
from referrals.forms.move_base import MoveForm
from referrals.permissions import Standpoint
from referrals.services import answering, consent, deciding, messages


@dataclass(frozen=True)
class Target:
    """What a move is made on."""

    referral: UUID
    of_request: UUID | None

    @property
    def request(self) -> UUID:
        """The request's id. Raises Http404 where the move concerns the whole."""
        if self.of_request is None:
            raise Http404
        return self.of_request


# A form's type differs per move; each `perform` below belongs to the form beside it.
Perform = Callable[[Target, Any, datetime], object]


@dataclass(frozen=True)
class MovePage:
    """A move as a page. `on_request`: it concerns one request, not the referral as a whole."""

    slug: str
    allowed: Callable[[Standpoint], bool]
    form: type[MoveForm]
    perform: Perform
    title: Promise
    explanation: Promise
    button: Promise
    done: Promise
    on_request: bool = True
    kind: str = "secondary"
    listed: bool = True  # among the buttons of the referral's page


def _accept(on: Target, form: answer_forms.AcceptForm, now: datetime) -> None:
    day = form.cleaned_data["available_from"]
    answering.accept(on.referral, on.request, now=now, available_from=day, answer=form.answer())


def _decline(on: Target, form: answer_forms.DeclineForm, now: datetime) -> None:
    reason = form.cleaned_data["reason"]
    answering.decline(on.referral, on.request, reason, now=now, answer=form.answer())


def _pass_on(on: Target, form: forms.OrganisationForm, now: datetime) -> None:
    organisation = int(form.cleaned_data["organisation"])
    answering.pass_on(on.referral, on.request, organisation, now=now)


def _ask_others(on: Target, form: forms.AskOthersForm, now: datetime) -> None:
    deciding.ask_others(on.referral, [form.recipient()], now=now)


def _close(on: Target, form: forms.CloseForm, now: datetime) -> None:
    data = form.cleaned_data
    deciding.close(on.referral, data["outcome"], now=now, guide_sufficed=data["guide_sufficed"])


def _accepts_itself(at: Standpoint) -> bool:
    return permissions.is_asked(at) and permissions.can_accept(at)


def _declines_itself(at: Standpoint) -> bool:
    return permissions.is_asked(at) and permissions.can_decline(at)


MOVE_PAGES = (
    MovePage(
        "accept",
        _accepts_itself,
        answer_forms.AcceptForm,
        _accept,
        _("We can help"),
        _(
            "The sender is told at once. If they release to the first that says yes, you see the "
            "identity straight away; otherwise after they have chosen."
        ),
        _("Confirm: we can help"),
        _("Your answer was sent: you can help."),
        kind="primary",
    ),
    MovePage(
        "decline",
        _declines_itself,
        answer_forms.DeclineForm,
        _decline,
        _("We cannot help"),
        _(
            "The sender is told at once, with your reason, and can ask somebody else. "
            "You keep sight of the request for seven days."
        ),
        _("Confirm: we cannot help"),
        _("Your answer was sent: you cannot help."),
    ),
    MovePage(
        "ask",
        permissions.can_ask_question,
        answer_forms.QuestionForm,
        lambda on, form, now: answering.ask_question(
            on.referral, on.request, form.note_value(), now=now
        ),
        _("Ask the sender a question"),
        _("Your answer time waits until the sender has answered. Ask only what you need to know."),
        _("Send the question"),
        _("Your question was sent."),
    ),
    MovePage(
        "answer",
        permissions.can_answer_question,
        answer_forms.QuestionForm,
        lambda on, form, now: answering.answer_question(
            on.referral, on.request, form.note_value(), now=now
        ),
        _("Answer the question"),
        _("Only this recipient reads your answer. Write no names: the identity has its own place."),
        _("Send the answer"),
        _("Your answer was sent."),
        kind="primary",
    ),
    MovePage(
        "message",
        permissions.can_write_message,
        team_forms.MessageForm,
        lambda on, form, now: messages.write_message(
            on.referral, on.request, form.note_value(), now=now
        ),
        _("Write a message"),
        _("The other side of this request reads it and is told; nobody else does."),
        _("Send the message"),
        _("Your message was sent."),
    ),
    MovePage(
        "record-yes",
        permissions.can_record_answer,
        answer_forms.AcceptForm,
        _accept,
        _("Record a yes by phone or mail"),
        _(
            "For an organisation that answered outside the portal: it can help. The portal keeps "
            "who recorded this, when, and how the answer came in."
        ),
        _("Record: they can help"),
        _("The answer was recorded."),
    ),
    MovePage(
        "record-no",
        permissions.can_record_answer,
        answer_forms.DeclineForm,
        _decline,
        _("Record a no by phone or mail"),
        _(
            "For an organisation that answered outside the portal: it cannot help. The portal "
            "keeps who recorded this, when, and how the answer came in."
        ),
        _("Record: they cannot help"),
        _("The answer was recorded."),
    ),
    MovePage(
        "pass-on",
        permissions.can_pass_on,
        forms.OrganisationForm,
        _pass_on,
        _("Pass on to an organisation"),
        _("The sender sees to whom. The organisation reads the request, not the identity."),
        _("Pass on"),
        _("The request was passed on."),
    ),
    MovePage(
        "choose",
        permissions.can_choose,
        MoveForm,
        lambda on, _form, now: deciding.choose(on.referral, on.request, now=now),
        _("Choose this organisation"),
        _(
            "The identity is released to it if the consent names it. The other recipients are "
            "told that they are no longer needed."
        ),
        _("Choose"),
        _("Your choice was sent."),
        kind="primary",
    ),
    MovePage(
        "ask-others",
        permissions.can_ask_others,
        forms.AskOthersForm,
        _ask_others,
        _("Ask another organisation"),
        _("It reads the request and answers like the others. Nobody's request is taken back."),
        _("Ask"),
        _("The organisation was asked."),
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
        "hand-over",
        permissions.can_hand_over,
        MoveForm,
        lambda on, _form, now: deciding.hand_over(on.referral, now=now),
        _("Confirm the handover"),
        _("Confirm that the person has arrived safely. The other side is told."),
        _("Confirm the handover"),
        _("The handover was confirmed."),
        on_request=False,
        kind="primary",
    ),
    MovePage(
        "close",
        permissions.can_close,
        forms.CloseForm,
        _close,
        _("Close the referral"),
        _("A closed referral can no longer be changed. The other side is told."),
        _("Close the referral"),
        _("The referral was closed."),
        on_request=False,
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
)
PAGES = {page.slug: page for page in MOVE_PAGES}
