"""The people of the two bodies."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership, Role
from contacts.models import Organisation
from notifications.models import Notice
from tests.factories import MembershipFactory, acting
from workinggroup.codes import Answer
from workinggroup.models import Procedure, Vote
from workinggroup.procedures import open_procedure, vote

JUSTICE = {
    "NL": "ministerie-jenv",
    "BE": "icm-interdepartementale-cel",
    "LU": "ministere-justice-lu",
}
QUESTION = {"nl": "Gaat u akkoord met deze tekst?", "fr": "Approuvez-vous ce texte ?"}


def secretariat() -> Membership:
    return MembershipFactory.create(secretariat=True)


def member(country: str) -> Membership:
    """A member at the ministry that has its country's vote in both bodies."""
    return member_of(JUSTICE[country], language="nl" if country == "NL" else "fr")


def member_of(slug: str, *, language: str = "nl") -> Membership:
    organisation = Organisation.objects.get(slug=slug)
    return MembershipFactory.create(
        organisation=organisation, role=Role.MEMBER, user__language=language
    )


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def opened(by: Membership, body: str = "working-group", **changes: Any) -> Procedure:
    given: dict[str, Any] = {
        "subject": "text:1",
        "question": QUESTION,
        "body": body,
        "due": in_days(20),
    }
    with acting(by):
        return open_procedure(**given | changes, by=actor_of(by))


def votes(
    procedure: Procedure, by: Membership, answer: Answer = Answer.APPROVE, reason: str = ""
) -> Vote:
    actor = actor_of(by)
    with acting(by):
        return vote(procedure, actor.country, answer, actor, reason)


def told(person: Membership) -> list[str]:
    """The kinds of a person's notices, in alphabetical order."""
    with acting(person):
        return sorted(Notice.objects.values_list("kind", flat=True))
