"""The plan of a report: from its cut-off to its due date, and who is reminded of which step."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.selectors import people_in_role
from notifications.services import queue_notice
from protection.actor import acting_as
from protection.audit import record
from reports.life import EDITABLE_STATES, FINAL_STATES, VersionState
from reports.models import OutsideFigure, ProgressReport, ReportRun, ReportVersion, RunKind
from reports.services import RunRefused, start_run

REMINDED_BEFORE = dt.timedelta(days=7)
REFRESHED_AFTER = dt.timedelta(days=7)


@dataclass(frozen=True)
class OutsideLine:
    """A figure from outside the portal as a reader sees it in the list."""

    id: int
    country: str
    label: str
    value: int
    source: str


@dataclass(frozen=True)
class PlannedStep:
    """A step of the back-planning. `share` is how far it lies from the cut-off (0) to the due
    date (1); `done_in` are the states in which nobody need be reminded of it."""

    code: str
    label: Promise | str
    share: float
    done_in: tuple[VersionState, ...]
    readers: tuple[Role, ...] = (Role.SECRETARIAT,)


_AFTER_DRAFT = (VersionState.COMMENTS, VersionState.VOTE, *FINAL_STATES)
_AFTER_COMMENTS = (VersionState.VOTE, *FINAL_STATES)
STEPS: tuple[PlannedStep, ...] = (
    PlannedStep("draft", _("The draft is ready and open for comments"), 0.25, _AFTER_DRAFT),
    PlannedStep(
        "comments",
        _("All comments have been dealt with"),
        0.5,
        _AFTER_COMMENTS,
        (Role.SECRETARIAT, Role.MEMBER),
    ),
    PlannedStep("vote", _("It has been put to the working group"), 0.6, _AFTER_COMMENTS),
    PlannedStep(
        "adoption",
        _("The working group has adopted it"),
        0.9,
        FINAL_STATES,
        (Role.SECRETARIAT, Role.MEMBER),
    ),
    PlannedStep(
        "sending",
        _("It has been sent to the Committee of Ministers"),
        1.0,
        (VersionState.SENT, VersionState.PUBLISHED),
    ),
)


@dataclass(frozen=True)
class Dated:
    """A step with its day, and whether it has been done."""

    step: PlannedStep
    day: dt.date
    done: bool


def steps_of(report: ProgressReport) -> list[Dated]:
    """The back-planning of a report; nothing while it lacks one of its two dates."""
    if report.cut_off is None or report.due is None:
        return []
    version = report.versions.first()
    state = version.state if version else VersionState.DRAFT
    days = (report.due - report.cut_off).days
    return [
        Dated(
            step,
            report.cut_off + dt.timedelta(days=round(days * step.share)),
            state in step.done_in,
        )
        for step in STEPS
    ]


def set_plan(report_id: UUID, *, cut_off: dt.date | None, due: dt.date | None) -> None:
    """Change the dates; what was reminded of is reminded of again on the new days."""
    with transaction.atomic():
        report = ProgressReport.objects.select_for_update().get(pk=report_id)
        report.cut_off, report.due, report.reminded = cut_off, due, []
        report.save(update_fields=["cut_off", "due", "reminded"])
        record("report_planned", subject="report", subject_id=str(report_id))


def remind(*, now: dt.datetime) -> int:
    """Remind of each step whose day is near, once; returns how many reminders went out.

    A plan whose due date has long passed is history and reminds nobody.
    """
    today, told = now.date(), 0
    planned = ProgressReport.objects.filter(
        cut_off__lte=today + REMINDED_BEFORE, due__gte=today - 2 * REMINDED_BEFORE
    )
    for report_id in planned.values_list("pk", flat=True):
        with acting_as(None):
            report = ProgressReport.objects.select_for_update().get(pk=report_id)
            for dated in steps_of(report):
                near = dated.day - REMINDED_BEFORE <= today
                if dated.done or not near or dated.step.code in report.reminded:
                    continue
                for role in dated.step.readers:
                    queue_notice(
                        "report_step_due",
                        people_in_role(role),
                        reference=str(report.period_to.year),
                        path_name="reports:plan" if role == Role.SECRETARIAT else "reports:detail",
                        path_args=[str(report.pk)],
                    )
                report.reminded = [*report.reminded, dated.step.code]
                told += 1
            report.save(update_fields=["reminded"])
    return told


def refresh(*, now: dt.datetime) -> int:
    """Weekly: count anew for reports whose text can still change; the figures are offered.

    From the cut-off on until the due date has passed by a week. Returns how many runs began.
    """
    today, begun = now.date(), 0
    versions = ReportVersion.objects.select_related("report").filter(
        state__in=[str(state) for state in EDITABLE_STATES],
        report__cut_off__lte=today,
        report__due__gte=today - REFRESHED_AFTER,
    )
    for version in versions:
        report = version.report
        fresh = ReportRun.objects.filter(
            report=report, kind=RunKind.FIGURES, requested_at__gt=now - REFRESHED_AFTER
        )
        if fresh.exists():
            continue
        try:
            start_run(
                report.period,
                user_id=None,
                now=now,
                automatic=True,
                country=report.country,
                length=report.length,
            )
        except RunRefused:
            continue
        begun += 1
    return begun


def add_outside(
    report_id: UUID,
    *,
    country: str,
    label_nl: str,
    label_fr: str,
    value: int,
    source_nl: str,
    source_fr: str,
    user_id: int,
    now: dt.datetime,
) -> OutsideFigure:
    """Enter a national figure from outside the portal; the next run freezes it with the others."""
    with transaction.atomic():
        figure = OutsideFigure.objects.create(
            report_id=report_id,
            country=country,
            label_nl=label_nl,
            label_fr=label_fr,
            value=value,
            source_nl=source_nl,
            source_fr=source_fr,
            entered_by_id=user_id,
            entered_at=now,
        )
        record("report_outside_added", subject="report", subject_id=str(report_id))
    return figure


def outside_lines(report_id: UUID, language: str, names: dict[str, str]) -> list[OutsideLine]:
    """The figures entered, in French or else in Dutch; `names` are those of the countries."""
    french = language == "fr"
    return [
        OutsideLine(
            id=one.pk,
            country=names.get(one.country, one.country),
            label=one.label_fr if french else one.label_nl,
            value=one.value,
            source=one.source_fr if french else one.source_nl,
        )
        for one in OutsideFigure.objects.filter(report=report_id)
    ]


def remove_outside(report_id: UUID, figure_id: int) -> None:
    """Take such a figure off the list; nothing happens when it is gone already."""
    with transaction.atomic():
        if OutsideFigure.objects.filter(report=report_id, pk=figure_id).delete()[0]:
            record("report_outside_removed", subject="report", subject_id=str(report_id))
