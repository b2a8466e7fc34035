"""Who of an organisation works on what: claims, assignments, absences and internal notes.

All of it is one organisation's own. Row security keeps it from the other side, so it is written
under the actor's own name and not by the one writer of a referral's state.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.selectors import people_of
from notifications.services import Recipient, queue_notice
from protection.actor import Actor, require_actor
from protection.audit import record
from referrals.codes import State
from referrals.colleagues import colleagues, roles_of_side
from referrals.models import Absence, Assignment, InternalNote, Party
from referrals.permissions import can_assign
from referrals.vault import Vault

from .writing import MoveRefused, own_party

LONGEST_ABSENCE_DAYS = 366
NOTE_SIGHT = """
INSERT INTO referrals_sight
    (id, referral_id, request_id, organisation_id, user_id, first_at, last_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (referral_id, organisation_id, user_id) DO UPDATE SET last_at = EXCLUDED.last_at
"""


def claim(referral_id: UUID, *, now: datetime) -> None:
    """Take a referral on, for oneself.

    Raises NotAParty, or MoveRefused where a colleague was quicker.
    """
    actor = require_actor()
    _working_part(referral_id, actor)
    with transaction.atomic():
        present = _assignment(referral_id, actor)
        if present is not None:
            if present.user_id == actor.user_id:
                return
            raise MoveRefused(_("A colleague has taken this referral on already."))
        _write(referral_id, actor, actor.user_id, now)


def assign(referral_id: UUID, user_id: int, *, now: datetime) -> None:
    """A team lead gives a referral to a colleague, who is told.

    Raises NotAParty, or MoveRefused where the actor or the colleague may not.
    """
    actor = require_actor()
    party = _working_part(referral_id, actor)
    if not can_assign(actor.role):
        raise MoveRefused(_("A team lead gives referrals to colleagues."))
    roles = roles_of_side(party.side)
    if user_id not in {person.user_id for person in colleagues(actor.organisation_id, roles=roles)}:
        raise MoveRefused(_("This colleague does not work on such referrals."))
    with transaction.atomic():
        present = _assignment(referral_id, actor)
        if present is not None and present.user_id == user_id:
            return
        if present is not None:
            present.delete()
        _write(referral_id, actor, user_id, now)
    tell_colleagues("referral_assigned", [user_id], party, actor)


def unclaim(referral_id: UUID) -> None:
    """Give a referral back to the team: whoever has it, or a team lead.

    Raises NotAParty or MoveRefused.
    """
    actor = require_actor()
    own_party(referral_id, actor)
    with transaction.atomic():
        present = _assignment(referral_id, actor)
        if present is None:
            return
        if present.user_id != actor.user_id and not can_assign(actor.role):
            raise MoveRefused(_("Only a team lead takes a referral from a colleague."))
        present.delete()
        record("referral_unclaimed", subject="referral", subject_id=str(referral_id))


def _working_part(referral_id: UUID, actor: Actor) -> Party:
    party = own_party(referral_id, actor)
    if party.state == State.DRAFT:
        raise MoveRefused(_("A draft is worked on once it was sent."))
    return party


def _assignment(referral_id: UUID, actor: Actor) -> Assignment | None:
    rows = Assignment.objects.select_for_update().filter(
        referral_id=referral_id, organisation_id=actor.organisation_id
    )
    return rows.first()


def _write(referral_id: UUID, actor: Actor, user_id: int, now: datetime) -> None:
    # Two that claim at once: the second waits for the first and is then told so.
    written = Assignment.objects.bulk_create(
        [
            Assignment(
                referral_id=referral_id,
                organisation_id=actor.organisation_id,
                user_id=user_id,
                assigned_by_id=actor.user_id,
                at=now,
            )
        ],
        ignore_conflicts=True,
    )
    kept = _assignment(referral_id, actor)
    if kept is None or kept.pk != written[0].pk:
        raise MoveRefused(_("A colleague has taken this referral on already."))
    record(
        "referral_claimed" if user_id == actor.user_id else "referral_assigned",
        subject="referral",
        subject_id=str(referral_id),
    )


def tell_colleagues(kind: str, user_ids: Sequence[int], party: Party, actor: Actor) -> None:
    """Tell people of the own organisation, and not oneself, that there is something for them."""
    people: list[Recipient] = [
        person
        for person in people_of([actor.organisation_id], roles=roles_of_side(party.side))
        if person.user_id in user_ids and person.user_id != actor.user_id
    ]
    queue_notice(
        kind,
        people,
        reference=party.reference,
        path_name="referrals:detail",
        path_args=[str(party.referral_id)],
    )


def plan_absence(user_id: int, deputy_id: int, starts_on: date, ends_on: date) -> Absence:
    """Somebody is away, and a deputy finds their referrals in the own list meanwhile.

    For oneself, or for a colleague by a team lead. Raises MoveRefused.
    """
    actor = require_actor()
    if user_id != actor.user_id and actor.role != Role.TEAM_LEAD:
        raise MoveRefused(_("Only a team lead plans the absence of a colleague."))
    known = {person.user_id for person in colleagues(actor.organisation_id)}
    if not {user_id, deputy_id} <= known or user_id == deputy_id:
        raise MoveRefused(_("Choose a colleague who works on referrals as deputy."))
    if not 0 <= (ends_on - starts_on).days <= LONGEST_ABSENCE_DAYS:
        raise MoveRefused(_("An absence ends after it begins and lasts a year at most."))
    absence = Absence(
        organisation_id=actor.organisation_id,
        user_id=user_id,
        deputy_id=deputy_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    absence.save(force_insert=True)
    record("absence_planned", subject="absence", subject_id=str(absence.pk))
    return absence


def end_absence(absence_id: UUID) -> bool:
    """Take an absence back: one's own, or a colleague's by a team lead; False if there is none."""
    actor = require_actor()
    rows = Absence.objects.filter(pk=absence_id, organisation_id=actor.organisation_id)
    if actor.role != Role.TEAM_LEAD:
        rows = rows.filter(user_id=actor.user_id)
    deleted, _by_model = rows.delete()
    if deleted:
        record("absence_ended", subject="absence", subject_id=str(absence_id))
    return bool(deleted)


def write_note(
    referral_id: UUID, text: str, *, mentioned: Sequence[int] = (), now: datetime
) -> None:
    """Keep an internal note; the colleagues it mentions are told that there is one.

    Raises NotAParty.
    """
    actor = require_actor()
    party = own_party(referral_id, actor)
    known = {p.user_id for p in colleagues(actor.organisation_id, roles=roles_of_side(party.side))}
    note = InternalNote(
        referral_id=referral_id,
        organisation_id=actor.organisation_id,
        user_id=actor.user_id,
        at=now,
        mentioned=sorted(known & set(mentioned)),
    )
    record("note_written", subject="referral", subject_id=str(referral_id))
    Vault.open(referral_id).seal(note, "text", text)
    note.save(force_insert=True)
    tell_colleagues("note_mention", note.mentioned, party, actor)


def note_sight(party: Party, *, now: datetime) -> None:
    """Keep that the actor opened the referral: the receipt that both sides may read."""
    actor = require_actor()
    with connection.cursor() as cursor:  # one statement; bulk_create would lay a savepoint round it
        cursor.execute(
            NOTE_SIGHT,
            [
                uuid4(),
                party.referral_id,
                party.request_id,
                actor.organisation_id,
                actor.user_id,
                now,
                now,
            ],
        )
