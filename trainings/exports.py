"""Trainings, needs and participants as spreadsheets: what the reader may see, no more."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts import codes
from documents.tables import harmless
from documents.workbook import Workbook
from protection.actor import Actor
from protection.audit import record
from trainings.models import Attendance, Need, Round, Training
from trainings.ranking import lines_of
from trainings.selectors import people_of_training

MOST_ROWS = 10_000
Line = list[str]


def trainings_sheet(actor: Actor) -> bytes:
    """All trainings that the reader may see, the latest first, as XLSX; leaves an audit line."""
    record("trainings_exported", subject="training", subject_id="")
    return _book(_("Trainings"), _trainings(actor))


def needs_sheet(found: Round, actor: Actor) -> bytes:
    """The needs of a round in their order, as XLSX; leaves an audit line."""
    record("trainings_exported", subject="need_round", subject_id=str(found.pk))
    return _book(_("Training needs"), _needs(found, actor))


def people_sheet(training: Training, actor: Actor) -> bytes:
    """Those put forward for a training whom the reader may see, as XLSX; reading names leaves an
    audit line. `training` is one that the reader may see."""
    rows = list(people_of_training(training, actor)[:MOST_ROWS])
    record(
        "training_people_viewed",
        subject="training",
        subject_id=str(training.pk),
        detail={"people": str(len(rows))},
    )
    there = Attendance.objects.filter(registration__in=[row.pk for row in rows])
    attended = there.order_by("registration").values_list("registration", flat=True)
    half_days = {pk: len(list(found)) for pk, found in groupby(attended)}
    lines: list[Line] = [
        [
            _("Order of registration"),
            _("Name"),
            _("E-mail address"),
            _("Language"),
            _("Organisation"),
            _("Country"),
            _("State"),
            _("Half-days attended"),
        ],
    ]
    lines += [
        [
            str(row.line),
            row.name,
            row.email,
            row.language,
            row.organisation.name,
            _country(row.country_id),
            str(row.get_seat_display()),
            str(half_days.get(row.pk, 0)),
        ]
        for row in rows
    ]
    return _book(_("Participants"), lines)


def _trainings(actor: Actor) -> Iterator[Line]:
    yield [
        _("Reference"), _("State"), *_both(_("Title")), _("Topic"), _("Form"), _("Place"),
        _("First day"), _("Last day"), _("Registration until"), _("Places"), _("Places taken"),
        _("On the waiting list"),
    ]  # fmt: skip
    rows = Training.objects.visible_to(actor).order_by("-first_day", "-pk")
    for row in rows[:MOST_ROWS]:
        yield [
            row.reference,
            str(row.get_state_display()),
            *_texts(row, "title"),
            str(row.get_topic_display()),
            str(row.get_format_display()),
            row.place,
            _day(row.first_day),
            _day(row.last_day),
            _day(row.register_until),
            str(row.places),
            str(row.placed),
            str(row.waiting),
        ]


def _needs(found: Round, actor: Actor) -> Iterator[Line]:
    yield [
        _("Subject"), _("Language"), _("Topic"), _("Level"), _("Urgency"), _("Stated by"),
        _("Country"), _("Kind of organisation"), _("Organisations behind it"), _("Countries"),
        _("People"), _("Met by"),
    ]  # fmt: skip
    rows = found.needs.filter(merged_into=None).select_related("organisation")
    wanted: list[Need] = list(
        rows.defer("organisation__search_vector").order_by("-score", "id")[:MOST_ROWS]
    )
    for line in lines_of(wanted, actor):
        row = line.need
        yield [
            row.subject,
            row.language,
            str(row.get_topic_display()),
            str(row.get_level_display()),
            str(row.get_urgency_display()),
            row.organisation.name,
            _country(row.country_id),
            line.kind,
            str(row.supporters),
            str(row.countries),
            str(row.people_asked),
            line.training.reference if line.training else "",
        ]


def _book(title: str, lines: Iterable[Line]) -> bytes:
    file = io.BytesIO()
    book = Workbook(file, [title[:31]])
    for line in lines:
        book.add([harmless(cell) for cell in line])
    book.close()
    return file.getvalue()


def _both(words: str) -> Line:
    return [f"{words} (NL)", f"{words} (FR)"]


def _texts(row: object, field: str) -> Line:
    return [getattr(row, f"{field}_{language}") or "" for language in ("nl", "fr")]


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _country(code: str | None) -> str:
    return codes.label("country", code) if code else "Benelux"
