"""The library as a reader sees it: what they may open, searched and filtered, page by page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from accounts.models import Role
from contacts.search import TextQuery, words
from protection.actor import Actor
from protection.prepared import Given, PreparedFor
from trainings.life import Seat, State
from trainings.models import Material, MaterialVersion, Registration
from trainings.permissions import TEXT_ROLES, can_see_trainings

PAGE_SIZE = 20


@dataclass(frozen=True)
class Question:
    """What a reader asks for; every part may be empty. `country` is that of the tool, "" for all,
    "benelux" for those of joint trainings."""

    text: str = ""
    country: str = ""
    kind: str = ""
    language: str = ""
    jurisdiction: str = ""


@dataclass(frozen=True)
class Page:
    rows: list[Material]
    next_after: str


def visible_to(actor: Actor | None) -> "QuerySet[Material]":
    """What is everybody's; of the trainings in which the reader had a place also what is shared
    with participants. The secretariat sees all, withdrawn ones too. What belongs to a training in
    preparation is, as the training, for who prepares it."""
    if actor is None or not can_see_trainings(actor):
        return Material.objects.none()
    if actor.role == Role.SECRETARIAT:
        return Material.objects.all()
    mine = Registration.objects.filter(user_id=actor.user_id, seat=Seat.PLACED)
    shared = Q(audience="everybody") | Q(training__in=mine.values("training"))
    found = Material.objects.filter(shared, withdrawn_at=None)
    return found if actor.role in TEXT_ROLES else found.exclude(training__state=State.DRAFT)


def with_versions(found: "QuerySet[Material]") -> "QuerySet[Material]":
    """With all versions but their contents, newest first, and what the rows name."""
    versions = MaterialVersion.objects.defer("content").order_by("-number")
    return (
        found.select_related("country", "training")
        .defer("search_vector")
        .prefetch_related(Prefetch("versions", versions))
    )


def page(actor: Actor | None, question: Question, after: str, *, size: int = PAGE_SIZE) -> Page:
    """One page, newest first. Three queries, however many rows."""
    found = visible_to(actor).filter(withdrawn_at=None)
    asked = words(question.text)
    if asked:
        found = found.filter(search_vector=TextQuery(asked))
    if question.country == "benelux":
        found = found.filter(country=None)
    elif question.country:
        found = found.filter(country_id=question.country)
    if question.kind:
        found = found.filter(kind=question.kind)
    if question.language:
        found = found.filter(languages__contains=[question.language])
    if question.jurisdiction:
        found = found.filter(jurisdictions__contains=[question.jurisdiction])
    last = _position(after)
    if last is not None:
        at, pk = last
        found = found.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    rows = list(with_versions(found).order_by(F("created_at").desc(), F("pk").desc())[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    key = f"{rows[-1].created_at.isoformat()}~{rows[-1].pk}" if more else ""
    return Page(rows, key)


def _position(after: str) -> tuple[datetime, UUID] | None:
    moment, _sign, pk = after.partition("~")
    try:
        at, key = datetime.fromisoformat(moment), UUID(pk)
    except ValueError:
        return None
    return (at, key) if at.tzinfo else None


_OF_TRAINING = PreparedFor(
    lambda actor: (
        visible_to(actor)
        .filter(training_id=Given("training"), withdrawn_at=None)
        .only("title", "languages", "jurisdictions", "audience")
        .order_by("-created_at", "-pk")
    )
)


def of_training(actor: Actor | None, training_id: UUID) -> list[Material]:
    """The materials of one training that the reader may open, newest first."""
    return _OF_TRAINING.rows_for(actor, training=training_id) if actor else []
