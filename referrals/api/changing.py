"""What the sender fills in after sending, and part of the needs asked apart."""

from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.filling import object_of
from accounts.machine.once import once
from referrals.codes import Move, State
from referrals.forms.identity import IdentityForm
from referrals.forms.moves import SplitForm
from referrals.forms.steps import STEPS
from referrals.permissions import can_correct, can_edit_identity
from referrals.selectors import Case, read_case
from referrals.services.splitting import split
from referrals.services.writing import NotAParty, refuse
from referrals.views.correcting import CORRECTABLE

from . import showing
from .base import CaseView, check_version, receipt
from .filing import CONSENT, RECIPIENTS, filing_schema, fill_step, send_draft
from .moves import JSON
from .said import errors_of, schema_of, take_from

# Steps that a split asks anew: another recipient is another purpose.
ASKED_ANEW = (RECIPIENTS, CONSENT)
MAY_BE_REPLACED = ("situation", "exploitation", "identity")


def replace_step(referral_id: UUID, slug: str, body: Any) -> Response:
    """Replace one part of a sent referral, whole. Raises ValidationError, MoveRefused, NotAParty.

    Whoever was asked is told.
    """
    case, now = _own_sent(referral_id), timezone.now()
    of_identity = slug == IdentityForm.slug
    allowed = can_edit_identity if of_identity else can_correct
    if not allowed(case.standpoint):
        move = Move.WRITE_IDENTITY if of_identity else Move.CORRECT
        raise refuse(move, case.standpoint)
    fill_step(slug, case.referral, object_of(body), now)
    return receipt(referral_id)


def _own_sent(referral_id: UUID) -> Case:
    case = read_case(referral_id, now=timezone.now())
    if not case.is_sender or case.referral.state == State.DRAFT:
        raise NotAParty
    return case


def _step_view(slug: str) -> Any:
    """The view that replaces one step."""

    @extend_schema(
        operation_id=f"referrals_replace_{slug}",
        description="Replace this part of the referral, whole: what is left out is emptied. Until "
        "the handover; whoever was asked is told.",
        request={JSON: schema_of(STEPS[slug])},
        responses={200: showing.RECEIPT},
    )
    @once
    def put(self: CaseView, request: Request, referral_id: UUID) -> Response:
        check_version(request, referral_id)
        return replace_step(referral_id, slug, request.data)

    made: Any = type(f"{slug.title()}View", (CaseView,), {"put": put})
    return made.as_view()


STEP_VIEWS = {slug: _step_view(slug) for slug in CORRECTABLE}


def _split_schema() -> dict[str, Any]:
    steps = filing_schema()["properties"]
    asked = {name: steps[name] for name in (*ASKED_ANEW, *MAY_BE_REPLACED)}
    needs = schema_of(SplitForm)["properties"]["needs"]
    return {
        "type": "object",
        "properties": {"needs": needs, **asked},
        "required": ["needs", *ASKED_ANEW],
        "additionalProperties": False,
    }


class SplitView(CaseView):
    """Part of the needs, for a referral of its own."""

    @extend_schema(
        operation_id="referrals_split",
        request={JSON: _split_schema()},
        responses={201: showing.RECEIPT},
    )
    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        """Ask part of the needs elsewhere: a referral with its own id, recipients and consent.

        It begins with the answers of this one; situation, exploitation and identity may be sent
        anew. The answer names the new referral.
        """
        check_version(request, referral_id)
        case, now, body = _own_sent(referral_id), timezone.now(), object_of(request.data)
        sections = {
            name: body.pop(name) for name in (*ASKED_ANEW, *MAY_BE_REPLACED) if name in body
        }
        blank = SplitForm({}, case=case, asked=None)
        values = {**take_from(body, blank), "draft_id": uuid4()}
        form = SplitForm(values, case=case, asked=None)
        if not form.is_valid():
            raise ValidationError(errors_of(form))
        data = form.cleaned_data
        child = split(referral_id, data["draft_id"], data["needs"], now=now)
        errors: dict[str, Any] = {}
        for name in STEPS:
            if name in sections or name in ASKED_ANEW:
                try:
                    said = object_of(sections.get(name, {}), name)
                    if name == "situation":
                        said.setdefault("needs", data["needs"])
                    fill_step(name, child, said, now)
                except ValidationError as refused:
                    errors[name] = refused.detail
                child.refresh_from_db()
        if errors:
            raise ValidationError(errors)
        send_draft(child, now=now)
        answer = receipt(child.pk, status=201)
        answer["Location"] = reverse("api-referral", args=[child.pk])
        return answer
