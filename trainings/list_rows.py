"""The lines of a list of trainings as HTML: templates/trainings/line.html."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from contacts import codes
from contacts.drawing import day, draw_row
from contacts.presenters import named_language

from .codes import Format, Topic
from .life import State
from .lists import Line
from .models import Training

NO_ID = UUID(int=0)


def draw_lines(lines: Iterable[Line]) -> SafeString:
    """The items of the list, empty for none."""
    # Reversing an address costs more than the rest of a line: it is done once for all of them.
    place = reverse("trainings:training", args=[NO_ID])
    return format_html_join("", "{}", ((_draw(line, place),) for line in lines))


def days_shown(training: Training) -> dict[str, Any]:
    """What templates/trainings/days.html asks for."""
    first, last = training.first_day, training.last_day
    return {
        "has_days": first is not None,
        "several_days": first != last,
        "first_day": first.isoformat() if first else "",
        "first_day_shown": day(first),
        "last_day": last.isoformat() if last else "",
        "last_day_shown": day(last),
    }


def _draw(line: Line, place: str) -> SafeString:
    training = line.training
    days = days_shown(training)
    shape = {
        "has_days": days.pop("has_days"),
        "several_days": days.pop("several_days"),
        "state": str(State(training.state).label),
        "tag": line.tag,
        "seat": line.seat_label,
        "seat_tag": line.seat_tag,
        "has_place": bool(training.place),
        "interpreted": bool(training.interpretation),
        "waits": training.waiting > 0,
    }
    words = {
        **days,
        "url": place.replace(str(NO_ID), str(training.pk)),
        "title": training.title or training.reference,
        "topic": Topic(training.topic).label,
        "format": Format(training.format).label,
        "place": training.place,
        "languages": _languages(training.languages),
        "interpretation": _languages(training.interpretation),
        "reference": training.reference,
        "taken": ngettext(
            "%(taken)s of %(places)s place taken",
            "%(taken)s of %(places)s places taken",
            training.places,
        )
        % {"taken": training.placed, "places": training.places},
        "waiting": ngettext(
            "%(waiting)s person waiting", "%(waiting)s people waiting", training.waiting
        )
        % {"waiting": training.waiting},
    }
    return draw_row("trainings/line.html", shape, words)


def _languages(spoken: list[str]) -> str:
    return ", ".join(named_language(codes.label("language", code)) for code in spoken)
