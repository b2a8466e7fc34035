"""What the home page shows to each role: what waits, and where to go."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import CASE_ROLES, Role
from benelux_thb.context import EVERYONE
from protection.actor import current_actor
from referrals.lists import COUNT_CAP, home_counts
from reports.permissions import REPORT_ROLES


@dataclass(frozen=True)
class Waiting:
    """Work that waits, and how much of it ("more than 999" at the most)."""

    title: Promise | str
    url: str
    count: int

    @property
    def capped(self) -> bool:
        return self.count > COUNT_CAP

    @property
    def cap(self) -> int:
        return COUNT_CAP


@dataclass(frozen=True)
class Place:
    """A part of the portal and what it is for."""

    title: Promise | str
    text: Promise | str
    url: str


# Key of home_counts, title, URL name and the filter of that list, in the order of urgency.
WORK: tuple[tuple[str, Promise | str, str, dict[str, str]], ...] = (
    ("to_answer", _("Requests to answer"), "referrals:list", {"group": "to_answer"}),
    ("questions", _("Questions to you about your referrals"), "referrals:sent", {}),
    ("to_decide", _("Answers on which you decide"), "referrals:sent", {"group": "answered"}),
    ("agreed", _("Agreed, to hand over"), "referrals:sent", {"group": "agreed"}),
    ("drafts", _("Drafts not yet sent"), "referrals:drafts", {}),
    ("awaiting", _("Sent, awaiting an answer"), "referrals:sent", {"group": "awaiting"}),
)
# Roles (empty: everybody), title, explanation, URL name.
PLACES: tuple[tuple[tuple[str, ...], Promise | str, Promise | str, str], ...] = (
    (
        CASE_ROLES,
        _("Received referrals"),
        _("What others asked your organisation."),
        "referrals:list",
    ),
    (
        CASE_ROLES,
        _("Sent referrals"),
        _("What your organisation asked others, and their answers."),
        "referrals:sent",
    ),
    (
        REPORT_ROLES,
        _("Reports"),
        _("The progress reports and the figures they rest on."),
        "reports:list",
    ),
    (
        (Role.OPERATOR,),
        _("Administration"),
        _("Accounts, memberships and the state of the system."),
        "admin:index",
    ),
    (
        EVERYONE,
        _("Contacts"),
        _("Who to call: organisations and contact points in the three countries."),
        "contacts:list",
    ),
)


def is_case_role(request: HttpRequest) -> bool:
    """Whether the reader handles referrals."""
    membership = getattr(request, "membership", None)
    return membership is not None and membership.role in CASE_ROLES


def waiting(request: HttpRequest) -> list[Waiting]:
    """The work that waits for the reader's organisation; nothing for roles without cases."""
    actor = current_actor()
    if actor is None or not is_case_role(request):
        return []
    counts = home_counts(actor)
    return [
        Waiting(title, f"{reverse(name)}{'?' + urlencode(query) if query else ''}", counts[key])
        for key, title, name, query in WORK
        if counts[key]
    ]


def places(request: HttpRequest) -> list[Place]:
    """The parts open to the reader's role, in the order of use."""
    membership = getattr(request, "membership", None)
    role = membership.role if membership else ""
    return [
        Place(title, text, reverse(url_name))
        for roles, title, text, url_name in PLACES
        if not roles or role in roles
    ]
