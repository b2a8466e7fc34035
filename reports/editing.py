"""The one writer of blocks and of what members say about them."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from protection.audit import record
from reports.figures import from_json
from reports.life import VersionState
from reports.models import BlockComment, ReportBlock, ReportRun, ReportVersion
from reports.outline import numbered
from reports.tokens import Faults, faults
from reports.versions import MoveRefused, locked, writable


class TextRefused(Exception):
    """A text that may not be saved, with what is wrong with it."""

    def __init__(self, found: Faults) -> None:
        super().__init__("text refused")
        self.found = found


def _block(block_id: int) -> ReportBlock:
    return ReportBlock.objects.select_for_update(of=("self",)).get(pk=block_id)


def faults_of(version: ReportVersion, block: ReportBlock, nl: str, fr: str) -> Faults:
    """What keeps these texts from being saved; beside the figures in force of the version."""
    run = ReportRun.objects.only("released").get(pk=str(version.run_id))
    released = from_json(run.released or {})
    return faults(
        nl,
        fr,
        released,
        numbered(version.report.length, released),
        made=(block.made_nl, block.made_fr),
    )


def save_block(
    block_id: int, *, nl: str, fr: str, revision: int, user_id: int, now: dt.datetime
) -> ReportBlock:
    """Write both languages of a block.

    TextRefused for a text that breaks the rules of `reports.tokens`, MoveRefused when the version
    is final or somebody else saved the block meanwhile.
    """
    with transaction.atomic():
        version = writable(ReportBlock.objects.values_list("version", flat=True).get(pk=block_id))
        block = _block(block_id)
        if block.revision != revision:
            raise MoveRefused(
                _("Somebody else changed this text meanwhile. Compare it with yours, and save.")
            )
        if found := faults_of(version, block, nl, fr):
            raise TextRefused(found)
        if (block.nl, block.fr) == (nl, fr):
            return block
        block.nl, block.fr = nl, fr
        block.edited = (nl, fr) != (block.made_nl, block.made_fr)
        block.offered = block.offered and block.edited
        _written(version, block, user_id=user_id, now=now)
    return block


def take_offered(block_id: int, *, user_id: int, now: dt.datetime) -> None:
    """The portal's own wording takes the place of what was edited."""
    with transaction.atomic():
        version = writable(ReportBlock.objects.values_list("version", flat=True).get(pk=block_id))
        block = _block(block_id)
        block.nl, block.fr = block.made_nl, block.made_fr
        block.edited = block.offered = False
        _written(version, block, user_id=user_id, now=now)


def leave_offered(block_id: int) -> None:
    """The edited text stays; what the portal offered is gone."""
    with transaction.atomic():
        version = writable(ReportBlock.objects.values_list("version", flat=True).get(pk=block_id))
        block = _block(block_id)
        block.offered = False
        block.save(update_fields=["offered"])
        _note("report_text_left", version, block)


def _written(version: ReportVersion, block: ReportBlock, *, user_id: int, now: dt.datetime) -> None:
    block.revision += 1
    block.edited_by_id, block.edited_at = user_id, now
    block.save()
    version.text_changed_at = now
    version.save(update_fields=["text_changed_at"])
    _note("report_text_changed", version, block)


def _note(action: str, version: ReportVersion, block: ReportBlock) -> None:
    record(
        action,
        subject="report",
        subject_id=str(version.report_id),
        detail={"block": block.key},
    )


def add_comment(
    block_id: int, *, text: str, language: str, country: str, user_id: int, now: dt.datetime
) -> BlockComment:
    """What a member says about a block. MoveRefused unless the version is open for comments."""
    with transaction.atomic():
        version = locked(ReportBlock.objects.values_list("version", flat=True).get(pk=block_id))
        block = _block(block_id)
        if version.state != VersionState.COMMENTS:
            raise MoveRefused(_("This version is not open for comments."))
        comment = BlockComment.objects.create(
            block=block,
            author_id=user_id,
            country=country,
            text=text,
            language=language,
            created_at=now,
        )
        record("report_commented", subject="report", subject_id=str(version.report_id))
    return comment


def resolve_comment(
    comment_id: UUID, *, answer: str, user_id: int, now: dt.datetime
) -> BlockComment:
    """Say what was done with a comment. MoveRefused when somebody has said it already, or the
    version is final."""
    with transaction.atomic():
        comment = BlockComment.objects.select_for_update(of=("self",)).get(pk=comment_id)
        version = writable(
            ReportBlock.objects.values_list("version", flat=True).get(pk=comment.block_id)
        )
        if comment.resolved_at is not None:
            raise MoveRefused(_("This comment has been dealt with already. See its answer."))
        comment.answer, comment.resolved_by_id, comment.resolved_at = answer, user_id, now
        comment.save(update_fields=["answer", "resolved_by", "resolved_at"])
        record("report_comment_resolved", subject="report", subject_id=str(version.report_id))
    return comment
