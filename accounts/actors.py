"""From a request to the actor that row security knows."""

from django.conf import settings
from django.http import HttpRequest

from protection.actor import Actor

from .models import Membership

SESSION_KEY = "membership"
# The frame shows the organisation's name; the rest of its row is wide and read on every page.
ORGANISATION_NAMES = [
    f"organisation__name_{language}" for language in settings.MODELTRANSLATION_LANGUAGES
]


def actor_of_request(request: HttpRequest) -> Actor | None:
    """The signed-in user's actor; also sets `request.membership` (None for a stranger).

    A user with several memberships acts in the one chosen in this session, else in the oldest.
    """
    request.membership = _membership_of(request)  # type: ignore[attr-defined]
    return actor_of(request.membership) if request.membership else None  # type: ignore[attr-defined]


def _membership_of(request: HttpRequest) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    memberships = (
        Membership.objects.in_force()
        .filter(user_id=request.user.pk)
        .select_related("organisation")
        .only("user", "role", "active", "organisation__country", *ORGANISATION_NAMES)
        .order_by("pk")
    )
    chosen = request.session.get(SESSION_KEY)
    if chosen is None:
        return memberships.first()
    return memberships.filter(pk=chosen).first() or memberships.first()


def actor_of(membership: Membership) -> Actor:
    """The actor of a membership."""
    return Actor(
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        role=membership.role,
        country=membership.organisation.country_id or "",
    )
