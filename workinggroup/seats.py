"""Who sits in a body, and its rules: written by the secretariat alone."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from contacts import codes
from contacts.models import Organisation
from protection.actor import require_actor
from protection.audit import record
from workinggroup.codes import Silence
from workinggroup.models import Body, Seat
from workinggroup.permissions import can_run_bodies


class SeatRefused(Exception):
    """The seat is taken already, or its country's vote is with another."""


@dataclass(frozen=True)
class SeatLine:
    """A seat as its page shows it."""

    id: int
    organisation: str
    slug: str
    kind: str
    country: str
    votes: bool
    since: date

    @property
    def country_label(self) -> str:
        return codes.label("country", self.country) if self.country else ""


def seats_of(body: Body) -> list[SeatLine]:
    """The seats in force, by country and name; those of no country first."""
    rows = (
        Seat.objects.filter(body=body)
        .in_force()
        .select_related("organisation")
        .only("votes", "since", "country_id", "organisation__slug", "organisation__kind")
        .order_by("country_id", "organisation__sort_key", "id")
    )
    names = dict(
        Organisation.objects.filter(seats__body=body, seats__ended_on=None).values_list(
            "pk", "name"
        )
    )
    return [
        SeatLine(
            row.pk,
            names[row.organisation_id],
            row.organisation.slug,
            row.organisation.kind,
            row.country_id or "",
            row.votes,
            row.since,
        )
        for row in rows
    ]


def bodies_of(organisation_id: int) -> frozenset[str]:
    """The codes of the bodies in which an organisation sits."""
    rows = Seat.objects.in_force().filter(organisation_id=organisation_id)
    return frozenset(rows.values_list("body_id", flat=True))


def add_seat(body: Body, organisation: Organisation, *, votes: bool, since: date) -> Seat:
    """Give an organisation a seat. Raises SeatRefused, PermissionError."""
    _secretariat()
    with transaction.atomic():
        Body.objects.select_for_update().get(pk=body.pk)
        there = Seat.objects.filter(body=body, ended_on=None)
        if (
            there.filter(organisation=organisation).exists()
            or (votes and organisation.country_id is None)
            or (votes and there.filter(country=organisation.country_id, votes=True).exists())
        ):
            raise SeatRefused
        seat = Seat.objects.create(
            body=body,
            organisation=organisation,
            country_id=organisation.country_id,
            votes=votes,
            since=since,
        )
        record(
            "seat_added",
            subject="seat",
            subject_id=str(seat.pk),
            detail={"body": body.pk, "organisation": str(organisation.pk)},
        )
    return seat


def end_seat(seat_id: int, *, on: date) -> Seat:
    """End a seat; what was voted from it stays. Raises SeatRefused when it has ended,
    Seat.DoesNotExist and PermissionError."""
    _secretariat()
    with transaction.atomic():
        seat = Seat.objects.select_for_update().get(pk=seat_id)
        if seat.ended_on is not None:
            raise SeatRefused
        seat.ended_on = max(on, seat.since)
        seat.save(update_fields=["ended_on"])
        record("seat_ended", subject="seat", subject_id=str(seat.pk), detail={"body": seat.body_id})
    return seat


def set_rules(body: Body, *, silence: Silence, answer_days: int) -> None:
    """Change a body's rules; procedures that are open keep theirs. Raises PermissionError."""
    _secretariat()
    with transaction.atomic():
        Body.objects.filter(pk=body.pk).update(silence=silence, answer_days=answer_days)
        record(
            "body_rules_set",
            subject="body",
            subject_id=body.pk,
            detail={"silence": str(silence), "days": str(answer_days)},
        )


def _secretariat() -> None:
    if not can_run_bodies(require_actor()):
        raise PermissionError
