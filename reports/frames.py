"""What a version adds to its figures, read for one language."""

from django.utils import timezone

from reports.document import Frame
from reports.models import ReportVersion


def frame(version: ReportVersion, language: str, *, only_edited: bool = False) -> Frame:
    """The frame of a version; `only_edited` leaves out the texts that nobody edited."""
    blocks = version.blocks.all()
    if only_edited:
        blocks = blocks.filter(edited=True)
    adopted = version.adopted_at
    return Frame(
        length=version.report.length,
        country=version.report.country,
        texts={block.key: block.text(language) for block in blocks},
        adopted=timezone.localtime(adopted).date().isoformat() if adopted else "",
        approvals=tuple(
            (approval["country"], approval["on"]) for approval in version.approvals if adopted
        ),
        correction=version.correction_nl if language == "nl" else version.correction_fr,
    )
