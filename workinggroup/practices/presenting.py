"""Good practices in words, for their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from contacts import codes
from contacts.drawing import day, draw_row
from protection.actor import Actor
from workinggroup.contributing import can_review
from workinggroup.models.practices import Practice, PracticeFile
from workinggroup.practices.life import State
from workinggroup.practices.services import TEXTS
from workinggroup.themes import Theme, Transferability
from workinggroup.wording import BOTH, Told, told

TAGS = {
    State.DRAFT: "quiet",
    State.REVIEW: "info",
    State.RETURNED: "warn",
    State.PUBLISHED: "good",
    State.WITHDRAWN: "quiet",
}


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


def draw_rows(practices: Iterable[Practice], *, with_state: bool) -> SafeString:
    """The rows of the list as HTML, empty for none; no query beyond the list's own."""
    # Reversing an address costs more than the rest of a row: it is done once for all of them.
    first = reverse("workinggroup:practice", args=[0])
    return format_html_join(
        "", "{}", ((_draw(one, first, with_state=with_state),) for one in practices)
    )


def _draw(practice: Practice, first: str, *, with_state: bool) -> SafeString:
    title, state = told(practice, "title"), State(practice.state)
    shape = {
        "lang": title.lang,
        "state": str(state.label) if with_state else "",
        "tag": TAGS[state],
    }
    words = {
        "url": first.replace("/0/", f"/{practice.pk}/"),
        "title": title,
        "theme": Theme(practice.theme).label,
        "country": _country(practice.country_id),
        "organisation": practice.organisation.name,
        "transferability": Transferability(practice.transferability).label,
        "adopted": _adopted(practice),
        "at": practice.sort_at.isoformat(),
        "at_shown": day(timezone.localdate(practice.sort_at), "SHORT_DATE_FORMAT"),
    }
    return draw_row("workinggroup/practices/row.html", shape, words)


def _adopted(practice: Practice) -> SafeString | str:
    marks = (
        (
            codes.label("country", one.country_id),
            one.adopted_on.isoformat(),
            day(one.adopted_on, "SHORT_DATE_FORMAT"),
        )
        for one in practice.adoptions.all()
    )
    return format_html_join(", ", '{} (<time datetime="{}">{}</time>)', marks) or "–"


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
