"""What the reports keep: reports, the runs that make them, and what a run leaves behind."""

from reports.models.releases import Audience, Release, ReleasedTable
from reports.models.reports import ProgressReport
from reports.models.runs import (
    ACTIVE_STATES,
    ReportChart,
    ReportFile,
    ReportRun,
    RunKind,
    RunState,
    RunStep,
    StepState,
)
from reports.models.versions import (
    BlockComment,
    Dispatch,
    DispatchState,
    OutsideFigure,
    ReportBlock,
    ReportVersion,
    VersionEvent,
)

__all__ = (
    "ACTIVE_STATES",
    "Audience",
    "BlockComment",
    "Dispatch",
    "DispatchState",
    "OutsideFigure",
    "ProgressReport",
    "Release",
    "ReleasedTable",
    "ReportBlock",
    "ReportChart",
    "ReportFile",
    "ReportRun",
    "ReportVersion",
    "RunKind",
    "RunState",
    "RunStep",
    "StepState",
    "VersionEvent",
)
