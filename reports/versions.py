"""The one writer of versions: their figures, their blocks, and each move of their life."""

import datetime as dt
from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protection.audit import record
from reports.document import written
from reports.figures import LANGUAGES, Figures, from_json
from reports.life import EDITABLE_STATES, FINAL_STATES, MOVES, MoveCode, VersionState, allowed
from reports.models import (
    ACTIVE_STATES,
    Audience,
    BlockComment,
    Decider,
    ProgressReport,
    ReportBlock,
    ReportRun,
    ReportVersion,
    RunKind,
    RunState,
    VersionEvent,
)
from reports.opendata.publishing import Decision, publish
from reports.outline import HEADINGS, outline
from reports.releases import release_of_run


class MoveRefused(Exception):
    """Why a version may not be changed or moved now, in the reader's language."""


def open_version(report: ProgressReport, *, user_id: int | None, now: dt.datetime) -> ReportVersion:
    """The version that is being worked on; the first one is made here."""
    found = report.versions.first()
    if found is None:
        found = ReportVersion.objects.create(
            report=report, number=1, created_by_id=user_id, created_at=now
        )
    return found


def locked(version_id: UUID) -> ReportVersion:
    """The version, locked for a change."""
    return (
        ReportVersion.objects.select_for_update(of=("self",))
        .select_related("report")
        .get(pk=version_id)
    )


def writable(version_id: UUID) -> ReportVersion:
    """The version, locked; MoveRefused unless its text may be changed."""
    version = locked(version_id)
    if version.state not in EDITABLE_STATES:
        raise MoveRefused(_("The text of this version can no longer be changed."))
    return version


def figures_of(run: ReportRun) -> Figures:
    """The released figures of a run."""
    data = ReportRun.objects.values_list("released", flat=True).get(pk=run.pk)
    return from_json(data or {})


def arrived(run: ReportRun) -> None:
    """A run of figures is done: they are in force at once, or offered.

    At once where nobody has worked on the text yet and somebody asked for them; what is being
    read, or what somebody wrote, is left as it is until the secretariat takes the figures.
    """
    if run.version_id is None:
        return
    version = locked(run.version_id)
    untouched = version.state == VersionState.DRAFT and not (
        run.automatic or version.blocks.filter(edited=True).exists()
    )
    if version.run_id is None or untouched:
        _put_in_force(version, run)
    elif version.state not in FINAL_STATES and _differ(version.run, run):
        version.offered = run
        version.save(update_fields=["offered"])


def _differ(old: ReportRun | None, new: ReportRun) -> bool:
    if old is None:
        return True
    before, after = figures_of(old), figures_of(new)
    return (before.values(), before.notes) != (after.values(), after.notes)


def take_figures(version_id: UUID, *, user_id: int, now: dt.datetime) -> None:
    """The offered figures are in force from now on.

    MoveRefused when none are offered, and while a run works with the earlier ones.
    """
    with transaction.atomic():
        version = writable(version_id)
        if version.offered is None:
            raise MoveRefused(_("There are no newer figures."))
        _is_not_being_made(version)
        _put_in_force(version, version.offered)
        record("report_figures_taken", subject="report", subject_id=str(version.report_id))


def leave_figures(version_id: UUID) -> None:
    """The offered figures are not wanted."""
    with transaction.atomic():
        version = writable(version_id)
        version.offered = None
        version.save(update_fields=["offered"])
        record("report_figures_left", subject="report", subject_id=str(version.report_id))


def _put_in_force(version: ReportVersion, run: ReportRun) -> None:
    """Figures and files of a run; what nobody edited is written anew, the rest is offered."""
    figures = figures_of(run)
    length = version.report.length
    made = {language: written(figures, language, length) for language in LANGUAGES}
    keys = [entry.key for entry in outline(length, figures) if entry.kind in HEADINGS]
    known = {block.key: block for block in version.blocks.all()}
    for position, key in enumerate(keys):
        nl, fr = made["nl"][key], made["fr"][key]
        block = known.pop(key, None) or ReportBlock(version=version, key=key, nl=nl, fr=fr)
        changed = (block.made_nl, block.made_fr) != (nl, fr)
        block.position, block.made_nl, block.made_fr = position, nl, fr
        if not block.edited:
            block.nl, block.fr = nl, fr
        elif changed:
            block.offered = True
        block.revision += changed
        block.save()
    for block in known.values():
        if not block.edited and not block.comments.exists():
            block.delete()
    version.run, version.offered = run, None
    version.save(update_fields=["run", "offered"])


def files_arrived(run: ReportRun, now: dt.datetime) -> None:
    """Files of the text as it stands are done: they replace the earlier ones."""
    if run.version_id is None:
        return
    version = locked(run.version_id)
    if version.sealed_at is not None:
        return
    version.run = run
    if version.state in FINAL_STATES:
        version.sealed_at = now
    version.save(update_fields=["run", "sealed_at"])


def public_arrived(run: ReportRun, now: dt.datetime) -> None:
    """The files for the public are done: the version is published."""
    if run.version_id is None:
        return
    version = locked(run.version_id)
    if version.state == VersionState.SENT:
        version.public_run = run
        version.published_at = now
        _moved(version, MoveCode.PUBLISH, user_id=run.started_by_id, now=now)
        _publish_figures(version, run, now)


def _publish_figures(version: ReportVersion, run: ReportRun, now: dt.datetime) -> None:
    """The figures of a published report are open data from now on."""
    release = release_of_run(run.pk, Audience.PUBLIC)
    if release is None or version.adopted_at is None:
        return
    adopted = Decision(Decider.WORKING_GROUP, timezone.localdate(version.adopted_at))
    publish(release, adopted, now=now, user_id=run.started_by_id)


def move(
    version_id: UUID,
    code: MoveCode,
    *,
    role: str | None,
    user_id: int | None,
    now: dt.datetime,
    note: str = "",
    prepare: Callable[[ReportVersion], None] | None = None,
) -> ReportVersion:
    """Make one move of the life of a version; `prepare` completes the row before it is saved.

    `role` is None where the portal moves by itself. MoveRefused where the table does not allow it,
    or something is still missing.
    """
    with transaction.atomic():
        version = locked(version_id)
        if not allowed(code, version.state, role):
            raise MoveRefused(_("This step is not possible now."))
        CHECKS.get(code, _nothing)(version)
        if prepare is not None:
            prepare(version)
        if code == MoveCode.SHARE:
            version.shared_at = version.shared_at or now
        elif code == MoveCode.TAKE_BACK:  # a draft is its writers' alone; comments stay
            version.shared_at = None
        elif code == MoveCode.ADOPT:
            version.adopted_at, version.offered = now, None
        elif code == MoveCode.SEND:
            version.sent_at = now
        _moved(version, code, user_id=user_id, now=now, note=note)
    return version


def _moved(
    version: ReportVersion, code: MoveCode, *, user_id: int | None, now: dt.datetime, note: str = ""
) -> None:
    version.state = MOVES[code].target
    version.save()
    VersionEvent.objects.create(version=version, move=code, by_id=user_id, at=now, note=note)
    record(f"report_{code}", subject="report", subject_id=str(version.report_id))


def _nothing(version: ReportVersion) -> None:
    """Nothing more to check."""


def _has_files(version: ReportVersion) -> None:
    if version.run_id is None:
        raise MoveRefused(_("This report has no finished version to share yet."))


def _is_not_being_made(version: ReportVersion) -> None:
    if version.report.runs.filter(state__in=ACTIVE_STATES).exists():
        raise MoveRefused(_("The report is being made. Wait until that is done."))


def _is_complete(version: ReportVersion) -> None:
    """Before the vote: files of this very text, and no comment left open."""
    _has_files(version)
    if BlockComment.objects.filter(block__version=version, resolved_at=None).exists():
        raise MoveRefused(_("There are comments that have not been dealt with yet."))
    _is_not_being_made(version)
    if files_are_old(version):
        raise MoveRefused(_("The text was changed after the files were made. Make them again."))


def _is_sealed(version: ReportVersion) -> None:
    if version.sealed_at is None:
        raise MoveRefused(_("The files of the adopted version are being made."))


CHECKS: Mapping[MoveCode, Callable[[ReportVersion], None]] = {
    MoveCode.SHARE: _has_files,
    MoveCode.PUT: _is_complete,
    MoveCode.SEND: _is_sealed,
}


def files_are_old(version: ReportVersion) -> bool:
    """Whether the text was changed after it was written into the files."""
    changed, run = version.text_changed_at, version.run
    return bool(changed and run and run.texts_at and run.texts_at < changed)


def new_version(
    report_id: UUID,
    *,
    user_id: int | None,
    now: dt.datetime,
    correction_nl: str = "",
    correction_fr: str = "",
) -> ReportVersion:
    """The version after the last one: a corrigendum of an adopted one, or another try.

    It begins with the text and the figures of the last. MoveRefused while that is being worked on.
    """
    with transaction.atomic():
        report = ProgressReport.objects.select_for_update().get(pk=report_id)
        last = report.versions.select_related("run").first()
        if last is None or last.state not in {*FINAL_STATES, VersionState.REJECTED}:
            raise MoveRefused(_("The last version is still being worked on."))
        final = last.state in FINAL_STATES
        if final and not (correction_nl and correction_fr):
            raise MoveRefused(_("Say in both languages what is corrected."))
        version = ReportVersion.objects.create(
            report=report,
            number=last.number + 1,
            run=last.run,
            corrects=last if final else last.corrects,
            correction_nl=correction_nl or last.correction_nl,
            correction_fr=correction_fr or last.correction_fr,
            created_by_id=user_id,
            created_at=now,
            text_changed_at=now,
        )
        for block in last.blocks.all():
            block.pk, block.version, block._state.adding = None, version, True
            block.save()
        newest = report.runs.filter(kind=RunKind.FIGURES, state=RunState.DONE).first()
        since = last.adopted_at
        if newest and since and (newest.finished_at or since) > since and _differ(last.run, newest):
            version.offered = newest
            version.save(update_fields=["offered"])
        record("report_version_begun", subject="report", subject_id=str(report.pk))
    return version
