"""What every page's frame shows: the demonstration flag, navigation by role, the languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.demonstration import (
    DEMONSTRATION_ACCOUNTS,
    DEMONSTRATION_PASSWORD,
    DemonstrationAccount,
)
from accounts.models import CASE_ROLES, Role
from accounts.sessions.ending import seconds_left
from benelux_thb.help import help_template
from contacts.drawing import pattern
from reports.permissions import FIGURE_ROLES, REPORT_ROLES
from trainings.permissions import PART_ROLES
from workinggroup.permissions import PART_ROLES as GROUP_PART_ROLES

EVERYONE: tuple[str, ...] = ()
# A page of another site that nobody looks twice at.
QUICK_EXIT_URL = "https://www.wikipedia.org/"
# Each language is named in itself, so that its readers find it.
LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation; `roles` empty means every signed-in member."""

    label: Promise | str
    url_name: str
    section: str
    roles: tuple[str, ...] = EVERYONE


@dataclass(frozen=True)
class Link:
    """This page in another language."""

    label: str
    url: str
    current: bool
    code: str


GUIDE = Entry(_("Guide"), "guide:index", "guide")
TRAINING_ROLES = tuple(sorted(PART_ROLES))
GROUP_ROLES = tuple(sorted(GROUP_PART_ROLES))
NAVIGATION = (
    Entry(_("Home"), "home", "home"),
    Entry(_("Referrals"), "referrals:list", "referrals", CASE_ROLES),
    Entry(_("Contacts"), "contacts:list", "contacts"),
    GUIDE,
    Entry(_("Trainings"), "trainings:list", "trainings", TRAINING_ROLES),
    Entry(_("Working group"), "workinggroup:home", "workinggroup", GROUP_ROLES),
    Entry(_("Figures"), "monitoring:dashboard", "monitoring", FIGURE_ROLES),
    Entry(_("Reports"), "reports:list", "reports", REPORT_ROLES),
    Entry(_("Members"), "members:list", "members", (Role.TEAM_LEAD, Role.OPERATOR)),
    Entry(_("Administration"), "admin:index", "admin", (Role.OPERATOR,)),
)
FOOTER = (
    Entry(_("About this portal"), "public_about", ""),
    Entry(_("Open data"), "opendata:index", "opendata"),
    Entry(_("Help"), "public_help", ""),
    Entry(_("Contact"), "public_contact", ""),
    Entry(_("Privacy"), "public_privacy", ""),
    Entry(_("Accessibility"), "public_accessibility", ""),
    Entry(_("Report a security problem"), "security_txt", ""),
)


FOOTER_NAMES = frozenset(entry.url_name for entry in FOOTER)
# Parts of the portal that the main navigation leaves to the reader's own corner of the page.
PERSONAL = (
    Entry(_("Notices"), "notifications:list", "notifications"),
    Entry(_("Account"), "account:profile", "account"),
)
SIGN_IN = Entry(_("Sign in"), "account_login", "account")
OF_STRANGERS = (GUIDE, SIGN_IN)


# What follows differs by language, role and place alone, so the process draws it once for all
# readers. Nothing about a person may ever go in.
@lru_cache(maxsize=256)
def _navigation(_language: str | None, role: str | None, section: str) -> SafeString:
    """`role` None: a stranger."""
    entries = [entry for entry in NAVIGATION if not entry.roles or role in entry.roles]
    if role is None:
        entries = list(OF_STRANGERS)
    return _links(entries, [entry.section == section for entry in entries], "true")


@lru_cache(maxsize=64)
def _footer(_language: str | None, here: str) -> SafeString:
    return _links(FOOTER, [entry.url_name == here for entry in FOOTER], "page")


@lru_cache(maxsize=8)
def _session_notices(_language: str | None) -> str:
    """What a page says before its session ends, and when the connection is lost. The reader's own
    are how much time is left and the token of its forms."""
    parts = ("account/sessions/warning.html", "account/sessions/typing.html")
    return "".join(pattern(part, {}, ("left", "idle", "csrf_token")) for part in parts)


@lru_cache(maxsize=64)
def _help(_language: str | None, template: str) -> SafeString:
    return render_to_string("includes/help.html", {"template": template})


def _links(entries: Sequence[Entry], current: Iterable[bool], mark: str) -> SafeString:
    """List items with a link each, the current ones marked (WAI-ARIA's aria-current)."""
    return format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (
                reverse(entry.url_name),
                format_html(' aria-current="{}"', mark) if here else "",
                entry.label,
            )
            for entry, here in zip(entries, current, strict=True)
        ),
    )


class Portal:
    """The frame's view of one request. Runs no query beyond the user and their membership."""

    quick_exit_url = QUICK_EXIT_URL

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demonstration(self) -> bool:
        return bool(settings.DEMONSTRATION)

    @property
    def demonstration_accounts(self) -> tuple[DemonstrationAccount, ...]:
        return DEMONSTRATION_ACCOUNTS if self.demonstration else ()

    @property
    def demonstration_password(self) -> str:
        return DEMONSTRATION_PASSWORD if self.demonstration else ""

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @property
    def session_notices(self) -> SafeString:
        """What scripts show before a session ends by itself, and when the connection is lost."""
        return format_html(
            _session_notices(get_language()),
            left=seconds_left(self._request),
            idle=int(settings.SESSION_IDLE_AGE),
            csrf_token=self.token,
        )

    @cached_property
    def token(self) -> str:
        """That of the forms of this page, masked anew for each page."""
        return get_token(self._request)

    @cached_property
    def membership(self) -> Any:
        """The active membership, or None (a stranger, or an error before it was read)."""
        return getattr(self._request, "membership", None) if self.signed_in else None

    @property
    def acts_for_several(self) -> bool:
        """Whether the reader has several memberships, and chooses among them."""
        memberships = getattr(self._request.user, "memberships_in_force", None)
        return self.signed_in and len(memberships or ()) > 1

    @property
    def role(self) -> str:
        return str(self.membership.role) if self.membership else ""

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    @cached_property
    def section(self) -> str:
        """The part of the portal this page belongs to: its app's namespace, "account" or "home"."""
        match = self._request.resolver_match
        if match is None:
            return ""
        if match.app_name:
            return match.app_name
        if match.route.partition("/")[2].startswith("accounts/"):
            return "account"
        return "home" if match.url_name == "home" else ""

    @property
    def navigation(self) -> SafeString:
        """Entries open to this reader's role, the current section marked."""
        return _navigation(get_language(), self.role if self.signed_in else None, self.section)

    @property
    def footer(self) -> SafeString:
        match = self._request.resolver_match
        here = match.view_name if match and match.view_name in FOOTER_NAMES else ""
        return _footer(get_language(), here)

    @property
    def place(self) -> Entry | None:
        """The part this page stands in, for a breadcrumb; None at home and where nobody is."""
        match = self._request.resolver_match
        name = match.view_name if match else ""
        if name in ("home", SIGN_IN.url_name):
            return None
        for entry in FOOTER:
            if entry.url_name == name:
                return entry
        known = (*NAVIGATION, *PERSONAL) if self.signed_in else OF_STRANGERS
        return next((entry for entry in known if entry.section == self.section), None)

    @property
    def help(self) -> SafeString | str:
        """This page's help, for those who are signed in; empty where there is none."""
        match = self._request.resolver_match
        template = help_template(match.view_name, self.section) if match else ""
        return _help(get_language(), template) if template and self.signed_in else ""

    @property
    def is_place(self) -> bool:
        """Whether this page is itself the first of its part."""
        match = self._request.resolver_match
        return bool(match and self.place and match.view_name == self.place.url_name)

    @property
    def languages(self) -> list[Link]:
        """This very page, with its query, in each language."""
        current = get_language()
        path = self._request.get_full_path()
        return [
            Link(label, in_language(path, code), code == current, code)
            for code, label in LANGUAGE_NAMES.items()
        ]


def in_language(path: str, code: str) -> str:
    """`path` under another language. Addresses are the same in all but their first part."""
    _empty, first, *rest = path.split("/", 2)
    if first in LANGUAGE_NAMES:
        return "/".join(["", code, *rest])
    return f"/{code}/"


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor. All forms of a page share one token: masking it takes long."""
    found = Portal(request)
    return {"portal": found, "csrf_token": SimpleLazyObject(lambda: found.token)}
