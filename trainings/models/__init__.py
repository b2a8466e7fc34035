"""Needs, trainings and places in them. What happens in a training has files of its own."""

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
    "CountryPlaces",
    "Course",
    "HalfDay",
    "Need",
    "NeedComment",
    "NeedSupport",
    "ProgrammePart",
    "Registration",
    "Round",
    "Trainer",
    "Training",
    "TrainingEvent",
]
