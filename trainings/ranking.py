"""The needs of a round as their readers see them: ranked, by country and kind of organisation."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from contacts import codes
from protection.actor import Actor
from trainings import drawing
from trainings.codes import Topic
from trainings.models import Need, NeedSupport, Round, Training

PAGE_SIZE = 20


@dataclass(frozen=True)
class NeedLine:
    """One need; `training` is the newest that meets it, `mine` whether the reader stands behind."""

    need: Need
    training: Training | None
    mine: bool

    @property
    def country(self) -> str:
        return codes.label("country", self.need.country_id) if self.need.country_id else ""

    @property
    def kind(self) -> str:
        return codes.label("org_type", self.need.kind)


@dataclass(frozen=True)
class Spread:
    """Organisations that want each topic: by country and by kind of organisation."""

    countries: list[str]
    rows: list[tuple[str, list[int], int]]
    kinds: list[tuple[str, int]]
    chart: str


def ranked(
    found: Round,
    actor: Actor,
    *,
    country: str,
    kind: str,
    topic: str,
    after: str,
    size: int = PAGE_SIZE,
) -> tuple[list[NeedLine], str]:
    """`size` needs in their order and the key of what follows; three queries."""
    wanted = found.needs.filter(merged_into=None).select_related("organisation")
    wanted = wanted.defer("organisation__search_vector").filter(_behind(country, kind))
    if topic:
        wanted = wanted.filter(topic=topic)
    rows = list(_after(wanted, after).order_by("-score", "id")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    lines = lines_of(rows, actor)
    return lines, f"{rows[-1].score}_{rows[-1].pk}" if more else ""


def lines_of(rows: list[Need], actor: Actor) -> list[NeedLine]:
    """Needs with what meets them and whether the reader's organisation stands behind."""
    ids = [row.pk for row in rows]
    met: dict[Any, Training] = {}
    for training in (
        Training.objects.visible_to(actor)
        .filter(need__in=ids)
        .only("id", "number", "state", "need")
        .order_by("created_at", "id")
    ):
        met[training.need_id] = training
    mine = set(
        NeedSupport.objects.filter(need__in=ids, organisation_id=actor.organisation_id).values_list(
            "need_id", flat=True
        )
    )
    own = actor.organisation_id
    return [
        NeedLine(row, met.get(row.pk), row.pk in mine or row.organisation_id == own) for row in rows
    ]


def spread_of(found: Round) -> Spread:
    """Who wants what over the whole round: two queries, however many needs there are."""
    asked = set(
        found.needs.filter(merged_into=None).values_list(
            "topic", "organisation_id", "country_id", "kind"
        )
    ) | set(
        NeedSupport.objects.filter(need__round=found, need__merged_into=None).values_list(
            "need__topic", "organisation_id", "country_id", "kind"
        )
    )
    there = Counter((topic, country or "") for topic, _who, country, _kind in asked)
    total = Counter(topic for topic, _who, _country, _kind in asked)
    kinds = Counter(kind for kind in {(who, kind) for _t, who, _c, kind in asked})
    by_kind = Counter(kind for _who, kind in kinds)
    countries = [code for code, _name in codes.choices("country")]
    topics = sorted(total, key=lambda topic: (-total[topic], topic))
    rows = [
        (str(Topic(topic).label), [there[topic, code] for code in countries], total[topic])
        for topic in topics
    ]
    return Spread(
        countries=[codes.label("country", code) for code in countries],
        rows=rows,
        kinds=[(codes.label("org_type", kind), n) for kind, n in by_kind.most_common()],
        chart=drawing.bars([(label, number) for label, _there, number in rows]) if rows else "",
    )


def address(asked: dict[str, str]) -> str:
    """A round with these filters, from the key `after` on."""
    return f"?{urlencode({name: text for name, text in asked.items() if text})}"


def _behind(country: str, kind: str) -> Q:
    """Needs behind which somebody of that country and kind stands."""
    wanted = {name: text for name, text in (("country_id", country), ("kind", kind)) if text}
    if not wanted:
        return Q()
    also = NeedSupport.objects.filter(need=OuterRef("pk"), **wanted)
    return Q(**wanted) | Q(Exists(also))


def _after(wanted: "QuerySet[Need]", after: str) -> "QuerySet[Need]":
    score, _sign, row = after.partition("_")
    try:
        key, at = UUID(row), int(score[:9])
    except ValueError:
        return wanted
    return wanted.filter(Q(score__lt=at) | Q(score=at, pk__gt=key))
