"""Good practices in words, for their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contacts import codes
from protection.actor import Actor
from workinggroup.contributing import can_review
from workinggroup.models.practices import Practice, PracticeFile
from workinggroup.practices.life import State
from workinggroup.practices.services import TEXTS
from workinggroup.wording import BOTH, Told, told

TAGS = {
    State.DRAFT: "quiet",
    State.REVIEW: "info",
    State.RETURNED: "warn",
    State.PUBLISHED: "good",
    State.WITHDRAWN: "quiet",
}


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    id: int
    title: Told
    theme: str
    country: str
    organisation: str
    transferability: str
    adopted: list[tuple[str, date]]
    at: datetime
    state: str
    state_label: str
    tag: str


@dataclass(frozen=True)
class Shown:
    """A practice on its page, in the reader's language."""

    title: Told
    body: Told
    conditions: Told
    theme: str
    country: str
    transferability: str
    state: str
    tag: str
    adopted: list[tuple[str, str, date, str]]


@dataclass(frozen=True)
class Comment:
    """A comment; `language` is "" where it is the reader's own."""

    id: int
    text: str
    language: str
    organisation: str
    at: datetime
    removable: bool


def rows(practices: Iterable[Practice]) -> list[Row]:
    """Lines of the list; no query beyond the list's own."""
    return [
        Row(
            id=practice.pk,
            title=told(practice, "title"),
            theme=practice.get_theme_display(),
            country=_country(practice.country_id),
            organisation=practice.organisation.name,
            transferability=practice.get_transferability_display(),
            adopted=[
                (codes.label("country", one.country_id), one.adopted_on)
                for one in practice.adoptions.all()
            ],
            at=practice.sort_at,
            state=practice.state,
            state_label=practice.get_state_display(),
            tag=TAGS[State(practice.state)],
        )
        for practice in practices
    ]


def page(practice: Practice) -> Shown:
    """A practice on its page; one query for its adoptions."""
    marks = practice.adoptions.select_related("organisation").defer("organisation__search_vector")
    return Shown(
        title=told(practice, "title"),
        body=told(practice, "body"),
        conditions=told(practice, "conditions"),
        theme=practice.get_theme_display(),
        country=_country(practice.country_id),
        transferability=practice.get_transferability_display(),
        state=practice.get_state_display(),
        tag=TAGS[State(practice.state)],
        adopted=[
            (
                one.country_id,
                codes.label("country", one.country_id),
                one.adopted_on,
                one.organisation.name,
            )
            for one in marks
        ],
    )


def sides(practice: Practice) -> list[tuple[str, list[tuple[Any, str]]]]:
    """(language, [(label, text)]) to be read beside each other."""
    labels = {name: Practice._meta.get_field(name).verbose_name for name in TEXTS}  # type: ignore[union-attr]
    return [
        (
            language,
            [(labels[name], getattr(practice, f"{name}_{language}") or "") for name in TEXTS],
        )
        for language in BOTH
    ]


def comments(practice: Practice, actor: Actor) -> list[Comment]:
    """The comments, oldest first; one query."""
    if practice.state != State.PUBLISHED:
        return []
    found = practice.comments.select_related("organisation").defer("organisation__search_vector")
    return [
        Comment(
            id=row.pk,
            text=row.text,
            language=row.language,
            organisation=row.organisation.name,
            at=row.written_at,
            removable=can_review(actor) or row.written_by == actor.user_id,
        )
        for row in found
    ]


def files(practice: Practice) -> list[PracticeFile]:
    """The attachments without their content; one query."""
    return list(practice.files.defer("content"))


def _country(code: str | None) -> str:
    return codes.label("country", code) if code else "Benelux"
