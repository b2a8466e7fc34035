"""Trainings to be in, and who does what with them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.models import Membership, Role, User
from contacts.models import Organisation
from notifications.models import Notice
from protection.actor import Actor, acting_as
from tests.factories import MembershipFactory, acting
from trainings import editing, running
from trainings.codes import DayPart
from trainings.editing import Half
from trainings.life import Move
from trainings.models import Training
from trainings.placing import Person, member_as_person

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = date(2026, 12, 10)
TEXTS = {
    "title_nl": "Signalen zien aan de balie",
    "title_fr": "Voir les signes au guichet",
    "aims_nl": "Wat u ziet, en wie u belt.",
    "aims_fr": "Ce que vous voyez, et qui vous appelez.",
    "topic": "signals",
}


def secretariat() -> Membership:
    return MembershipFactory.create(secretariat=True)


def contact_point(slug: str = "payoke") -> Membership:
    """Somebody of an organisation that is its country's contact point."""
    organisation = Organisation.objects.get(slug=slug)
    return MembershipFactory.create(organisation=organisation, contact_point=True)


def team_lead(**given: Any) -> Membership:
    return MembershipFactory.create(team_lead=True, **given)


def colleague(of: Membership, role: str = Role.CASEWORKER) -> Membership:
    """Somebody else of the same organisation."""
    return MembershipFactory.create(organisation=of.organisation, role=role)


def person(membership: Membership) -> Person:
    return member_as_person(membership)


def draft(
    by: Membership,
    own: Mapping[str, int] | None = None,
    *,
    reserve: int = 0,
    day: date = DAY,
    now: datetime = NOW,
    **fields: Any,
) -> Training:
    """A training that lacks nothing to be opened: one half-day, one part."""
    given = {**TEXTS, "nomination_needed": False, "reserve": reserve, **fields}
    given.setdefault("register_until", day - timedelta(days=3))
    with acting(by):
        made = editing.create(given, own or {}, now=now)
        half = Half(day, DayPart.MORNING, time(9, 30), time(12, 30))
        made = editing.set_half_days(made.pk, made.revision, [half], now=now)
        part = {"title_nl": "Het recht", "title_fr": "Le droit", "jurisdiction": "BE"}
        return editing.set_parts(made.pk, made.revision, [part], now=now)


def opened(
    by: Membership, own: Mapping[str, int] | None = None, *, now: datetime = NOW, **given: Any
) -> Training:
    """A training that takes people."""
    made = draft(by, own, now=now, **given)
    with acting(by):
        return running.move(made.pk, Move.OPEN, now=now)


def told(kind: str) -> list[str]:
    """Who got a notice of a kind, by address."""
    found = []
    for user in User.objects.order_by("pk"):
        with acting_as(Actor(user.pk, 0, "caseworker", "")):
            found += [notice.email for notice in Notice.objects.filter(kind=kind).order_by("pk")]
    return sorted(found)
