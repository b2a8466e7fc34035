"""The lines of a list of signals as HTML: templates/workinggroup/signals/line.html."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from contacts import codes
from contacts.drawing import day, draw_row
from workinggroup.models.signals import Signal
from workinggroup.themes import SignalKind
from workinggroup.wording import told


def draw_lines(signals: Iterable[Signal]) -> SafeString:
    """The items of a timeline, empty for none; no query beyond those that read the signals."""
    # Reversing an address costs more than the rest of a line: it is done once for all of them.
    first = reverse("workinggroup:signal", args=[0])
    return format_html_join("", "{}", ((_draw(one, first),) for one in signals))


def _elsewhere(signal: Signal) -> str:
    """The other countries in which it is seen, with commas; "" for none."""
    found = [one.country_id for one in signal.confirmations.all()]
    return ", ".join(codes.labels("country", list(dict.fromkeys(found))))


def _draw(signal: Signal, first: str) -> SafeString:
    title, seen = told(signal, "title"), _elsewhere(signal)
    at = timezone.localtime(signal.posted_at)
    shape = {
        "kind": capfirst(str(SignalKind(signal.kind).label)),
        "lang": title.lang,
        "sector": codes.label("exploitation_sector", signal.sector) if signal.sector else "",
        "seen_elsewhere": bool(seen),
    }
    words = {
        "at": at.isoformat(),
        "at_shown": date_format(at, "DATETIME_FORMAT"),
        "organisation": signal.organisation.name,
        "url": first.replace("/0/", f"/{signal.pk}/"),
        "title": title,
        "country": codes.label("country", signal.country_id),
        "since": day(signal.since, "F Y"),
        "elsewhere": seen,
    }
    return draw_row("workinggroup/signals/line.html", shape, words)
