"""What every view of the machine interface shares: who may ask, how a refusal is told, and that a
change names the version it was made on."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from contacts import codes
from referrals.models import Referral
from referrals.services.writing import MoveRefused, NotAParty, locked_version
from referrals.views.common import case_worker


class Conflict(APIException):
    """409: the referral does not allow it (any more); the text says why."""

    status_code = 409
    default_code = "move_refused"


class Stale(APIException):
    """412: it changed since it was read (RFC 9110, 13.1.1)."""

    status_code = 412
    default_code = "stale"


class VersionMissing(APIException):
    """428: the change does not say which version it was made on (RFC 6585)."""

    status_code = 428
    default_code = "if_match_missing"


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


def etag(version: int) -> str:
    """The entity tag of a referral."""
    return f'"{version}"'


def check_version(request: Request, referral_id: UUID) -> None:
    """Lock the referral and compare it with `If-Match`. Raises VersionMissing, Stale, NotAParty."""
    version = locked_version(referral_id)
    said = request.headers.get("If-Match")
    if said is None:
        raise VersionMissing(
            _("Say which version you change: send the ETag of the referral in If-Match.")
        )
    if etag(version) not in [tag.strip() for tag in said.split(",")]:
        raise Stale(_("The referral changed since you read it. Read it again, then decide."))


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
