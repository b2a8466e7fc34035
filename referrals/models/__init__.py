"""The case tables. Every one has forced row security (migrations 0002 and later)."""

from .asking import Party, Question, Request
from .attachment import Attachment, AttachmentContent, FileState, Stage
from .danger import DangerOpening
from .disclosure import Consent, ConsentRecipient, DataKey, Disclosure, Identity, IdentityField
from .event import Event
from .filing import PhoneCall, SenderFile
from .handover import Handover, Rating, RatingGap
from .inbox import CalendarFeed, InboxExport, SavedFilter
from .keeping import DuplicateWarning, IdentityIndex, Retention
from .referral import CodedValue, Referral
from .webhook import UntoldEvent, Webhook, WebhookDelivery
from .working import Absence, Assignment, InternalNote, Message, Sight

__all__ = [
    "Absence",
    "Assignment",
    "Attachment",
    "AttachmentContent",
    "CalendarFeed",
    "CodedValue",
    "Consent",
    "ConsentRecipient",
    "DangerOpening",
    "DataKey",
    "Disclosure",
    "DuplicateWarning",
    "Event",
    "FileState",
    "Handover",
    "Identity",
    "IdentityField",
    "IdentityIndex",
    "InboxExport",
    "InternalNote",
    "Message",
    "Party",
    "PhoneCall",
    "Question",
    "Rating",
    "RatingGap",
    "Referral",
    "Request",
    "Retention",
    "SavedFilter",
    "SenderFile",
    "Sight",
    "Stage",
    "UntoldEvent",
    "Webhook",
    "WebhookDelivery",
]
