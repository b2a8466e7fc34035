"""How organisations keep their entries true: room that was said, a change that waits, old words."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Model

from accounts.models import Role
from contacts.entries import document_of
from contacts.models import Capacity, CapacityState, EntryDraft, Organisation, Service

from .cast import Cast

PLACE = "safe_accommodation"
# Slug, hours ago, and what was said for each group: the last of them has lapsed.
SAID: tuple[tuple[str, int, dict[str, tuple[CapacityState, int | None]]], ...] = (
    (
        "payoke",
        3,
        {
            "women": (CapacityState.YES, 2),
            "with_children": (CapacityState.ON_REQUEST, None),
            "men": (CapacityState.NO, None),
        },
    ),
    ("pag-asa", 20, {"women": (CapacityState.ON_REQUEST, None), "men": (CapacityState.YES, 1)}),
    ("surya", 60, {"women": (CapacityState.YES, None)}),
    ("caritas-la-villa-etape", 8, {"men": (CapacityState.NO, None)}),
)
# Days since somebody last confirmed the entry.
CONFIRMED = {"payoke": 20, "comensha": 100, "infotraite": 40, "pag-asa": 200}
PROPOSED_NOTE = {
    "nl": "Bel tijdens het weekend de permanentie.",
    "fr": "Le week-end, appelez la permanence.",
}


def rows(cast: Cast, now: datetime) -> Iterator[Model]:
    """All of it, to be saved through the owner."""
    for slug, hours, said in SAID:
        service = (
            Service.objects.using(cast.using)
            .filter(organisation=cast.organisation(slug), needs__contains=[PLACE])
            .order_by("order")[0]
        )
        for group, (state, places) in said.items():
            yield Capacity(
                service=service,
                target_group=group,
                state=state,
                places_free=places,
                updated_at=now - timedelta(hours=hours),
                updated_by=cast.person(slug).user,
            )
    yield _proposal(cast, now)


def confirm_entries(cast: Cast, now: datetime) -> None:
    """Each under the name of its team lead, or of whoever works there."""
    for slug, days in CONFIRMED.items():
        Organisation.objects.using(cast.using).filter(slug=slug).update(
            verified_at=(now - timedelta(days=days)).date(),
            verified_by=cast.person(slug, Role.TEAM_LEAD).user,
        )


def _proposal(cast: Cast, now: datetime) -> EntryDraft:
    """A colleague of another centre looks at it: nobody decides on their own."""
    person = cast.person("pag-asa")
    document = document_of(person.organisation)
    for language, text in PROPOSED_NOTE.items():
        document["organisation"][f"notes_{language}"] = text
    return EntryDraft(
        organisation=person.organisation,
        state=EntryDraft.State.PROPOSED,
        document={**document, "confirmed": False},
        version=person.organisation.version,
        saved_by=person.user,
        saved_at=now - timedelta(hours=5),
    )
