"""The case tables. Every one has forced row security (migration 0002)."""

from .asking import Party, Question, Request
from .disclosure import Consent, ConsentRecipient, DataKey, Disclosure, Identity, IdentityField
from .event import Event
from .referral import CodedValue, Referral

__all__ = [
    "CodedValue",
    "Consent",
    "ConsentRecipient",
    "DataKey",
    "Disclosure",
    "Event",
    "Identity",
    "IdentityField",
    "Party",
    "Question",
    "Referral",
    "Request",
]
