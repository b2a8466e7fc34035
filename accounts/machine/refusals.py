"""How a change is refused, and that it names the version it was made on."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request


class Conflict(APIException):
    """409: it is not possible (any more) as things stand; the text says why."""

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


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def check_match(request: Request, version: int) -> None:
    """Compare `If-Match` with the version as it is now; the caller has locked what it changes.

    Raises VersionMissing, Stale.
    """
    said = request.headers.get("If-Match")
    if said is None:
        raise VersionMissing(
            _("Say which version you change: send the ETag that you read in If-Match.")
        )
    if etag(version) not in [tag.strip() for tag in said.split(",")]:
        raise Stale(_("It changed since you read it. Read it again, then decide."))
