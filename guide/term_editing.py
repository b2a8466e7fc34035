"""The content editor's work on the glossary: terms added, changed, retired, restored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils.text import slugify

from guide.permissions import can_edit_glossary
from guide.terms import Term
from protection.actor import Actor
from protection.audit import record

TEXTS = ("name", "forms", "definition")
FIELDS = ("country_id", "source", "source_url", "to_confirm", "in_texts")


class StaleTermError(Exception):
    """Somebody else saved the term meanwhile; nothing was written."""


@dataclass(frozen=True)
class Change:
    """One line of a term's history. `user_id` is None for the portal's own file."""

    at: datetime
    label: str
    name: str
    definition: str
    active: bool
    user_id: int | None


def write_term(
    values: Mapping[str, Any], *, actor: Actor, slug: str = "", version: int = 0
) -> Term:
    """Add a term, or change the one of a slug; `values` are its columns by name.

    Raises PermissionError, Term.DoesNotExist, StaleTermError, and ValidationError when a value
    does not fit.
    """
    if not can_edit_glossary(actor):
        raise PermissionError
    with transaction.atomic(), pghistory.context(user_id=actor.user_id, source="glossary"):
        if slug:
            term = Term.objects.select_for_update().get(slug=slug)
            if term.version != version:
                raise StaleTermError
            term.version += 1
        else:
            term = Term(slug=_free_slug(values))
        for name, value in values.items():
            setattr(term, name, value)
        term.clean_fields(exclude=["country", *TEXTS])
        term.save()
        _record("term_changed" if slug else "term_added", term)
    return term


def offer_term(slug: str, *, active: bool, actor: Actor) -> None:
    """Retire a term, or restore it. Raises PermissionError, Term.DoesNotExist."""
    if not can_edit_glossary(actor):
        raise PermissionError
    with transaction.atomic(), pghistory.context(user_id=actor.user_id, source="glossary"):
        term = Term.objects.select_for_update().get(slug=slug)
        if term.active != active:
            term.active = active
            term.version += 1
            term.save()
            _record("term_restored" if active else "term_retired", term)


def history(term: Term, language: str) -> list[Change]:
    """Every change of a term, the newest first; one query."""
    events = term.events.select_related("pgh_context").order_by("-pgh_id")  # type: ignore[attr-defined]
    return [
        Change(
            at=event.pgh_created_at,
            label=event.pgh_label,
            name=getattr(event, f"name_{language}") or event.name or "",
            definition=getattr(event, f"definition_{language}") or "",
            active=event.active,
            user_id=(event.pgh_context.metadata if event.pgh_context else {}).get("user_id"),
        )
        for event in events
    ]


def _record(action: str, term: Term) -> None:
    detail = {"version": str(term.version)}
    record(action, subject="term", subject_id=term.slug, detail=detail)


def _free_slug(values: Mapping[str, Any]) -> str:
    """An address made of the words of the term, with a number where it is taken."""
    words = next((text for code in ("en", "nl", "fr") if (text := values.get(f"name_{code}"))), "")
    stem = slugify(words)[:54].strip("-") or "term"
    taken = set(Term.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= {"add"}  # the address of the page that adds one
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
