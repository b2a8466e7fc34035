"""Needs, trainings and places in them. What happens in a training has files of its own."""

from trainings.models.attendance import Attendance, AttendanceList
from trainings.models.calendars import FeedScope, Reminder, TrainingFeed
from trainings.models.certificates import Certificate, CertificateRun, Revocation, RunState
from trainings.models.evaluation import EvaluationAnswer, EvaluationAsked, EvaluationRound
from trainings.models.materials import Material, MaterialVersion
from trainings.models.needs import Need, NeedComment, NeedSupport, Round
from trainings.models.places import Registration
from trainings.models.sessions import (
    CountryPlaces,
    Course,
    HalfDay,
    ProgrammePart,
    Trainer,
    Training,
    TrainingEvent,
)

__all__ = [
    "Attendance",
    "AttendanceList",
    "Certificate",
    "CertificateRun",
    "CountryPlaces",
    "Course",
    "EvaluationAnswer",
    "EvaluationAsked",
    "EvaluationRound",
    "FeedScope",
    "HalfDay",
    "Material",
    "MaterialVersion",
    "Need",
    "NeedComment",
    "NeedSupport",
    "ProgrammePart",
    "Registration",
    "Reminder",
    "Revocation",
    "Round",
    "RunState",
    "Trainer",
    "Training",
    "TrainingEvent",
    "TrainingFeed",
]
