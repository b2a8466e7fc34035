"""Tables of the working group as spreadsheets: what the reader may see, in both languages."""

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts import codes
from documents.tables import harmless
from documents.workbook import Workbook
from protection.actor import Actor
from protection.audit import record
from workinggroup.meetings.archive import found_by
from workinggroup.meetings.following import owned_by
from workinggroup.models import Invitation, ProgrammeItem
from workinggroup.signals import selectors as board
from workinggroup.wording import in_both

MOST_ROWS = 10_000
Line = list[str]


def spreadsheet(name: str, actor: Actor) -> bytes:
    """The table of that name (TABLES) as XLSX, a line of headings first; leaves an audit line."""
    title, lines = TABLES[name]
    file = io.BytesIO()
    book = Workbook(file, [title()[:31]])
    for line in lines(actor):
        book.add([harmless(cell) for cell in line])
    book.close()
    record("group_exported", subject="group_export", subject_id=name)
    return file.getvalue()


def _both(words: str) -> Line:
    """The headings of a text in both languages."""
    return [f"{words} (NL)", f"{words} (FR)"]


def _texts(row: object, field: str) -> Line:
    return list(in_both(row, field).values())


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _country(code: str | None) -> str:
    return codes.label("country", code) if code else "Benelux"


def _meetings(actor: Actor) -> Iterator[Line]:
    yield [
        _("Reference"), _("Body"), _("State"), _("Day"), _("Place"), *_both(_("Title")),
        _("Decisions"), _("People present"),
    ]  # fmt: skip
    rows = found_by(actor).select_related("body").defer("search_vector")
    rows = rows.prefetch_related("decisions").order_by("-starts_at", "-pk")
    found = list(rows[:MOST_ROWS])
    people: Counter[int] = Counter()
    there = Invitation.objects.filter(meeting__in=[row.pk for row in found], present__gt=0)
    for meeting, number in there.values_list("meeting_id", "present"):
        people[meeting] += number or 0
    for row in found:
        yield [
            row.reference,
            row.body.name,
            str(row.get_state_display()),
            _day(timezone.localdate(row.starts_at)) if row.day_known else row.when_words,
            row.place,
            *_texts(row, "title"),
            str(len(row.decisions.all())),
            str(people[row.pk] or ""),
        ]


def _actions(actor: Actor) -> Iterator[Line]:
    yield [
        _("Meeting"), *_both(_("Action point")), _("Who does it"), _("Until when"), _("Done on"),
    ]  # fmt: skip
    rows = owned_by(actor).select_related("owner", "meeting")
    rows = rows.defer("owner__search_vector", "meeting__search_vector").order_by("due", "pk")
    for row in rows[:MOST_ROWS]:
        yield [
            row.meeting.reference,
            *_texts(row, "text"),
            row.owner.name,
            _day(row.due),
            _day(row.done_on),
        ]


def _signals(actor: Actor) -> Iterator[Line]:
    yield [
        _("Posted on"), _("About"), _("Seen in"), _("Seen since"), _("Posted by"),
        *_both(_("In one line")), *_both(_("What is new")), _("Form of exploitation"),
        _("Sector"), _("Also seen in"),
    ]  # fmt: skip
    rows = board.with_company(board.visible_to(actor)).order_by("-posted_at", "-pk")
    for row in rows[:MOST_ROWS]:
        elsewhere = sorted({one.country_id for one in row.confirmations.all()})
        yield [
            _day(timezone.localdate(row.posted_at)),
            str(row.get_kind_display()),
            _country(row.country_id),
            date_format(row.since, "F Y"),
            row.organisation.name,
            *_texts(row, "title"),
            *_texts(row, "text"),
            codes.label("exploitation_form", row.form) if row.form else "",
            codes.label("exploitation_sector", row.sector) if row.sector else "",
            ", ".join(codes.labels("country", elsewhere)),
        ]


def _programme(_actor: Actor) -> Iterator[Line]:
    yield [
        _("Kind"), _("State"), *_both(_("Item")), _("Activities and findings"),
        *_both(_("Line of the progress report")), _("Source"),
    ]  # fmt: skip
    links = ProgrammeItem.entries.through.objects.values_list("programmeitem_id", flat=True)
    served = Counter(links)
    for row in ProgrammeItem.objects.order_by("order", "slug"):
        yield [
            str(row.get_kind_display()),
            str(row.get_state_display()),
            *_texts(row, "title"),
            str(served[row.pk]),
            *_texts(row, "line"),
            row.source,
        ]


Lines = Callable[[Actor], Iterable[Line]]
TABLES: dict[str, tuple[Callable[[], str], Lines]] = {
    "meetings": (lambda: _("Meetings"), _meetings),
    "action-points": (lambda: _("Action points"), _actions),
    "signals": (lambda: _("Signals"), _signals),
    "programme": (lambda: _("Work programme"), _programme),
}
