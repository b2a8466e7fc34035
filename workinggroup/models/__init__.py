"""The rows of the working group, by part."""

from .bodies import Body, Seat
from .procedures import Procedure, Vote

__all__ = ["Body", "Procedure", "Seat", "Vote"]
