"""Composition by agenda: whom a meeting concerns, who is invited, who comes.

The portal proposes the organisations of the body whose kind an item of the agenda names; the
secretariat confirms, leaves out or adds.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from contacts import codes
from contacts.models import Organisation
from protection.actor import require_actor
from workinggroup.codes import MEETING_ROLES, TO_COME, MeetingState, Reply
from workinggroup.meetings.planning import MeetingRefused, held, log, secretariat, tell
from workinggroup.models import Invitation, Meeting, Seat
from workinggroup.permissions import can_reply

# No body is so large that more people would come from one organisation.
MOST_PEOPLE = 50


@dataclass(frozen=True)
class Candidate:
    """An organisation of the body. `items` are the numbers of the subjects that concern it;
    `reachable`: somebody there has an account and is told by the portal."""

    organisation_id: int
    name: str
    country: str
    kind: str
    kind_label: str
    items: tuple[int, ...]
    invited: bool
    reachable: bool

    @property
    def proposed(self) -> bool:
        return bool(self.items)

    @property
    def country_label(self) -> str:
        return codes.label("country", self.country) if self.country else ""


def candidates(meeting: Meeting) -> list[Candidate]:
    """Everybody with a seat in the body, those whom the agenda concerns first, by country.

    In a body with fixed seats every item concerns all of them.
    """
    subjects = list(meeting.items.values_list("kinds", flat=True))
    invited = set(meeting.invitations.values_list("organisation_id", flat=True))
    members = dict(
        Seat.objects.filter(body_id=meeting.body_id)
        .in_force()
        .values_list("organisation_id", "country_id")
    )
    reachable = set(
        Membership.objects.in_force()
        .filter(organisation__in=members, role__in=MEETING_ROLES)
        .values_list("organisation_id", flat=True)
    )
    rows = Organisation.objects.filter(pk__in=members).only("name", "kind", "country")
    found = []
    for row in rows.order_by("country_id", "sort_key", "id"):
        items = tuple(
            number
            for number, kinds in enumerate(subjects, start=1)
            if not meeting.body.by_agenda or row.kind in kinds
        )
        found.append(
            Candidate(
                row.pk,
                row.name,
                row.country_id or "",
                row.kind,
                codes.label("org_type", row.kind),
                items,
                row.pk in invited,
                row.pk in reachable,
            )
        )
    return sorted(found, key=lambda one: not one.proposed)


def invite(meeting_id: int, organisations: Collection[int], *, now: datetime) -> int:
    """Invite these organisations of the body; who was invited before is not told twice, and
    nobody is uninvited. How many are new.

    Raises MeetingRefused for a meeting that is over, without an agenda or with nobody chosen;
    PermissionError.
    """
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        known = {one.organisation_id: one for one in candidates(meeting)}
        chosen = [known[pk] for pk in organisations if pk in known and not known[pk].invited]
        if meeting.state not in TO_COME or not meeting.items.exists() or not chosen:
            raise MeetingRefused
        Invitation.objects.bulk_create(
            Invitation(
                meeting=meeting,
                organisation_id=one.organisation_id,
                country_id=one.country or None,
                kind=one.kind,
                proposed=one.proposed,
                invited_at=now,
            )
            for one in chosen
        )
        meeting.state = MeetingState.INVITED
        meeting.save(update_fields=["state"])
        tell("meeting_invited", meeting, [one.organisation_id for one in chosen])
        log("meeting_invited", meeting, number=str(len(chosen)))
    return len(chosen)


def reply(meeting_id: int, answer: Reply, *, now: datetime) -> None:
    """Answer for one's organisation; it may change its mind until the meeting begins.

    Raises PermissionError, Invitation.DoesNotExist, and MeetingRefused when it is too late.
    """
    actor = require_actor()
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("meeting")
            .get(meeting_id=meeting_id, organisation_id=actor.organisation_id)
        )
        if not can_reply(actor, invitation.organisation_id):
            raise PermissionError
        meeting = invitation.meeting
        if meeting.state != MeetingState.INVITED or meeting.starts_at <= now:
            raise MeetingRefused
        invitation.reply, invitation.replied_at = answer, now
        invitation.replied_by_id = actor.user_id
        invitation.save(update_fields=["reply", "replied_at", "replied_by"])
        log("meeting_replied", meeting, reply=str(answer))


def record_presence(meeting_id: int, present: dict[int, int], *, now: datetime) -> None:
    """How many people of each organisation came; the meeting is held. May be put right later.

    Raises MeetingRefused before its day and for a number out of range; PermissionError.
    """
    secretariat()
    with transaction.atomic():
        meeting = held(meeting_id)
        if (
            meeting.state not in {MeetingState.INVITED, MeetingState.HELD}
            or timezone.localdate(meeting.starts_at) > timezone.localdate(now)
            or not all(0 <= number <= MOST_PEOPLE for number in present.values())
        ):
            raise MeetingRefused
        for invitation in meeting.invitations.all():
            invitation.present = present.get(invitation.organisation_id, 0)
            invitation.save(update_fields=["present"])
        meeting.state = MeetingState.HELD
        meeting.save(update_fields=["state"])
        log("meeting_presence", meeting, people=str(sum(present.values())))


@dataclass(frozen=True)
class Presence:
    """People who came, by country and by kind of body."""

    by_country: list[tuple[str, int]]
    by_kind: list[tuple[str, int]]
    people: int


def presence(meeting: Meeting) -> Presence:
    """The presence of a meeting that was held."""
    countries: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for country, kind, number in meeting.invitations.values_list("country_id", "kind", "present"):
        countries[country or ""] += number or 0
        kinds[kind] += number or 0
    return Presence(
        [
            (codes.label("country", country) if country else "Benelux", number)
            for country, number in sorted(countries.items())
            if number
        ],
        [
            (codes.label("org_type", kind), number)
            for kind, number in sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
            if number
        ],
        sum(countries.values()),
    )
