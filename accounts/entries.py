"""The people of an organisation are told what their entry in the directory needs of them."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.dispatch import receiver
from django.utils import timezone

from contacts.capacity import LASTS
from contacts.drafting import entry_decided, entry_proposed
from contacts.models import Capacity, DataProposal, EntryDraft, Organisation, OwnerReminder
from contacts.permissions import OWN_ENTRY_ROLES
from contacts.proposals import data_decided, data_proposed
from contacts.upkeep import REMIND_AFTER
from notifications.services import Recipient, queue_notice
from protection.actor import system_transaction

from .models import Membership, Role
from .selectors import people_in_role, people_of

SYSTEM = "system"
# An entry that stays unconfirmed is spoken of once a month, not every day.
REMIND_AGAIN = timedelta(days=30)
# Room that was said lapses after two days: its owner hears of it a working morning before.
BEFORE_IT_LAPSES = timedelta(hours=6)


def remind_to_confirm(now: datetime) -> int:
    """Ask whoever may edit an entry that nobody confirmed for REMIND_AFTER; returns how many
    organisations were asked. A transaction an organisation, under `portal_system`."""
    today = timezone.localdate(now)
    with system_transaction():
        due = (
            Organisation.objects.using(SYSTEM)
            .filter(active=True)
            .filter(Q(verified_at=None) | Q(verified_at__lte=today - REMIND_AFTER))
            .filter(
                memberships__active=True,
                memberships__user__is_active=True,
                memberships__role__in=list(OWN_ENTRY_ROLES),
            )
            .order_by("pk")
            .distinct()
        )
        rows = list(due.values_list("pk", "slug"))
    asked = 0
    for organisation_id, slug in rows:
        with system_transaction():
            if not _is_due(organisation_id, OwnerReminder.Kind.UNVERIFIED, now - REMIND_AGAIN):
                continue
            people = people_of([organisation_id], roles=OWN_ENTRY_ROLES, using=SYSTEM)
            _tell("entry_to_confirm", people, slug, "contacts:confirm", [slug], using=SYSTEM)
            _remember(organisation_id, OwnerReminder.Kind.UNVERIFIED, now)
            asked += 1
    return asked


def remind_of_room(now: datetime) -> int:
    """Remind those who said what lapses within BEFORE_IT_LAPSES; returns how many organisations.

    Whoever turned such notices off finds it in the portal only (notifications.kinds).
    """
    with system_transaction():
        lapsing = Capacity.objects.using(SYSTEM).filter(
            updated_at__gt=now - LASTS,
            updated_at__lte=now - LASTS + BEFORE_IT_LAPSES,
            updated_by__isnull=False,
        )
        rows = list(
            lapsing.values("service__organisation_id", "service__organisation__slug")
            .annotate(last=Max("updated_at"))
            .order_by("service__organisation_id")
        )
    told = 0
    for row in rows:
        organisation_id, slug = row["service__organisation_id"], row["service__organisation__slug"]
        with system_transaction():
            kind = OwnerReminder.Kind.CAPACITY
            # Said since the last reminder, or reminded of already.
            if not _is_due(organisation_id, kind, row["last"]):
                continue
            said_by = set(
                lapsing.filter(service__organisation_id=organisation_id).values_list(
                    "updated_by_id", flat=True
                )
            )
            people = [
                person
                for person in people_of([organisation_id], using=SYSTEM)
                if person.user_id in said_by
            ]
            _tell("capacity_lapsing", people, slug, "contacts:capacity", [slug], using=SYSTEM)
            _remember(organisation_id, kind, now)
            told += 1
    return told


@receiver(entry_proposed)
def tell_contact_points(draft: EntryDraft, **_signal: Any) -> None:
    """The contact points of the entry's country, but not who proposed it."""
    country = draft.organisation.country_id
    people = _contact_points_of(country) if country else []
    others = [person for person in people if person.user_id != draft.saved_by_id]
    slug = draft.organisation.slug
    _tell("entry_proposed", others, slug, "contacts:proposal", [slug, str(draft.pk)])


@receiver(entry_decided)
def tell_who_proposed(draft: EntryDraft, **_signal: Any) -> None:
    """The decision reaches the person who wrote the change."""
    user = draft.saved_by
    slug = draft.organisation.slug
    if user is not None and user.is_active:
        people = [Recipient(user.pk, user.email, user.language)]
        _tell("entry_decided", people, slug, "contacts:proposal", [slug, str(draft.pk)])


@receiver(data_proposed)
def tell_who_decides(
    proposal: DataProposal, in_place_of: DataProposal | None, **_signal: Any
) -> None:
    """The contact points of the country, or all where it concerns them all; not who proposed.

    Of many translations they are told once: until those are decided, nothing more is said.
    """
    words = DataProposal.objects.filter(
        state=DataProposal.State.WAITING, reason="", country_id=proposal.country_id
    )
    if proposal.is_translation and (
        in_place_of is not None or words.exclude(pk=proposal.pk).exists()
    ):
        return
    if proposal.country_id:
        people = _contact_points_of(proposal.country_id)
    else:
        people = people_in_role(Role.CONTACT_POINT)
    others = [person for person in people if person.user_id != proposal.proposed_by_id]
    if proposal.is_translation:
        _tell("data_proposed", others, "", "contacts:shared_data", [])
    else:
        _tell("data_proposed", others, "", "contacts:data_proposal", [str(proposal.pk)])


@receiver(data_decided)
def tell_who_proposed_data(proposal: DataProposal, **_signal: Any) -> None:
    """The decision reaches the editor who proposed it; of translations a refusal at once, and
    otherwise the last decision."""
    user = proposal.proposed_by
    words = DataProposal.objects.filter(state=DataProposal.State.WAITING, reason="")
    agreed = proposal.is_translation and proposal.state == DataProposal.State.ACCEPTED
    if agreed and words.filter(proposed_by=user).exists():
        return
    if user is not None and user.is_active:
        people = [Recipient(user.pk, user.email, user.language)]
        _tell("data_decided", people, "", "contacts:data_proposal", [str(proposal.pk)])


def _contact_points_of(country: str) -> list[Recipient]:
    rows = (
        Membership.objects.in_force()
        .filter(organisation__country_id=country, role=Role.CONTACT_POINT)
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    return [Recipient(*row, as_contact_point=True) for row in rows]


def _is_due(organisation_id: int, kind: str, before: datetime) -> bool:
    """Whether nobody was reminded since `before`; the row is locked until it is remembered."""
    last = (
        OwnerReminder.objects.using(SYSTEM)
        .select_for_update()
        .filter(organisation_id=organisation_id, kind=kind)
        .order_by("pk")
        .first()
    )
    return last is None or last.sent_at < before


def _remember(organisation_id: int, kind: str, now: datetime) -> None:
    OwnerReminder.objects.using(SYSTEM).update_or_create(
        organisation_id=organisation_id, kind=kind, defaults={"sent_at": now}
    )


def _tell(
    kind: str,
    people: list[Recipient],
    reference: str,
    path_name: str,
    path_args: list[str],
    *,
    using: str = "default",
) -> None:
    queue_notice(
        kind,
        people,
        reference=reference[:64],
        path_name=path_name,
        path_args=path_args,
        using=using,
    )
