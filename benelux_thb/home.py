"""What the home page shows to each role: what waits, how long, what is next, and where to go.

A piece of the portal adds its lines by a function `request -> list[Work]` in SOURCES; each runs at
most a few bounded queries, whatever it finds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from accounts.models import CASE_ROLES, Role
from accounts.reviewing import work_for
from benelux_thb.context import EVERYONE, GROUP_ROLES, TRAINING_ROLES
from contacts.proposal_pages import waiting_for
from guide.permissions import can_read_drafts
from guide.workshop import waiting_for_review
from notifications.selectors import MOST_COUNTED, unread_count
from protection.actor import current_actor
from referrals.home import first_to_answer, piles
from referrals.lists import COUNT_CAP, Row
from reports.permissions import FIGURE_ROLES, REPORT_ROLES
from reports.selectors import drafts_since
from rights.permissions import can_keep_registers
from rights.waiting import open_requests, running_clocks

MEMBER_ROLES = (Role.TEAM_LEAD, Role.OPERATOR)


@dataclass(frozen=True)
class Work:
    """One line: what waits, how much of it, since when, and what to do with it."""

    title: Promise | str
    url: str
    count: int
    next_step: Promise | str = ""
    since: datetime | None = None
    cap: int = COUNT_CAP

    @property
    def capped(self) -> bool:
        """Whether there is more than `cap`, counted no further."""
        return self.count > self.cap

    @property
    def waiting(self) -> str:
        """How long the oldest has waited, in the reader's language, like "2 days"."""
        return timesince(self.since, depth=1) if self.since else ""


@dataclass(frozen=True)
class Place:
    """A part of the portal and what it is for."""

    title: Promise | str
    text: Promise | str
    url: str


# Key of referrals.home.piles, title, next step, URL name and the filter of that list, in the order
# of urgency.
PILES: tuple[tuple[str, Promise | str, Promise | str, str, dict[str, str]], ...] = (
    (
        "to_answer",
        _("Requests to answer"),
        _("Say yes, say no, or ask a question."),
        "referrals:list",
        {"group": "to_answer"},
    ),
    (
        "questions",
        _("Questions to you about your referrals"),
        _("Answer them: the recipient waits for it."),
        "referrals:sent",
        {},
    ),
    (
        "to_decide",
        _("Answers on which you decide"),
        _("Choose who helps, or ask others."),
        "referrals:sent",
        {"group": "answered"},
    ),
    (
        "agreed",
        _("Agreed, to hand over"),
        _("Agree on day and place, and record the handover."),
        "referrals:sent",
        {"group": "agreed"},
    ),
    (
        "drafts",
        _("Drafts not yet sent"),
        _("Complete and send them, or delete them."),
        "referrals:drafts",
        {},
    ),
    (
        "awaiting",
        _("Sent, awaiting an answer"),
        _("Nothing to do now. You may phone whoever is late."),
        "referrals:sent",
        {"group": "awaiting"},
    ),
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
        FIGURE_ROLES,
        _("Figures"),
        _("How often victims are referred across borders, and how soon others answer."),
        "monitoring:dashboard",
    ),
    (
        MEMBER_ROLES,
        _("Members"),
        _("Who can read along: invite people, change roles, deactivate who has left."),
        "members:list",
    ),
    (
        (Role.CONTACT_POINT,),
        _("Entries to confirm"),
        _("What in your country’s directory nobody confirmed lately, and changes to decide on."),
        "contacts:stale",
    ),
    (
        (Role.DPO,),
        _("How long referrals are kept"),
        _("What is due, held or erased, by reference only."),
        "referrals:terms",
    ),
    (
        (Role.TEAM_LEAD, Role.DPO),
        _("Requests of persons"),
        _("Who asked to know, correct or erase their data, and until when you answer."),
        "rights:requests",
    ),
    (
        (Role.TEAM_LEAD, Role.DPO),
        _("Register of data breaches"),
        _("What went wrong with data, and the 72 hours."),
        "rights:breaches",
    ),
    (
        (Role.DPO,),
        _("Audit trail"),
        _("Who did or read what, at the controllers you watch over."),
        "rights:audit",
    ),
    (
        (Role.DPO,),
        _("Openings in danger"),
        _("Who read an identity for an hour without consent, and why."),
        "referrals:danger_openings",
    ),
    (
        (Role.CONTACT_POINT,),
        _("Possible duplicates"),
        _("Open referrals of two senders that may concern one person."),
        "referrals:duplicates",
    ),
    (
        (Role.EDITOR,),
        _("Work on the guide"),
        _("Write drafts, send them for review, and see what became of them."),
        "guide:list",
    ),
    (
        (Role.EDITOR,),
        _("Consent sheet"),
        _("Its sentences in every language, and further languages."),
        "referrals:papers",
    ),
    (
        (Role.EDITOR,),
        _("Translations"),
        _("What is missing or out of date in each language, to translate side by side."),
        "guide:translations",
    ),
    (
        (Role.EDITOR,),
        _("Standard questions"),
        _("What recipients ask again and again, in every language."),
        "contacts:questions",
    ),
    (
        (Role.EDITOR, Role.CONTACT_POINT, Role.TEAM_LEAD),
        _("Files of the directory"),
        _("Take the directory out as a spreadsheet, or bring a file in after a dry run."),
        "exchange:index",
    ),
    (
        (Role.EDITOR, Role.OPERATOR, Role.CONTACT_POINT),
        _("Countries"),
        _("Prepare a further country, or look at it and let it take part."),
        "contacts:countries",
    ),
    (
        (Role.EDITOR, Role.CONTACT_POINT),
        _("Shared data"),
        _("Rules of the countries and code lists: propose a change, or decide on one."),
        "contacts:shared_data",
    ),
    (
        (Role.OPERATOR,),
        _("Administration"),
        _("Accounts, memberships and the state of the system."),
        "admin:index",
    ),
    (
        TRAINING_ROLES,
        _("Trainings"),
        _("Joint trainings of the three countries, and what organisations need."),
        "trainings:list",
    ),
    (
        GROUP_ROLES,
        _("Working group"),
        _("The two bodies of the declaration: meetings, minutes and written procedures."),
        "workinggroup:home",
    ),
    (
        EVERYONE,
        _("Contacts"),
        _("Who to call: organisations and contact points in the three countries."),
        "contacts:list",
    ),
    (
        EVERYONE,
        _("Guide"),
        _("What the law says in the three countries, what to do, and whom to call."),
        "guide:index",
    ),
)


def is_case_role(request: HttpRequest) -> bool:
    """Whether the reader handles referrals."""
    return _role(request) in CASE_ROLES


def _role(request: HttpRequest) -> str:
    membership = getattr(request, "membership", None)
    return str(membership.role) if membership else ""


def _referrals(request: HttpRequest) -> list[Work]:
    actor = current_actor()
    if actor is None or not is_case_role(request):
        return []
    found = piles(actor)
    return [
        Work(
            title,
            f"{reverse(name)}{'?' + urlencode(query) if query else ''}",
            found[key].count,
            next_step,
            found[key].since,
        )
        for key, title, next_step, name, query in PILES
    ]


def _reports(request: HttpRequest) -> list[Work]:
    if _role(request) != Role.SECRETARIAT:
        return []
    count, since = drafts_since()
    next_step = _("Check the figures and share them with the working group.")
    return [Work(_("Draft reports"), reverse("reports:list"), count, next_step, since)]


def _notices(request: HttpRequest) -> list[Work]:
    count = unread_count(request.user.pk or 0)
    title = _("Unread notices")
    return [
        Work(title, reverse("notifications:list"), count, _("See what happened."), cap=MOST_COUNTED)
    ]


def _members(request: HttpRequest) -> list[Work]:
    actor = current_actor()
    if actor is None or actor.role not in MEMBER_ROLES:
        return []
    count, since = work_for(actor, timezone.now())
    title: Promise | str = _("Members to confirm")
    next_step: Promise | str = _("Say of each person whether they still work here.")
    if actor.role == Role.OPERATOR:
        title = _("Organisations that have not confirmed their members")
        next_step = _("Call them, or confirm their members yourself.")
    return [Work(title, reverse("members:list"), count, next_step, since)]


def _rights(request: HttpRequest) -> list[Work]:
    actor = current_actor()
    if actor is None or not can_keep_registers(actor):
        return []
    requests, breaches = open_requests(), running_clocks()
    return [
        Work(
            _("Data breaches with a running clock"),
            reverse("rights:breaches"),
            breaches.count,
            _("Tell the supervisory authority within 72 hours, unless a risk is unlikely."),
            breaches.since,
        ),
        Work(
            _("Requests of persons about their data"),
            reverse("rights:requests"),
            requests.count,
            _("Decide, and answer within the term."),
            requests.since,
        ),
    ]


def _guide(request: HttpRequest) -> list[Work]:
    actor = current_actor()
    if not can_read_drafts(actor):
        return []
    count, since = waiting_for_review(actor)
    title, next_step = _("Pages of the guide to review"), _("Agree, or say what must change.")
    return [Work(title, reverse("guide:list"), count, next_step, since)]


def _shared_data(request: HttpRequest) -> list[Work]:
    count, since = waiting_for(current_actor())
    title, next_step = _("Changes of shared data to decide on"), _("Agree, or say why not.")
    return [Work(title, reverse("contacts:shared_data"), count, next_step, since)]


SOURCES: Sequence[Callable[[HttpRequest], list[Work]]] = (
    _rights,
    _referrals,
    _reports,
    _members,
    _guide,
    _shared_data,
    _notices,
)


def waiting(request: HttpRequest) -> list[Work]:
    """The work that waits for the reader, empty piles left out."""
    return [work for source in SOURCES for work in source(request) if work.count]


def first(request: HttpRequest) -> list[Row]:
    """The requests to answer first; none for roles without cases."""
    actor = current_actor()
    if actor is None or not is_case_role(request):
        return []
    return first_to_answer(actor, now=timezone.now())


def places(request: HttpRequest) -> list[Place]:
    """The parts open to the reader's role, in the order of use."""
    role = _role(request)
    return [
        Place(title, text, reverse(url_name))
        for roles, title, text, url_name in PLACES
        if not roles or role in roles
    ]
