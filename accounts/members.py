"""The lists of members and of organisations, shaped for their pages."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from contacts.models import Organisation
from protection.actor import Actor

from .inviting import open_invitations
from .joining import Invitation, MemberReview
from .models import Membership
from .permissions import can_change_member

PAGE = 50


@dataclass(frozen=True)
class Member:
    """One line. `to_confirm`: the review under way asks about this person."""

    membership: Membership
    second_factor: bool
    changeable: bool
    to_confirm: bool


@dataclass(frozen=True)
class MemberPage:
    lines: list[Member]
    next: int | None  # the key of the next page


@dataclass(frozen=True)
class OrganisationLine:
    organisation: Organisation
    members: int
    review_since: datetime | None


@dataclass(frozen=True)
class OrganisationPage:
    lines: list[OrganisationLine]
    next: int | None


def members_of(
    organisation_id: int, actor: Actor, *, former: bool, after: int | None
) -> MemberPage:
    """Who works there, or did, by last name. Somebody with two roles has two lines."""
    factors = Authenticator.objects.filter(user_id=OuterRef("user_id"))
    reviews = MemberReview.objects.filter(organisation_id=organisation_id, finished_at=None)
    in_force = Q(active=True, user__is_active=True)
    rows = (
        Membership.objects.filter(organisation_id=organisation_id)
        .filter(~in_force if former else in_force)
        .select_related("user")
        .annotate(
            second_factor=Exists(factors.exclude(type=Authenticator.Type.RECOVERY_CODES)),
            review_since=reviews.values("started_at")[:1],
        )
        .order_by("user__last_name", "id")
    )
    found = _page(rows, after, "user__last_name")
    return MemberPage(
        [
            Member(
                row,
                row.second_factor,
                can_change_member(actor, row),
                _is_asked(row),
            )
            for row in found[:PAGE]
        ],
        found[PAGE - 1].pk if len(found) > PAGE else None,
    )


def _page(rows: QuerySet, after: int | None, name: str) -> list:
    """PAGE rows and one more, in the order (name, id), those after a key."""
    if after is not None:
        last = rows.model._default_manager.filter(pk=after).values_list(name, flat=True).first()
        if last is None:
            return []
        rows = rows.filter(Q(**{f"{name}__gt": last}) | Q(**{name: last, "id__gt": after}))
    return list(rows[: PAGE + 1])


def _is_asked(row: Membership) -> bool:
    """As `reviewing.to_confirm` says in SQL."""
    since: datetime | None = row.review_since  # type: ignore[attr-defined]
    if since is None:
        return False
    return all(at is None or at < since for at in (row.reviewed_at, row.joined_at))


def invitations_of(organisation_id: int) -> list[tuple[Invitation, bool]]:
    """The open invitations, and of each whether its link has expired."""
    now = timezone.now()
    return [(found, found.expires_at <= now) for found in open_invitations(organisation_id)]


def organisations(after: int | None) -> OrganisationPage:
    """Every active organisation with the number of its people, by name."""
    reviews = MemberReview.objects.filter(organisation_id=OuterRef("pk"), finished_at=None)
    rows = (
        Organisation.objects.filter(active=True)
        .annotate(review_since=reviews.values("started_at")[:1])
        .order_by("sort_key", "id")
    )
    found = _page(rows, after, "sort_key")
    shown = found[:PAGE]
    people: dict[int, set[int]] = {}
    in_force = Membership.objects.in_force().filter(organisation__in=[row.pk for row in shown])
    for organisation_id, user_id in in_force.values_list("organisation_id", "user_id"):
        people.setdefault(organisation_id, set()).add(user_id)
    return OrganisationPage(
        [OrganisationLine(row, len(people.get(row.pk, ())), row.review_since) for row in shown],
        found[PAGE - 1].pk if len(found) > PAGE else None,
    )
