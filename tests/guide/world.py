"""People who work on the guide, and a page on its way."""

from dataclasses import replace
from datetime import UTC, date, datetime

from accounts.models import Membership, Role
from contacts.models import Organisation
from guide.editing import current, stamp_of, write
from guide.models import Page, Version
from guide.publishing import send_for_review
from guide.wording import Wording, wording_of
from tests.factories import MembershipFactory, acting

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ADDED = {"nl": "Nieuw lid van de wet.", "fr": "Nouvel alinéa de la loi."}


def editor() -> Membership:
    return MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)


def secretariat() -> Membership:
    return MembershipFactory.create(secretariat=True)


def contact_point(slug: str = "payoke") -> Membership:
    """Somebody of an organisation of the directory that is its country's contact point."""
    organisation = Organisation.objects.get(slug=slug)
    return MembershipFactory.create(organisation=organisation, contact_point=True)


def page(slug: str = "be-law") -> Page:
    return Page.objects.get(slug=slug)


def changed(wording: Wording, *, added: dict[str, str] = ADDED) -> Wording:
    """The same page with a sentence more in its first section."""
    first, *others = wording.sections
    body = {
        language: f"{text}\n\n{added[language]}" if added.get(language) else text
        for language, text in first.body.items()
    }
    return replace(wording, sections=(replace(first, body=body), *others))


def drafted(by: Membership, slug: str = "be-law", *, added: dict[str, str] = ADDED) -> Version:
    """A draft on top of what the page has now."""
    with acting(by):
        version = current(page(slug))
        wording = changed(wording_of(version), added=added)
        return write(slug, wording, stamp=stamp_of(version), now=NOW)


def sent(by: Membership, slug: str = "be-law", *, publish_on: date | None = None) -> Version:
    """A draft that waits for its reviewers."""
    drafted(by, slug)
    with acting(by):
        send_for_review(slug, reason="De wet is gewijzigd", publish_on=publish_on, now=NOW)
    return current(page(slug))
