"""Documents of a meeting: checked as every file is, kept apart from what lists read."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from protection.actor import require_actor
from protection.audit import record
from protection.files.accepting import accepted
from protection.files.checks import CONTENT_TYPES
from workinggroup.meetings.planning import MeetingRefused, held, log, secretariat
from workinggroup.models import Meeting, Paper, PaperContent

MOST_PAPERS = 60


@dataclass(frozen=True)
class OpenedPaper:
    """A document to download."""

    name: str
    content_type: str
    data: bytes


def add_paper(
    meeting_id: int, *, name: str, data: bytes, language: str, item_id: int | None, now: datetime
) -> Paper:
    """Keep a document. Raises FileRefused (protection.files), MeetingRefused when there are too
    many, AgendaItem.DoesNotExist, PermissionError."""
    secretariat()
    kind, kept = accepted(data)
    with transaction.atomic():
        meeting = held(meeting_id)
        if meeting.papers.count() >= MOST_PAPERS:
            raise MeetingRefused
        paper = Paper.objects.create(
            meeting=meeting,
            item=meeting.items.get(pk=item_id) if item_id else None,
            language=language,
            name=name[:200],
            kind=kind,
            size=len(kept),
            added_by_id=require_actor().user_id,
            added_at=now,
        )
        PaperContent.objects.create(paper=paper, data=kept)
        log("paper_added", meeting, paper=str(paper.pk))
    return paper


def remove_paper(paper_id: int) -> int:
    """Delete a document; the id of its meeting. Raises Paper.DoesNotExist, PermissionError."""
    secretariat()
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper_id)
        meeting_id = paper.meeting_id
        paper.delete()
        record("paper_removed", subject="paper", subject_id=str(paper_id))
    return meeting_id


def open_paper(paper_id: int) -> OpenedPaper:
    """A document of a meeting that the reader sees. Raises Paper.DoesNotExist."""
    seen = Meeting.objects.visible_to(require_actor())
    paper = Paper.objects.select_related("content").get(pk=paper_id, meeting__in=seen.values("pk"))
    return OpenedPaper(paper.name, CONTENT_TYPES[paper.kind], bytes(paper.content.data))
