"""The moves of a referral, each by the form and the service that its page uses."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from referrals.forms.questions import AskForm
from referrals.selectors import read_case
from referrals.services.writing import NotAParty
from referrals.views.move_pages import PAGES, Target

from . import showing
from .base import CaseView, check_version, receipt
from .once import once
from .said import Fields, Schema, errors_of, object_of, schema_of, standard_questions, take_from

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
    if isinstance(blank, AskForm):
        body = standard_questions(body, blank.offered)
    form = page.form(_as_page_shows(blank, take_from(body, blank)), case=case, asked=asked)
    if not form.is_valid():
        raise ValidationError(errors_of(form))
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


def _answer_schema() -> Schema:
    yes, no = (schema_of(PAGES[slug].form) for slug in ANSWERS.values())
    answer = {"type": "string", "enum": list(ANSWERS)}
    return {
        "type": "object",
        "properties": {"answer": answer, **yes["properties"], **no["properties"]},
        "required": ["answer"],
    }


def _view(slug: str, does: str, *, on_request: bool, answer: bool = False) -> Any:
    """The view of one move, described by its form."""
    schema = _answer_schema() if answer else schema_of(PAGES[slug].form)
    # What a page fills in beforehand may be left out here.
    schema["required"] = [name for name in schema.get("required", []) if name != "language"]
    if not schema["required"]:
        del schema["required"]
    described = extend_schema(
        operation_id=f"referrals_{slug.replace('-', '_')}",
        description=does,
        request={JSON: schema},
        responses={200: showing.RECEIPT},
    )

    if on_request:

        def post(self: MoveView, request: Request, referral_id: UUID, request_id: UUID) -> Response:
            return self.move(request, referral_id, request_id)

    else:

        def post(self: MoveView, request: Request, referral_id: UUID) -> Response:  # type: ignore[misc]
            return self.move(request, referral_id, None)

    base = AnswerView if answer else MoveView
    name = f"{slug.title().replace('-', '')}View"
    made: Any = type(name, (base,), {"slug": slug, "post": described(once(post)), "__doc__": does})
    return made.as_view()


answer = _view(
    "answer-request", "Say that the organisation can or cannot help.", on_request=True, answer=True
)
ask = _view("ask", "Ask the sender a question; one’s own clock waits.", on_request=True)
answer_question = _view("answer", "Answer the open question of a recipient.", on_request=True)
choose = _view("choose", "Choose among those who can help.", on_request=True)
withdraw = _view("withdraw", "Take the referral back; the identity closes.", on_request=False)
hand_over = _view("hand-over", "Confirm that the person has arrived.", on_request=False)
close = _view("close", "Close the referral with its outcome.", on_request=False)
