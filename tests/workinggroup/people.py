"""People who work in the group, and what they wrote."""

from datetime import UTC, date, datetime
from typing import Any

from accounts.models import Membership, Role
from contacts.models import Organisation
from protection.actor import require_actor
from tests.factories import MembershipFactory, acting
from workinggroup.models.practices import Practice
from workinggroup.models.signals import Signal
from workinggroup.practices import services
from workinggroup.practices.life import Move
from workinggroup.signals import services as signals

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PRACTICE = {
    "theme": "reception",
    "language": "nl",
    "transferability": "adapted",
    "title_nl": "Eén aanspreekpunt per opvanghuis",
    "body_nl": "Elk huis heeft één aanspreekpunt voor het buitenland.",
    "title_fr": "Une personne de référence par maison",
    "body_fr": "Chaque maison a une personne de référence pour l’étranger.",
}
SIGNAL = {
    "kind": "recruitment",
    "language": "nl",
    "since": date(2026, 10, 1),
    "title_nl": "Werving via spelletjes",
    "text_nl": "Minderjarigen worden benaderd in de chat van een spel.",
}


def secretariat() -> Membership:
    return MembershipFactory.create(secretariat=True)


def of(slug: str, role: Role) -> Membership:
    """Somebody of an organisation of the directory."""
    return MembershipFactory.create(organisation=Organisation.objects.get(slug=slug), role=role)


def written(by: Membership, **values: Any) -> Practice:
    """A draft."""
    with acting(by):
        country = require_actor().country or None
        return services.write({**PRACTICE, "country_id": country, **values}, now=NOW)


def published(by: Membership, reviewer: Membership, **values: Any) -> Practice:
    """A practice that went through its review."""
    practice = written(by, **values)
    with acting(by):
        services.move(practice.pk, Move.SEND, now=NOW)
    with acting(reviewer):
        return services.move(practice.pk, Move.PUBLISH, now=NOW)


def posted(by: Membership, *, at: datetime = NOW, **values: Any) -> Signal:
    """A signal on the board."""
    with acting(by):
        return signals.post({**SIGNAL, **values}, now=at)
