"""Who reads what: shared by all pages of the reports. Strangers are told that nothing is there."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from protection.actor import Actor, current_actor
from reports import selectors
from reports.figures import LANGUAGES
from reports.models import ReportBlock, ReportVersion
from reports.permissions import can_read_reports, can_write_reports


def reader() -> Actor:
    """The actor, if reports are for them. Raises Http404 otherwise."""
    actor = current_actor()
    if actor is None or not can_read_reports(actor):
        raise Http404
    return actor


def writer() -> Actor:
    """The actor, if they may write reports. Raises Http404 otherwise."""
    actor = reader()
    if not can_write_reports(actor):
        raise Http404
    return actor


def readable(report_id: UUID, number: int | None = None) -> ReportVersion:
    """The newest version that the actor may read, or the one of that number. Raises Http404."""
    actor = reader()
    version = selectors.version_of(
        report_id, shared_only=not can_write_reports(actor), number=number
    )
    if version is None:
        raise Http404
    return version


def block_of(version: ReportVersion, key: str) -> ReportBlock:
    """A block of a version. Raises Http404."""
    block = version.blocks.filter(key=key).first()
    if block is None:
        raise Http404
    return block


def language_of(request: HttpRequest) -> str:
    """The report's language: asked for, else the reader's, else Dutch."""
    asked = request.GET.get("text", "")
    own = get_language() or ""
    return next((x for x in (asked, own) if x in LANGUAGES), LANGUAGES[0])
