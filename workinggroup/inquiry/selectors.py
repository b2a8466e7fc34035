"""The inquiry as its pages show it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count

from contacts import codes
from workinggroup.models.inquiry import (
    Contribution,
    CountryPosition,
    InquiryQuestion,
    Synthesis,
)
from workinggroup.wording import Told, columns, told

NAMES = columns(("organisation__name",), settings.MODELTRANSLATION_LANGUAGES)


@dataclass(frozen=True)
class QuestionLine:
    """A question, and how many bodies answered it by country and kind."""

    slug: str
    text: Told
    explanation: Told
    active: bool
    answers: int
    countries: str


@dataclass(frozen=True)
class PositionLine:
    """A country's position since a day; `current`: the newest of its country."""

    country: str
    position: str
    code: str
    reasons: Told
    since: date
    current: bool


@dataclass(frozen=True)
class Answer:
    """A body's contribution, in the language in which it wrote."""

    organisation: str
    organisation_id: int
    country: str
    kind: str
    language: str
    text: str
    at: datetime


def questions(*, retired: bool = False) -> list[QuestionLine]:
    """The questions in order with their answers counted; two queries."""
    rows = InquiryQuestion.objects.all() if retired else InquiryQuestion.objects.filter(active=True)
    counted: dict[int, dict[str, int]] = {}
    found = Contribution.objects.order_by().values_list("question_id", "country_id")
    for question, country, number in found.annotate(number=Count("pk")):
        counted.setdefault(question, {})[country or ""] = number
    return [
        QuestionLine(
            slug=row.slug,
            text=told(row, "text"),
            explanation=told(row, "explanation"),
            active=row.active,
            answers=sum(counted.get(row.pk, {}).values()),
            countries=", ".join(
                f"{_country(country)} {number}"
                for country, number in sorted(counted.get(row.pk, {}).items())
            ),
        )
        for row in rows.order_by("order", "slug")
    ]


def answers(question: InquiryQuestion) -> list[Answer]:
    """What bodies answered, by country and kind; one query."""
    plain = [field.attname for field in Contribution._meta.concrete_fields]
    rows = question.contributions.select_related("organisation").only(*plain, *NAMES)
    return [
        Answer(
            organisation=row.organisation.name,
            organisation_id=row.organisation_id,
            country=_country(row.country_id or ""),
            kind=codes.label("org_type", row.kind),
            language=row.language,
            text=row.text,
            at=row.written_at,
        )
        for row in rows.order_by("country_id", "kind", "written_at", "id")
    ]


def positions(until: date | None = None) -> list[PositionLine]:
    """The course of positions, the newest first; one query. `until`: as it was on a day."""
    rows = CountryPosition.objects.order_by("-since", "-taken_at", "-id")
    if until is not None:
        rows = rows.filter(since__lte=until)
    seen: set[str] = set()
    lines = []
    for row in rows:
        lines.append(
            PositionLine(
                country=_country(row.country_id),
                position=row.get_position_display(),
                code=row.position,
                reasons=told(row, "reasons"),
                since=row.since,
                current=row.country_id not in seen,
            )
        )
        seen.add(row.country_id)
    return lines


def synthesis() -> Synthesis | None:
    """The one that counts."""
    return Synthesis.objects.order_by("-number").first()


def _country(code: str) -> str:
    return codes.label("country", code) if code else "Benelux"
