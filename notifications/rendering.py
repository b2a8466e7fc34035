"""A notice in its reader's words."""

from collections.abc import Callable
from dataclasses import dataclass
from email.mime.text import MIMEText
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from . import kinds
from .models import Notice

_LINKS: dict[str, Callable[[Notice], str]] = {}


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar object that goes along with a mail. `method` as in RFC 5546: PUBLISH, CANCEL."""

    name: str
    content: bytes
    method: str


_CALENDARS: dict[str, Callable[[Notice], CalendarPart | None]] = {}


def register_link(kind: str, path: Callable[[Notice], str]) -> None:
    """Let `path` make the link of a mail-only kind from what the notice stores.

    For links that prove something: the outbox keeps what the secret is computed from, and the
    secret exists in the mail alone.
    """
    _LINKS[kind] = path


def register_calendar(kind: str, make: Callable[[Notice], CalendarPart | None]) -> None:
    """Let `make` write the calendar part of a kind's mails, from the page that the notice names.

    It runs in the relay, in the reader's language: a calendar without an organiser's answer, so
    that nobody's mail program sends one back. None: this mail goes without.
    """
    _CALENDARS[kind] = make


def path_of(notice: Notice) -> str:
    """The page it is about, in the language that is active."""
    if notice.kind in _LINKS:
        return _LINKS[notice.kind](notice)
    return reverse(notice.path_name, args=notice.path_args)


def _context(notice: Notice) -> dict[str, Any]:
    context: dict[str, Any] = {
        "reference": notice.reference,
        "url": settings.PORTAL_BASE_URL + path_of(notice),
    }
    if notice.kind == kinds.DIGEST:
        choices = settings.PORTAL_BASE_URL + reverse("notifications:preferences")
        context |= {"lines": _counted(notice), "choices_url": choices}
    return context


def _counted(digest: Notice) -> list[tuple[str, int]]:
    """Label and number of each kind in a digest, in the order of `kinds`."""
    numbers = dict(
        Notice.objects.using("system")
        .filter(digest=digest.pk)
        .order_by()
        .values_list("kind")
        .annotate(Count("pk"))
    )
    return [
        (str(kind.label), numbers[code]) for code, kind in kinds.KINDS.items() if code in numbers
    ]


def sentence(notice: Notice) -> str:
    """What happened, in the language that is active: the first paragraph of its mail."""
    text = render_to_string(f"notices/{notice.kind}.txt", _context(notice))
    return " ".join(text.strip().partition("\n\n")[0].split())


def mail_of(notice: Notice) -> EmailMessage:
    """The mail of a notice. Its Message-ID is the notice's own, so a repeated one is known."""
    with override(notice.language):
        context = _context(notice)
        subject = render_to_string(f"notices/{notice.kind}.subject.txt", context)
        body = render_to_string(f"notices/{notice.kind}.txt", context).strip() + "\n"
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        mail = EmailMessage(
            subject=" ".join(subject.split()),
            body=body,
            to=[notice.email],
            headers={
                "Message-ID": f"<{notice.pk}@{domain}>",
                "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office replies
                "Content-Language": notice.language,
            },
        )
        calendar = _CALENDARS[notice.kind](notice) if notice.kind in _CALENDARS else None
        if calendar is not None:
            mail.attach(_part(calendar))
        return mail


def _part(calendar: CalendarPart) -> MIMEText:
    """As RFC 6047 has it: the method stands in the type too."""
    part = MIMEText(calendar.content.decode(), "calendar", "utf-8")
    part.set_param("method", calendar.method)
    part.add_header("Content-Disposition", "attachment", filename=calendar.name)
    return part
