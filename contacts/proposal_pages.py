"""What the pages of proposals show: a change in words, and the lists of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Value, When
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contacts import codes
from contacts.country_editing import parts
from contacts.country_forms import LANGUAGES
from contacts.models import CodeList, DataProposal
from contacts.permissions import can_decide_data
from contacts.proposal_parts import CODES, COUNTRY, LISTS, Fields, subject
from protection.actor import Actor

PAGE_SIZE = 25
TAGS = {"waiting": "info", "accepted": "good", "refused": "warn"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; `language` of its text, "" where it has none."""

    label: str
    language: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """A proposal as a list shows it."""

    proposal: DataProposal
    what: str
    name: str
    country: str
    kind: str
    mine: bool  # whether the reader may decide on it


@dataclass(frozen=True)
class Words:
    """A translation that waits: of what, and its (language, before, after)."""

    line: Line
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Listed:
    """The changes that wait, those the reader may decide on first, and the translations that the
    reader may decide on; then those decided, newest first, with the id to go on below."""

    waiting: list[Line]
    words: list[Words]
    decided: list[Line]
    following: int | None


def listed(actor: Actor | None, *, before: int | None = None) -> Listed:
    """Three queries whatever their number."""
    rows = DataProposal.objects.select_related("proposed_by", "decided_by").order_by("-id")
    done = rows.exclude(state=DataProposal.State.WAITING)
    if before is not None:
        done = done.filter(pk__lt=before)
    decided = list(done[: PAGE_SIZE + 1])
    # A hundred translations must not hide the one change that matters.
    changes_first = Case(When(reason="", then=Value(1)), default=Value(0))
    waits = rows.filter(state=DataProposal.State.WAITING).order_by(changes_first, "-id")
    waiting = list(waits[: 4 * PAGE_SIZE])
    titles = {one.pk: str(one.title) for one in CodeList.objects.order_by("pk")}
    lines = [_line(one, actor, titles) for one in waiting]
    words = [line for line in lines if line.mine and line.proposal.is_translation]
    return Listed(
        sorted((line for line in lines if line not in words), key=lambda line: not line.mine),
        [Words(line, _words(line.proposal)) for line in words],
        [_line(one, actor, titles) for one in decided[:PAGE_SIZE]],
        decided[PAGE_SIZE - 1].pk if len(decided) > PAGE_SIZE else None,
    )


def line_of(proposal: DataProposal, actor: Actor | None) -> Line:
    """One proposal as its own page heads it."""
    return _line(proposal, actor, dict(CodeList.objects.values_list("pk", "title")))


def waiting_for(actor: Actor | None) -> tuple[int, Any]:
    """How many proposals wait for the reader's decision, and since when the oldest; one query."""
    if actor is None or actor.role != "contact_point":
        return 0, None
    rows = DataProposal.objects.filter(state=DataProposal.State.WAITING).order_by("id")[:100]
    mine = [one.proposed_at for one in rows if can_decide_data(actor, one)]
    return len(mine), min(mine, default=None)


def _line(proposal: DataProposal, actor: Actor | None, titles: dict[str, str]) -> Line:
    titled = {COUNTRY: _("The country itself"), CODES: titles.get(proposal.within, "")}
    titled[LISTS] = _("Title of a code list")
    titled |= {key: str(part.title) for key, part in parts().items()}
    return Line(
        proposal,
        titled.get(proposal.part, proposal.part),
        name_of(proposal.after or proposal.before or {}),
        codes.label("country", proposal.country_id) if proposal.country_id else _("all countries"),
        TAGS.get(proposal.state, "quiet"),
        proposal.state == DataProposal.State.WAITING and can_decide_data(actor, proposal),
    )


def _words(proposal: DataProposal) -> list[tuple[str, str, str]]:
    before, after = proposal.before or {}, proposal.after or {}
    return [
        (language_of(name), before.get(name) or "", text)
        for name, text in after.items()
        if text != before.get(name)
    ]


def name_of(fields: Fields) -> str:
    """What a row is called, from its fields alone."""
    language = get_language() or "nl"
    for name in ("name", "text", "title"):
        for code in (language, "nl", "fr"):
            if fields.get(f"{name}_{code}"):
                return str(fields[f"{name}_{code}"])
    if fields.get("length_is"):
        return codes.label("country_rule", fields["kind"])
    return str(fields.get("code") or fields.get("key") or "")


def changes(proposal: DataProposal) -> list[FieldChange]:
    """The fields that differ, in the order of the form."""
    about = subject(
        proposal.part, "", country=proposal.country_id or "", within=proposal.within
    ) or subject(proposal.part, proposal.row, country=proposal.country_id or "")
    before, after = proposal.before or {}, proposal.after or {}
    known = dict(about.form(blank=True).fields) if about else {}
    names = [*known, *(name for name in {**before, **after} if name not in known)]
    return [
        FieldChange(
            str(known[name].label) if name in known else name,
            language_of(name),
            in_words(known.get(name), before.get(name)),
            in_words(known.get(name), after.get(name)),
        )
        for name in names
        if before.get(name) != after.get(name)
    ]


def language_of(name: str) -> str:
    """The language of a field's text, "" for none."""
    last = name.rpartition("_")[2]
    return last if last in dict(LANGUAGES) and "_" in name else ""


def in_words(field: Any, value: Any) -> str:
    """A value as a reader would say it."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    offered = {str(key): str(label) for key, label in _choices(field)}
    if isinstance(value, list):
        return ", ".join(offered.get(str(one), str(one)) for one in value)
    if str(value) in offered:
        return offered[str(value)]
    try:
        return date_format(date.fromisoformat(value)) if len(str(value)) == 10 else str(value)
    except (TypeError, ValueError):
        return str(value)


def _choices(field: Any) -> Iterable[tuple[Any, Any]]:
    choices = getattr(field, "choices", None) or ()
    return [(getattr(key, "value", key), label) for key, label in choices]
