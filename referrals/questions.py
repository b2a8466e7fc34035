"""Standard questions as they are offered and answered, in the reader's language.

An answer is kept as one text that no language changes: `yes`, `3`, `2026-12-01`, a choice's code.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.standard_questions import (
    LANGUAGES,
    AnswerKind,
    QuestionChoice,
    QuestionVersion,
)

YES, NO = "yes", "no"


def current_questions() -> list[QuestionVersion]:
    """The newest version of each question that is still offered, in their order; two queries.

    One that lacks a language waits: the version before it is offered, or none.
    """
    newest = (
        _complete(QuestionVersion.objects.filter(question__active=True))
        .order_by("question_id", "-number")
        .distinct("question_id")
        .values("pk")
    )
    return list(
        QuestionVersion.objects.filter(pk__in=newest)
        .select_related("question")
        .prefetch_related("choices")
        .order_by("question__order", "question__code")
    )


def _complete(rows: QuerySet[QuestionVersion]) -> QuerySet[QuestionVersion]:
    """Those with words in every language, their choices too."""
    for language in LANGUAGES:
        text, name = f"text_{language}", f"name_{language}"
        rows = rows.exclude(Q(**{text: ""}) | Q(**{f"{text}__isnull": True}))
        nameless = QuestionChoice.objects.filter(
            Q(**{name: ""}) | Q(**{f"{name}__isnull": True}), version=OuterRef("pk")
        )
        rows = rows.filter(~Exists(nameless))
    return rows


def versions(ids: Iterable[int]) -> dict[int, QuestionVersion]:
    """The versions that were asked, with their choices."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = QuestionVersion.objects.filter(pk__in=wanted).select_related("question")
    return {version.pk: version for version in found.prefetch_related("choices")}


def value_of(answer: object) -> str:
    """What is kept of an answer that a form took; "" where nothing was said."""
    if isinstance(answer, date):
        return answer.isoformat()
    return "" if answer is None else str(answer)


def shown(version: QuestionVersion, value: str) -> str:
    """An answer in the reader's language, "" for none."""
    if not value:
        return ""
    if version.kind == AnswerKind.YES_NO:
        return _("Yes") if value == YES else _("No")
    if version.kind == AnswerKind.DATE:
        return date_format(date.fromisoformat(value))
    if version.kind == AnswerKind.CHOICE:
        names = {choice.code: choice.name for choice in version.choices.all()}
        return names.get(value, value)
    return value
