"""Leaving an organisation, with the work that is left behind; and coming back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from notifications.services import queue_notice
from protection.actor import require_actor
from protection.audit import record

from .handover import Piece, kinds_of_work
from .inviting import Refused
from .models import CASE_ROLES, Membership, Role, User
from .permissions import can_change_member
from .selectors import people_in_role, people_of


@dataclass(frozen=True)
class Work:
    """The pieces of one kind that somebody leaves behind."""

    title: Promise | str
    pieces: list[Piece]


def work_left_by(membership: Membership) -> list[Work]:
    """What waits for this person in this organisation; empty for an actor without its cases."""
    actor = require_actor()
    if actor.organisation_id != membership.organisation_id or actor.role not in CASE_ROLES:
        return []
    found = (
        Work(kind.title, kind.pieces(membership.user_id, membership.organisation_id))
        for kind in kinds_of_work()
    )
    return [work for work in found if work.pieces]


def successors(membership: Membership) -> list[Membership]:
    """Colleagues who can take the work over, each person once, by name."""
    rows = (
        Membership.objects.in_force()
        .filter(organisation_id=membership.organisation_id, role__in=CASE_ROLES)
        .exclude(user_id=membership.user_id)
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "user__email")
    )
    people = {row.user_id: row for row in reversed(rows)}
    return list(reversed(people.values()))


def is_last_case_worker(membership: Membership) -> bool:
    """Whether nobody would be left who is told of the organisation's requests."""
    return membership.role in CASE_ROLES and not successors(membership)


@transaction.atomic
def end_membership(membership: Membership, *, successor_id: int | None, now: datetime) -> int:
    """Deactivate a membership, and the account when it was the last one; returns what was handed
    over.

    What the actor cannot hand over, or nobody takes, goes back to the team
    (`accounts.tasks.release_left_work`). Sessions end when the account does; with another
    membership left, row security no longer knows this one from the next request on. Raises
    Refused.
    """
    actor = require_actor()
    if not can_change_member(actor, membership):
        raise Refused(_("You cannot change this membership."))
    if not membership.active:
        raise Refused(_("This person has been deactivated already."))
    if successor_id is not None and successor_id not in {m.user_id for m in successors(membership)}:
        raise Refused(_("This colleague no longer works in your organisation. Choose another one."))
    alone = is_last_case_worker(membership)
    others = membership.user.memberships.filter(
        active=True, organisation_id=membership.organisation_id
    ).exclude(pk=membership.pk)
    handed_over = 0
    if not others.exists() and work_left_by(membership):
        for kind in kinds_of_work():
            handed_over += kind.hand_over(
                membership.user_id, successor_id, membership.organisation_id, now
            )
    _close(membership, now)
    _log("ended", membership, handed_over)
    if alone:
        queue_notice(
            "nobody_left",
            people_in_role(Role.OPERATOR),
            reference=str(membership.organisation)[:64],
            path_name="members:of_organisation",
            path_args=[membership.organisation.slug],
        )
    return handed_over


def _close(membership: Membership, now: datetime) -> None:
    membership.active, membership.ended_at = False, now
    user: User = membership.user
    membership.closed_account = (
        user.is_active
        and not user.memberships.filter(active=True).exclude(pk=membership.pk).exists()
    )
    membership.save()
    if membership.closed_account:
        user.is_active = False
        user.save(update_fields=["is_active"])  # not by update(): its sessions listen


@transaction.atomic
def bring_back(membership: Membership, *, now: datetime) -> None:
    """Undo a deactivation. Work that was handed over stays where it is. Raises Refused.

    An account that the operator blocked for another reason stays blocked.
    """
    if not can_change_member(require_actor(), membership):
        raise Refused(_("You cannot change this membership."))
    if membership.active:
        raise Refused(_("This person is active already."))
    if membership.closed_account:
        membership.user.is_active = True
        membership.user.save(update_fields=["is_active"])
    elif not membership.user.is_active:
        raise Refused(_("This account is blocked. Ask the operator of the portal."))
    membership.active, membership.ended_at, membership.closed_account = True, None, False
    membership.reviewed_at = now
    membership.save()
    _log("resumed", membership)


@transaction.atomic
def change_role(membership: Membership, role: str) -> None:
    """Give another role in the same organisation; what it may see follows at the next request.

    Raises Refused. The caller offers `permissions.roles_to_give` only.
    """
    if not can_change_member(require_actor(), membership):
        raise Refused(_("You cannot change this membership."))
    present = Membership.objects.filter(
        user_id=membership.user_id, organisation_id=membership.organisation_id, role=role
    )
    if present.exclude(pk=membership.pk).exists():
        raise Refused(_("This person has this role here already, in another line of the list."))
    membership.role = role
    membership.save(update_fields=["role"])
    _log("role_changed", membership)


def leads_of(organisation_id: int, *, using: str = "default"):  # type: ignore[no-untyped-def]
    """Who answers for an organisation's members: its team leads, or without one the operator."""
    leads = people_of([organisation_id], roles=[Role.TEAM_LEAD], using=using)
    return leads or people_in_role(Role.OPERATOR, using=using)


def _log(what: str, membership: Membership, handed_over: int = 0) -> None:
    record(
        f"membership_{what}",
        subject="membership",
        subject_id=str(membership.pk),
        detail={
            "user": str(membership.user_id),
            "organisation": str(membership.organisation_id),
            "role": membership.role,
            "handed_over": str(handed_over),
        },
    )
