"""The working group adopts a version by written procedure; see `workinggroup.procedures`."""

import datetime as dt
import logging
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from protection.actor import Actor, acting_as
from reports.document import composer_of
from reports.figures import LANGUAGES
from reports.life import MoveCode, VersionState
from reports.models import ACTIVE_STATES, ReportVersion, RunState
from reports.services import RunRefused, start_files
from reports.telling import tell
from reports.versions import MoveRefused, figures_of, move
from workinggroup.codes import Answer
from workinggroup.models import Body
from workinggroup.procedures import Outcome, ProcedureRefused, of_subject, open_procedure, outcome

logger = logging.getLogger(__name__)


def subject_of(version: ReportVersion) -> str:
    """How a written procedure names a version."""
    return f"report:{version.pk}"


def put_to_vote(version_id: UUID, *, answer_by: dt.date, by: Actor, now: dt.datetime) -> None:
    """Put a version to the body that adopts; from now on its text stays as it is.

    MoveRefused while something is missing, or where the body cannot be asked now.
    """

    def prepare(version: ReportVersion) -> None:
        try:
            procedure = open_procedure(
                subject=subject_of(version),
                question=_question(version),
                body=Body.objects.get(adopts=True),
                due=answer_by,
                by=by,
            )
        except (ProcedureRefused, Body.DoesNotExist):
            raise MoveRefused(
                _("The working group cannot be asked now: look at its members and open votes.")
            ) from None
        version.procedure, version.answer_by = str(procedure.pk), answer_by
        version.shared_at = version.shared_at or now

    move(version_id, MoveCode.PUT, role=by.role, user_id=by.user_id, now=now, prepare=prepare)


def _question(version: ReportVersion) -> dict[str, str]:
    """What the countries are asked, in every language of the portal."""
    if version.run is None:
        raise MoveRefused(_("This report has no finished version to share yet."))
    figures = figures_of(version.run)
    asked = {}
    for language in (*LANGUAGES, "en"):
        with override(language):
            if language in LANGUAGES:
                composer = composer_of(figures, language)
                first, last = (composer.day(d) for d in (figures.period.first, figures.period.last))
            else:
                first, last = figures.period.first.isoformat(), figures.period.last.isoformat()
            path = reverse("reports:detail", args=[version.report_id])
            asked[language] = _(
                "Does your country approve version %(number)s of the progress report on the period"
                " from %(first)s to %(last)s? It can be read at %(path)s."
            ) % {"number": version.number, "first": first, "last": last, "path": path}
    return asked


def settle_votes(*, now: dt.datetime) -> int:
    """Adopt the versions that the working group has approved, and end those it has not.

    Returns how many were settled. A version whose files cannot be made yet waits for the next time.
    """
    waiting = ReportVersion.objects.filter(state=VersionState.VOTE)
    settled = sum(_settle(version_id, now) for version_id in waiting.values_list("pk", flat=True))
    for version in ReportVersion.objects.filter(state=VersionState.ADOPTED, sealed_at=None):
        if not _final_under_way(version):
            _start_final(version.pk, now)
    return settled


def _final_under_way(version: ReportVersion) -> bool:
    """Whether the final files are being made, or wait for somebody who runs them again."""
    newest = version.report.runs.only("state", "requested_at").first()
    return newest is not None and (
        newest.state in ACTIVE_STATES
        or bool(
            newest.state == RunState.FAILED
            and version.adopted_at
            and newest.requested_at >= version.adopted_at
        )
    )


def _settle(version_id: UUID, now: dt.datetime) -> bool:
    with acting_as(None):
        version = ReportVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
        found = next(
            (one for one in of_subject(subject_of(version)) if str(one.pk) == version.procedure),
            None,
        )
        if version.state != VersionState.VOTE or found is None:
            return False
        reached = outcome(found)
        if reached.result is None:
            return False

        def prepare(version: ReportVersion) -> None:
            version.approvals = approvals_of(reached) if reached.adopted else []

        code = MoveCode.ADOPT if reached.adopted else MoveCode.REFUSE
        move(version_id, code, role=None, user_id=None, now=now, prepare=prepare)
        tell(version, "report_adopted" if reached.adopted else "report_not_adopted")
        return True


def approvals_of(reached: Outcome) -> list[dict[str, str]]:
    """Each country that approved, with the day (ISO 8601); one that was silent says so."""
    return [
        {
            "country": one.country,
            "on": timezone.localdate(one.at).isoformat(),
            "silent": "yes" if one.by_silence else "",
        }
        for one in reached.countries
        if one.answer == Answer.APPROVE and one.at is not None
    ]


def _start_final(version_id: UUID, now: dt.datetime) -> None:
    """Make the files with the approvals on the title page."""
    try:
        with acting_as(None):
            start_files(version_id, user_id=None, now=now)
    except RunRefused:
        logger.info("The final files of a report wait for the run that is under way")
