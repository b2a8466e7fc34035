"""The moves on one request, as data: each with its form, its words and its service."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.sessions.keeping import keep_typed
from protection.actor import require_actor
from referrals import permissions
from referrals.forms import answering as answer_forms
from referrals.forms import calling as call_forms
from referrals.forms import moves as forms
from referrals.forms import questions as question_forms
from referrals.forms import teamwork as team_forms
from referrals.forms.move_base import MoveForm
from referrals.permissions import Standpoint
from referrals.services import (
    answering,
    calling,
    deciding,
    messages,
    questions,
    teamwork,
)

from .move_page import MovePage, Target


def _accept(on: Target, form: answer_forms.AcceptForm, now: datetime) -> None:
    answering.accept(on.referral, on.request, now=now, offer=form.offer(), answer=form.answer())


def _decline(on: Target, form: answer_forms.DeclineForm, now: datetime) -> None:
    answering.decline(
        on.referral,
        on.request,
        form.cleaned_data["reason"],
        now=now,
        answer=form.answer(),
        suggested=form.suggestion(),
    )


def _ask(on: Target, form: question_forms.AskForm, now: datetime) -> None:
    questions.ask_question(
        on.referral, on.request, form.note_value(), now=now, standard=form.chosen()
    )


def _reply(on: Target, form: question_forms.ReplyForm, now: datetime) -> None:
    questions.answer_question(
        on.referral, on.request, form.note_value(), now=now, coded=form.values()
    )


def _pass_on(on: Target, form: forms.OrganisationForm, now: datetime) -> None:
    organisation = int(form.cleaned_data["organisation"])
    answering.pass_on(on.referral, on.request, organisation, now=now)


def _call(on: Target, form: call_forms.CallForm, now: datetime) -> str | None:
    """A yes leads to where it is recorded, with what was typed; other notes are the own house's."""
    calling.log_call(on.referral, form.organisation_id(), form.cleaned_data["outcome"], now=now)
    if form.cleaned_data["outcome"] != calling.YES:
        if text := form.note_value().text:
            teamwork.write_note(on.referral, text, now=now)
        return None
    following = reverse("referrals:request_move", args=[on.referral, on.request, "record-yes"])
    keep_typed(require_actor().user_id, following, following, form.for_the_answer())
    return following


def _calls(at: Standpoint) -> bool:
    return permissions.is_sender(at) and permissions.can_record_answer(at)


def _accepts_itself(at: Standpoint) -> bool:
    return permissions.is_asked(at) and permissions.can_accept(at)


def _declines_itself(at: Standpoint) -> bool:
    return permissions.is_asked(at) and permissions.can_decline(at)


REQUEST_PAGES = (
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
        question_forms.AskForm,
        _ask,
        _("Ask the sender a question"),
        _("Your answer time waits until the sender has answered. Ask only what you need to know."),
        _("Send the question"),
        _("Your question was sent."),
    ),
    MovePage(
        "answer",
        permissions.can_answer_question,
        question_forms.ReplyForm,
        _reply,
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
        "call",
        _calls,
        call_forms.CallForm,
        _call,
        _("Log a call"),
        _("That you phoned, and how it ended. Only your organisation sees it."),
        _("Log the call"),
        _("The call was logged."),
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
)
