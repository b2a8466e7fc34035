"""What the reports keep: reports, the runs that make them, and what a run leaves behind."""

from reports.models.opendata import (
    Decider,
    ProposalState,
    Publication,
    PublicationProposal,
    PublishedFile,
    Withdrawal,
    WithdrawalReason,
)
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
    "Decider",
    "Dispatch",
    "DispatchState",
    "OutsideFigure",
    "ProgressReport",
    "ProposalState",
    "Publication",
    "PublicationProposal",
    "PublishedFile",
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
    "Withdrawal",
    "WithdrawalReason",
)
