"""What the home page shows to each role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benelux_thb.context import CASE_ROLES


@dataclass(frozen=True)
class HomeItem:
    """A place to go to, with what waits there (None where nothing is counted)."""

    title: Promise | str
    text: Promise | str
    url: str
    count: int | None = None


# Roles (empty: everybody), title, explanation, URL name.
PLACES: tuple[tuple[frozenset[str], Promise | str, Promise | str, str], ...] = (
    (
        CASE_ROLES,
        _("New referral"),
        _("Ask an organisation in another country to help someone. You can stop and go on later."),
        "referrals:create",
    ),
    (
        CASE_ROLES,
        _("Received referrals"),
        _("Requests to your organisation, those that wait longest first."),
        "referrals:list",
    ),
    (
        CASE_ROLES,
        _("Sent referrals"),
        _("What your organisation asked others, and their answers."),
        "referrals:sent",
    ),
    (
        frozenset({"secretariat", "member"}),
        _("Reports"),
        _("The progress reports and the figures they rest on."),
        "reports:list",
    ),
    (
        frozenset({"operator"}),
        _("Administration"),
        _("Accounts, memberships and the state of the system."),
        "admin:index",
    ),
    (
        frozenset(),
        _("Contacts"),
        _("Who to call: organisations and contact points in the three countries."),
        "contacts:list",
    ),
)


def home_items(request: HttpRequest) -> list[HomeItem]:
    """The places open to the reader's role, in the order of use."""
    membership = getattr(request, "membership", None)
    role = membership.role if membership else ""
    items = []
    for roles, title, text, url_name in PLACES:
        if roles and role not in roles:
            continue
        try:
            items.append(HomeItem(title, text, reverse(url_name)))
        except NoReverseMatch:
            continue
    return items
