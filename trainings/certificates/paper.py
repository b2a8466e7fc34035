"""What stands on a certificate, and its PDF. Nothing here reads the database."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from documents import render_pdf
from trainings.certificates.codes import shown_code

LANGUAGES = ("nl", "fr")


@dataclass(frozen=True)
class Paper:
    """All that a certificate says; the page that checks it may say no more.

    `attended` of `offered` half-days; `title` and `place` are those of the training in `language`.
    """

    language: str
    name: str
    title: str
    place: str
    since: date
    until: date
    attended: int
    offered: int
    code: str
    issued_on: date


def days_of(paper: Paper) -> str:
    """The day, or from the first to the last, in the language that is active."""
    first = date_format(paper.since, "DATE_FORMAT")
    if paper.since == paper.until:
        return first
    return _("%(first)s to %(last)s") % {
        "first": first,
        "last": date_format(paper.until, "DATE_FORMAT"),
    }


def lines_of(paper: Paper) -> list[tuple[str, str]]:
    """What and answer, in the language that is active: of the paper and of the page alike."""
    half_days = ngettext(
        "%(attended)s of %(offered)s half-day",
        "%(attended)s of %(offered)s half-days",
        paper.offered,
    ) % {"attended": paper.attended, "offered": paper.offered}
    lines = [
        (_("Participant"), paper.name),
        (_("Training"), paper.title),
        (_("Date"), days_of(paper)),
        (_("Place"), paper.place),
        (_("Attended"), half_days),
        (_("Issued on"), date_format(paper.issued_on, "DATE_FORMAT")),
    ]
    return [(label, text) for label, text in lines if text]


def certificate_pdf(paper: Paper, *, created: datetime) -> bytes:
    """PDF/UA-1 and PDF/A-3a in the paper's language. Raises documents.DocumentError."""
    with override(paper.language):
        address = settings.PORTAL_BASE_URL + reverse("trainings:check_certificate")
        data = {
            "body": _("Secretariat of the Benelux working group on trafficking in human beings"),
            "page": _("Page"),
            "of": _("of"),
            "head": _("Joint training against trafficking in human beings"),
            "named": _("has taken part in the joint training"),
            "name": paper.name,
            "training": paper.title,
            "lines": lines_of(paper)[2:],
            # French sets a no-break space before a colon.
            "colon": "\u00a0: " if paper.language == "fr" else ": ",
            "check": _("Check this certificate"),
            "check_how": _("Enter the code at the address below. You need no account."),
            "address": address,
            "code_label": _("Code"),
            "code": shown_code(paper.code),
            "law": _("It states attendance. It is no diploma and gives no right to a profession."),
        }
        return render_pdf(
            "certificate.typ",
            data,
            language=paper.language,
            title=_("Certificate of attendance"),
            created=created.replace(microsecond=0),
            unknown_note=_("A number in brackets is a character that this document cannot show."),
        )
