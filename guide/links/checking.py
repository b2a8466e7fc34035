"""Which addresses there are, which are due, and where each of them is used."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from contacts.models import Organisation
from guide.life import OPEN, State
from guide.links.asking import ask
from guide.links.models import PROBLEMS, Link, LinkState
from guide.markdown import addresses_in
from guide.models import Section, Version
from guide.selectors import text_of
from guide.wording import in_languages
from protection.addresses import NotAllowed, is_loopback, target_of

AGAIN, AGAIN_AFTER_FAILURE = timedelta(days=7), timedelta(days=1)
BATCH = 50
BUDGET_SECONDS = 240.0
LONGEST = 1000
PAGE_SIZE = 50
FAILED = (LinkState.BROKEN, LinkState.SILENT, LinkState.REFUSED)


@dataclass(frozen=True)
class Use:
    """Where an address is used: a page of the guide by its short name, or an organisation."""

    name: str
    page: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Line:
    """An address with what came of asking it, and who uses it."""

    link: Link
    uses: list[Use]


@dataclass(frozen=True)
class LinkList:
    lines: list[Line]
    following: int | None


def collect() -> None:
    """Bring the list of addresses in line with the texts and the directory; new ones are due."""
    with transaction.atomic():
        wanted = set(_of_the_guide()) | _of_the_directory()
        known = set(Link.objects.values_list("address", flat=True))
        Link.objects.bulk_create(
            [Link(address=address) for address in sorted(wanted - known)],
            ignore_conflicts=True,
            batch_size=1000,
        )
        Link.objects.filter(address__in=known - wanted).delete()


def check_due(now: datetime) -> int:
    """Ask the addresses that are due, those asked longest ago first; returns how many were asked.

    Outside production nothing but this machine is asked, and that in demonstration mode alone.
    """
    collect()
    due = Link.objects.filter(
        Q(checked_at=None)
        | Q(checked_at__lte=now - AGAIN)
        | Q(state__in=FAILED, checked_at__lte=now - AGAIN_AFTER_FAILURE)
    ).order_by("checked_at", "id")
    if settings.CHECK_LINKS:
        found = list(due[:BATCH])
    else:
        found = [link for link in due if may_ask_here(link.address)][:BATCH]
    until = time.monotonic() + BUDGET_SECONDS
    asked = 0
    for link in found:
        if time.monotonic() > until:
            break
        answer = ask(link.address)
        Link.objects.filter(pk=link.pk).update(
            state=answer.state,
            status=answer.status,
            moved_to=answer.moved_to[:LONGEST],
            checked_at=now,
            failing_since=(link.failing_since or now) if answer.state in FAILED else None,
        )
        asked += 1
    return asked


def may_ask_here(address: str) -> bool:
    """Whether an address leads to this machine, in demonstration mode."""
    try:
        return settings.DEMONSTRATION and is_loopback(target_of(address, plain=True))
    except NotAllowed:
        return False


def links(*, all_of_them: bool, after: int | None = None) -> LinkList:
    """A page of the list, those with a problem or all; four queries."""
    rows = Link.objects.order_by("id")
    if not all_of_them:
        rows = rows.filter(state__in=PROBLEMS)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    uses = _uses([link.address for link in shown])
    lines = [Line(link, uses.get(link.address, [])) for link in shown]
    return LinkList(lines, shown[-1].pk if len(found) > PAGE_SIZE else None)


def failing_by_page() -> dict[str, int]:
    """How many addresses of each public page lead nowhere now; three queries, one where all of
    them answer."""
    failing = set(Link.objects.filter(state__in=FAILED).values_list("address", flat=True))
    if not failing:
        return {}
    pages = [
        {version.page.slug for version in versions if version.state == State.PUBLISHED}
        for address, versions in _of_the_guide().items()
        if address in failing
    ]
    return dict(Counter(slug for slugs in pages for slug in slugs))


def _uses(addresses: list[str]) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    wanted = set(addresses)
    for address, versions in _of_the_guide().items():
        if address in wanted:
            pages = {v.page.slug: text_of(v, "title")[0] for v in versions}
            found[address] = [Use(title or slug, page=slug) for slug, title in pages.items()]
    for row in (
        Organisation.objects.filter(website__in=wanted, active=True)
        .only(
            "pk",
            "slug",
            "website",
            *(f"name_{code}" for code in settings.MODELTRANSLATION_LANGUAGES),
        )
        .order_by("slug")
    ):
        found.setdefault(row.website, []).append(Use(row.name, organisation=row.slug))
    return found


def _of_the_guide() -> dict[str, list[Version]]:
    """Each address of the texts that are public or on their way, with the versions; two queries."""
    found: dict[str, list[Version]] = {}
    rows = Section.objects.filter(
        version__state__in=(*OPEN, State.PUBLISHED), version__retired=False
    )
    for section in rows.select_related("version__page").order_by("version__page__order", "order"):
        texts = in_languages(section, "body").values()
        sources = [source["url"] for source in section.sources]
        for address in _of_the_web([*sources, *(a for text in texts for a in addresses_in(text))]):
            versions = found.setdefault(address, [])
            if section.version not in versions:
                versions.append(section.version)
    return found


def _of_the_directory() -> set[str]:
    rows = Organisation.objects.filter(active=True).exclude(website="").order_by()
    return set(_of_the_web(rows.values_list("website", flat=True)))


def _of_the_web(addresses: Iterable[str]) -> list[str]:
    """Those that a browser opens; mail addresses and phone numbers cannot be asked."""
    return [
        address
        for address in dict.fromkeys(addresses)
        if address.lower().startswith(("http://", "https://")) and len(address) <= LONGEST
    ]
