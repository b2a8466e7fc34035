"""The moves of a referral, each by the form and the service that its page uses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.filling import Fields, Schema, object_of
from accounts.machine.once import once
from protection.actor import require_actor
from protection.audit import record
from referrals.consents import read_history
from referrals.selectors import read_case
from referrals.services.handover import read_handover
from referrals.services.writing import NotAParty, own_party
from referrals.views.move_pages import PAGES, Target

from . import showing
from .base import CaseView, check_version, receipt
from .bodies import BODIES
from .said import errors_of, schema_of, take_from

JSON = "application/json"
# What a recipient answers: the slug of the move's page.
ANSWERS = {"can_help": "accept", "cannot_help": "decline"}


def make_move(referral_id: UUID, request_id: UUID | None, slug: str, body: Fields) -> Response:
    """Make a move as its page does. Raises ValidationError, MoveRefused or NotAParty."""
    page, now = PAGES[slug], timezone.now()
    case = read_case(referral_id, now=now)
    asked = next((a for a in case.asked if a.request.pk == request_id), None)
    if page.on_request and asked is None:
        raise NotAParty
    blank = page.form({}, case=case, asked=asked)
    said = BODIES.get(slug)
    values = said.take(body, blank) if said else take_from(body, blank)
    form = page.form(_as_page_shows(blank, values), case=case, asked=asked)
    if not form.is_valid():
        errors = errors_of(form)
        named = said.named if said else {}
        raise ValidationError({named.get(name, name): told for name, told in errors.items()})
    page.perform(Target(referral_id, request_id), form, now)
    return receipt(referral_id)


def _as_page_shows(blank: forms.Form, values: Fields) -> Fields:
    """With what a page fills in beforehand; but whoever writes a text says its language."""
    shown = {name: field.initial for name, field in blank.fields.items() if field.initial}
    if values.get("note"):
        shown.pop("language", None)
    return {**shown, **values}


class MoveView(CaseView):
    """A move of the referral as a whole, or of one request in it."""

    slug = ""

    def move(self, request: Request, referral_id: UUID, request_id: UUID | None) -> Response:
        check_version(request, referral_id)
        return make_move(referral_id, request_id, self.slug, object_of(request.data))


class AnswerView(MoveView):
    """A recipient's answer, or one that came by phone or mail."""

    def move(self, request: Request, referral_id: UUID, request_id: UUID | None) -> Response:
        check_version(request, referral_id)
        body = object_of(request.data)
        slug = ANSWERS.get(str(body.pop("answer", "")))
        if slug is None:
            message = ErrorDetail(_("Say can_help or cannot_help."), code="invalid_choice")
            raise ValidationError({"answer": [message]})
        return make_move(referral_id, request_id, slug, body)


class ConsentView(MoveView):
    """The consents of a referral; a renewed one replaces the one in force."""

    @extend_schema(
        operation_id="referrals_consent_list",
        responses={200: {"type": "array", "items": showing.CONSENT}},
    )
    def get(self, request: Request, referral_id: UUID) -> Response:
        """For the sender alone: every consent that was recorded, the one in force first."""
        if not read_case(referral_id, now=timezone.now()).is_sender:
            raise NotAParty
        record("consent_viewed", subject="referral", subject_id=str(referral_id))
        return Response([showing.consent(found) for found in read_history(referral_id)])


class PlanView(MoveView):
    """The plan of the handover, for the sender and those chosen."""

    @extend_schema(operation_id="referrals_handover_read", responses={200: showing.HANDOVER})
    def get(self, request: Request, referral_id: UUID) -> Response:
        """The plan; 404 while there is none."""
        own_party(referral_id, require_actor())
        plan = read_handover(referral_id)
        if plan is None:
            raise NotAParty
        return Response(showing.handover(plan))


def _answer_schema() -> Schema:
    yes, no = (schema_of(PAGES[slug].form) for slug in ANSWERS.values())
    answer = {"type": "string", "enum": list(ANSWERS)}
    return {
        "type": "object",
        "properties": {"answer": answer, **yes["properties"], **no["properties"]},
        "required": ["answer"],
    }


def _schema(slug: str) -> Schema:
    """What the body of a move may say; what a page fills in beforehand may be left out."""
    said = BODIES.get(slug)
    schema = said.schema() if said else schema_of(PAGES[slug].form)
    schema["required"] = [name for name in schema.get("required", []) if name != "language"]
    if not schema["required"]:
        del schema["required"]
    return schema


@dataclass(frozen=True)
class MoveCall:
    """A move as a call: `at` is its address below the referral, or below one request of it."""

    at: str
    slug: str
    does: str
    on_request: bool = False
    base: type[MoveView] = MoveView
    schema: Callable[[], Schema] | None = None

    @property
    def name(self) -> str:
        """The name of its address."""
        return f"api-{self.at}"

    def view(self) -> Any:
        """The view, described by its form."""
        described = extend_schema(
            operation_id=f"referrals_{self.at.replace('-', '_')}",
            description=self.does,
            request={JSON: self.schema() if self.schema else _schema(self.slug)},
            responses={200: showing.RECEIPT},
        )

        if self.on_request:

            def post(
                self: MoveView, request: Request, referral_id: UUID, request_id: UUID
            ) -> Response:
                return self.move(request, referral_id, request_id)

        else:

            def post(self: MoveView, request: Request, referral_id: UUID) -> Response:  # type: ignore[misc]
                return self.move(request, referral_id, None)

        members = {"slug": self.slug, "post": described(once(post)), "__doc__": self.does}
        made: Any = type(f"{self.at.title().replace('-', '')}View", (self.base,), members)
        return made.as_view()


CALLS = (
    MoveCall(
        "answer",
        "",
        "Say that the organisation can or cannot help, or record what was said by phone or mail.",
        on_request=True,
        base=AnswerView,
        schema=_answer_schema,
    ),
    MoveCall("questions", "ask", "Ask the sender; one’s own clock waits.", on_request=True),
    MoveCall(
        "answer-question",
        "answer",
        "Answer the open questions of a recipient, each under the `field` that it names; a free "
        "one under `note`.",
        on_request=True,
    ),
    MoveCall("choose", "choose", "Choose this one of those who can help.", on_request=True),
    MoveCall(
        "pass-on",
        "pass-on",
        "Pass a request to the country’s contact point on to an organisation.",
        on_request=True,
    ),
    MoveCall("ask-others", "ask-others", "Ask further recipients."),
    MoveCall("choose-several", "choose-several", "Choose several, each for a part."),
    MoveCall(
        "consent",
        "consent",
        "Record a renewed consent; it replaces the one in force.",
        base=ConsentView,
    ),
    MoveCall(
        "narrow-consent",
        "narrow-consent",
        "Take an organisation off the consent, or withhold fields from it; it holds at once. An "
        "organisation that is not in withheld_from keeps what is withheld from it now.",
    ),
    MoveCall(
        "withdraw-consent", "withdraw-consent", "Withdraw the consent; the identity closes at once."
    ),
    MoveCall("transfer", "transfer", "Ask another service when the agreed help falls away."),
    MoveCall(
        "handover-plan",
        "handover-plan",
        "Write the plan of the handover, whole: what is left out is emptied.",
        base=PlanView,
    ),
    MoveCall("hand-over", "hand-over", "Confirm that the person was handed over, or has arrived."),
    MoveCall("confirm-arrival", "confirm-arrival", "Confirm the arrival after the sender did."),
    MoveCall("close", "close", "Close the referral with its outcome, and say how it went."),
    MoveCall("rate", "rate", "Say how it went; what was said before is replaced."),
    MoveCall("reopen", "reopen", "Reopen a closed referral, within 30 days."),
    MoveCall("withdraw", "withdraw", "Take the referral back; the identity closes."),
)
