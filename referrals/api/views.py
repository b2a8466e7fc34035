"""Reading and filing referrals, and the identity."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.machine.lists import page_parameters
from accounts.machine.once import once
from accounts.machine.refusals import etag
from referrals.codes import State
from referrals.forms.identity import IdentityForm
from referrals.lists import PAGE_SIZE
from referrals.selectors import read_case, read_identity
from referrals.services.writing import NotAParty

from . import showing
from .base import CaseView, check_version, receipt
from .changing import replace_step
from .filing import file_referral, filing_schema
from .listing import RECEIVED, SENT, STATES, list_page
from .moves import JSON
from .said import schema_of

_FILTERS = [
    OpenApiParameter("side", str, enum=[RECEIVED, SENT], default=RECEIVED),
    OpenApiParameter("state", str, enum=STATES),
    OpenApiParameter("country", str, description="The country of the other side: NL, BE, LU."),
    OpenApiParameter("urgency", str, description="A code of urgency."),
    OpenApiParameter("need", str, description="A code of needs."),
    OpenApiParameter("overdue", bool, description="true: the answer time has passed."),
    OpenApiParameter("since", OpenApiTypes.DATE, description="Sent or received on or after it."),
    OpenApiParameter("until", OpenApiTypes.DATE, description="Sent or received on or before it."),
    OpenApiParameter(
        "changedSince",
        OpenApiTypes.DATETIME,
        description="Something happened since that the organisation may see.",
    ),
    *page_parameters(PAGE_SIZE),
]


class ReferralsView(CaseView):
    """The organisation's referrals."""

    @extend_schema(
        operation_id="referrals_list",
        parameters=_FILTERS,
        responses={200: showing.PAGE},
    )
    def get(self, request: Request) -> Response:
        """What was sent or received, the newest first: codes of stage 1, no text."""
        return Response(list_page(request, now=timezone.now()))

    @extend_schema(
        operation_id="referrals_file",
        request={JSON: filing_schema()},
        responses={201: showing.RECEIPT},
    )
    @once
    def post(self, request: Request) -> Response:
        """File a referral and send it: the steps of the form in one body."""
        referral_id = file_referral(request.data, now=timezone.now())
        answer = receipt(referral_id, status=201)
        answer["Location"] = reverse("api-referral", args=[referral_id])
        return answer


class ReferralView(CaseView):
    """One referral from where the organisation stands."""

    @extend_schema(operation_id="referrals_read", responses={200: showing.REFERRAL})
    def get(self, request: Request, referral_id: UUID) -> Response:
        """Stage 1, the requests with their questions, and the log.

        The ETag is to be sent as If-Match with a change. That a program reads is no sign that
        anybody has seen the request.
        """
        case = read_case(referral_id, now=timezone.now())
        if case.referral.state == State.DRAFT:
            raise NotAParty
        headers = {"ETag": etag(case.referral.version)}
        return Response(showing.referral(case), headers=headers)


class IdentityView(CaseView):
    """Who the person is, for the sender and those to whom it was released."""

    scopes = {"read": "identity:read", "write": "referrals:write"}

    @extend_schema(
        operation_id="identity_read",
        parameters=[OpenApiParameter("referral_id", OpenApiTypes.UUID, OpenApiParameter.PATH)],
        responses={200: showing.IDENTITY},
    )
    def get(self, request: Request, referral_id: UUID) -> Response:
        """The released fields. Each look, and each try in vain, is in the audit trail."""
        opened = read_identity(referral_id, purpose="api")
        if opened is None:
            raise NotAParty
        return Response(showing.identity(opened))

    @extend_schema(
        operation_id="identity_write",
        request={JSON: schema_of(IdentityForm)},
        responses={200: showing.RECEIPT},
    )
    @once
    def put(self, request: Request, referral_id: UUID) -> Response:
        """Replace the identity, whole, until the handover. It is released as the consent says."""
        check_version(request, referral_id)
        return replace_step(referral_id, IdentityForm.slug, request.data)
