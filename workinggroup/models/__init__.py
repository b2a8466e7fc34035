"""The rows of the working group, by part."""

from .bodies import Body, Seat
from .inquiry import Contribution, CountryPosition, InquiryQuestion, Synthesis
from .practices import Adoption, Practice, PracticeComment, PracticeFile
from .procedures import Procedure, Vote
from .recommendations import ProgrammeItem, TopicEntry, TopicPage
from .signals import Confirmation, Signal, SignalDigest

__all__ = [
    "Adoption",
    "Body",
    "Confirmation",
    "Contribution",
    "CountryPosition",
    "InquiryQuestion",
    "Practice",
    "PracticeComment",
    "PracticeFile",
    "Procedure",
    "ProgrammeItem",
    "Seat",
    "Signal",
    "SignalDigest",
    "Synthesis",
    "TopicEntry",
    "TopicPage",
    "Vote",
]
