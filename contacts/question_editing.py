"""The content editor's work on the standard questions: worded, worded anew, retired, restored.

A version is never changed (contacts.standard_questions). One that lacks a language is kept and
marked; until a newer one is complete, the newest complete version is offered (referrals.questions).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from contacts.standard_questions import (
    LANGUAGES,
    QuestionChoice,
    QuestionVersion,
    StandardQuestion,
)
from protection.actor import require_actor
from protection.audit import record

CODE_LENGTH = 40


class StaleQuestion(Exception):
    """Somebody wrote a newer version meanwhile."""


@dataclass(frozen=True)
class Wording:
    """What an editor wrote: texts by language, and the answers to choose from in their order."""

    kind: str
    text: Mapping[str, str]
    choices: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class QuestionLine:
    """A question with all its versions, the newest first, each with its choices."""

    question: StandardQuestion
    versions: list[QuestionVersion]

    @property
    def newest(self) -> QuestionVersion:
        return self.versions[0]


def questions_with_versions(code: str = "") -> list[QuestionLine]:
    """All questions, retired ones too, in their order, or the one of a code; three queries."""
    rows = QuestionVersion.objects.select_related("question").prefetch_related("choices")
    if code:
        rows = rows.filter(question__code=code)
    found: dict[StandardQuestion, list[QuestionVersion]] = {}
    for row in rows.order_by("question__order", "question__code", "-number"):
        found.setdefault(row.question, []).append(row)
    return [QuestionLine(question, versions) for question, versions in found.items()]


def wording_of(version: QuestionVersion) -> Wording:
    """A version as an editor writes it."""
    return Wording(
        version.kind,
        {language: getattr(version, f"text_{language}") or "" for language in LANGUAGES},
        [
            {language: getattr(choice, f"name_{language}") or "" for language in LANGUAGES}
            for choice in version.choices.all()
        ],
    )


def add_question(wording: Wording, *, now: datetime) -> StandardQuestion:
    """A new question, the last in the order, under a code made of its words."""
    with transaction.atomic():
        last = StandardQuestion.objects.aggregate(last=Max("order"))["last"] or 0
        taken = set(StandardQuestion.objects.values_list("code", flat=True))
        code = _code(wording.text, taken, "question")
        question = StandardQuestion.objects.create(code=code, order=last + 1)
        _write(question, 1, wording, now)
    return question


def change_question(code: str, wording: Wording, *, newest: int, now: datetime) -> None:
    """The next version. What was asked before keeps its words. Nothing new writes nothing.

    `newest` is the version the editor saw. Raises StaleQuestion, and DoesNotExist for no such code.
    """
    with transaction.atomic():
        question = StandardQuestion.objects.select_for_update().get(code=code)
        last = question.versions.prefetch_related("choices").order_by("-number")[0]
        if last.number != newest:
            raise StaleQuestion
        if wording_of(last) != wording:
            _write(question, last.number + 1, wording, now)


def offer_question(code: str, *, active: bool) -> None:
    """Retire a question, or restore it. Raises DoesNotExist."""
    with transaction.atomic():
        question = StandardQuestion.objects.select_for_update().get(code=code)
        if question.active != active:
            question.active = active
            question.save(update_fields=["active"])
            action = "question_restored" if active else "question_retired"
            record(action, subject="standard_question", subject_id=code)


def _write(question: StandardQuestion, number: int, wording: Wording, now: datetime) -> None:
    version = QuestionVersion(
        question=question,
        number=number,
        kind=wording.kind,
        written_at=now,
        written_by=require_actor().user_id,
        **{f"text_{language}": text or None for language, text in wording.text.items()},
    )
    version.save(force_insert=True)
    taken: set[str] = set()
    for order, names in enumerate(wording.choices, start=1):
        code = _code(names, taken, "choice")
        taken.add(code)
        texts = {f"name_{language}": name or None for language, name in names.items()}
        QuestionChoice(version=version, code=code, order=order, **texts).save(force_insert=True)
    record(
        "question_written",
        subject="standard_question",
        subject_id=question.code,
        detail={"version": str(number)},
    )


def _code(texts: Mapping[str, str], taken: set[str], otherwise: str) -> str:
    """A code of the English words, or of whichever there are; with a number where it is taken."""
    words = next((text for language in ("en", "nl", "fr") if (text := texts.get(language))), "")
    stem = slugify(words).replace("-", "_")[: CODE_LENGTH - 4].strip("_") or otherwise
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code
