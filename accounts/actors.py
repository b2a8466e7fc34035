"""From a request to the actor that row security knows."""

from django.http import HttpRequest
from django.utils import timezone

from protection.actor import Actor

from .models import Membership
from .programs import actor_of_token, shown_token, token_in_force
from .selectors import user_with_memberships

SESSION_KEY = "membership"
API = "/api/"


def actor_of_request(request: HttpRequest) -> Actor | None:
    """The signed-in user's actor; also sets `request.membership` (None for a stranger).

    A user with several memberships acts in the one chosen in this session, else in the oldest. At
    the machine interface a token goes before the session, and is kept as `request.api_token`.
    """
    plain = shown_token(request.headers.get("Authorization", ""))
    if plain is not None and request.path.startswith(API):
        token = token_in_force(plain, now=timezone.now())
        request.membership, request.api_token = None, token  # type: ignore[attr-defined]
        return actor_of_token(token) if token else None
    request.membership = _membership_of(request)  # type: ignore[attr-defined]
    return actor_of(request.membership) if request.membership else None  # type: ignore[attr-defined]


def _membership_of(request: HttpRequest) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    memberships = request.user.memberships_in_force
    if memberships is None:  # a user that was not read by the sign-in's backend
        read = user_with_memberships(request.user.pk)
        memberships = read.memberships_in_force if read else None
    if not memberships:
        return None
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in memberships if m.pk == chosen), memberships[0])


def actor_of(membership: Membership) -> Actor:
    """The actor of a membership."""
    return Actor(
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        role=membership.role,
        country=membership.organisation.country_id or "",
    )
