"""What every view of the machine interface shares: who may ask, how a refusal is told, and that a
change names the version it was made on."""

from typing import Any
from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.machine.refusals import Conflict, check_match, etag
from contacts import codes
from referrals.models import Referral
from referrals.services.writing import MoveRefused, NotAParty, locked_version
from referrals.views.common import case_worker


class CaseView(APIView):
    """For roles that work on cases; a stranger to a referral is told that it does not exist."""

    scopes = {"read": "referrals:read", "write": "referrals:write"}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        case_worker()

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, NotAParty):
            exc = NotFound()
        elif isinstance(exc, MoveRefused):
            exc = Conflict(str(exc))
        answer: Response = super().handle_exception(exc)
        return answer


def check_version(request: Request, referral_id: UUID) -> None:
    """Lock the referral and compare it with `If-Match`. Raises VersionMissing, Stale, NotAParty."""
    check_match(request, locked_version(referral_id))


def receipt(referral_id: UUID, *, status: int = 200, **more: Any) -> Response:
    """What a change answers: ids, the state and the new version, nothing of the case."""
    referral = Referral.objects.only("reference", "state", "version").get(pk=referral_id)
    body = {
        "id": str(referral.pk),
        "reference": referral.reference,
        "state": {
            "code": referral.state,
            "label": codes.label("referral_status", referral.state),
        },
        "version": referral.version,
        **more,
    }
    return Response(body, status=status, headers={"ETag": etag(referral.version)})
