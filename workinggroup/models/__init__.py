"""The rows of the working group, by part."""

from .bodies import Body, Seat
from .declaration import DeclarationTask
from .inquiry import Contribution, CountryPosition, InquiryQuestion, Synthesis
from .meetings import AgendaItem, Invitation, Meeting, Paper, PaperContent
from .minutes import ActionPoint, Decision, Minutes, MinutesVersion
from .practices import Adoption, Practice, PracticeComment, PracticeFile
from .procedures import Procedure, Vote
from .recommendations import ProgrammeItem, TopicEntry, TopicPage
from .signals import Confirmation, Signal, SignalDigest

__all__ = [
    "ActionPoint",
    "Adoption",
    "AgendaItem",
    "Body",
    "Confirmation",
    "Contribution",
    "CountryPosition",
    "Decision",
    "DeclarationTask",
    "InquiryQuestion",
    "Invitation",
    "Meeting",
    "Minutes",
    "MinutesVersion",
    "Paper",
    "PaperContent",
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
