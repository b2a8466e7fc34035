"""Those who were put forward as HTML: templates/trainings/page/person.html."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from contacts.drawing import draw_row

from .selectors import PersonLine


def draw_people(people: Iterable[PersonLine], token: str) -> SafeString:
    """The items of the list, empty for none; `token` is that of the reader's forms."""
    return format_html_join("", "{}", ((_draw(line, token),) for line in people))


def _draw(line: PersonLine, token: str) -> SafeString:
    row = line.registration
    shape = {
        "has_name": bool(row.name),
        "has_country": bool(line.country),
        "has_reason": bool(row.reason),
        "tag": line.tag,
        "seat": line.seat,
        "steps": line.steps,
    }
    words = {
        "name": row.name,
        "organisation": row.organisation.name,
        "country": line.country,
        "number": row.line,
        "at": date_format(timezone.localtime(row.registered_at), "SHORT_DATETIME_FORMAT"),
        "reason": row.reason,
        "place": line.place if line.steps else "",
        "csrf_token": token,
    }
    return draw_row("trainings/page/person.html", shape, words)
