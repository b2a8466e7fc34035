"""What the reports keep: reports, the runs that make them, and what a run leaves behind."""

from reports.models.releases import Audience, Release, ReleasedTable
from reports.models.reports import ProgressReport, ReportState
from reports.models.runs import (
    ACTIVE_STATES,
    ReportChart,
    ReportFile,
    ReportRun,
    RunState,
    RunStep,
    StepState,
)

__all__ = (
    "ACTIVE_STATES",
    "Audience",
    "ProgressReport",
    "Release",
    "ReleasedTable",
    "ReportChart",
    "ReportFile",
    "ReportRun",
    "ReportState",
    "RunState",
    "RunStep",
    "StepState",
)
