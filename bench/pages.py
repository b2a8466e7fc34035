"""The pages: database time beside the same rows by bare SQL, server time beside a plain page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.test import Client

from .floors import Floor, plain_page
from .timing import Contest, Result, database_clock, seconds_of

# As contacts.search asks it: the beginning of a word, or its stem in each of four languages.
SEARCH = """
SELECT o.id, o.slug, o.name_nl, o.kind, o.country_id, o.region, o.phone, o.languages, o.needs,
       o.target_groups, o.verified_at, o.unverified_fields,
       EXISTS (SELECT 1 FROM contacts_nationalcontactpoint c WHERE c.organisation_id = o.id)
FROM contacts_organisation o
WHERE o.active AND o.search_vector @@ (to_tsquery('simple', 'opvang:*')
    || plainto_tsquery('dutch', 'opvang') || plainto_tsquery('french', 'opvang')
    || plainto_tsquery('english', 'opvang') || plainto_tsquery('german', 'opvang'))
ORDER BY ts_rank(o.search_vector, to_tsquery('simple', 'opvang:*')) DESC, o.sort_key_nl, o.id
LIMIT 21
"""

Ask = Callable[[], object]


class PageClock:
    """A page of the product: each call asks for it and notes its database time too."""

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        self.address = address
        self.database: list[float] = []

    def __call__(self) -> float:
        with database_clock() as clock:
            seconds = seconds_of(self.ask)
        self.database.append(clock.seconds * 1000)
        return seconds

    def ask(self) -> None:
        response = self.client.get(self.address)
        if response.status_code != 200:
            raise SystemExit(f"{self.address} answered {response.status_code}")


def measure(n: int, client: Client, floor: Floor, referral_id: UUID) -> list[Result]:
    """First page of the inbox, the page of a referral, and the contact search at size `n`."""
    pages: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
        "inbox": ("/nl/referrals/", floor.inbox),
        "referral": (f"/nl/referrals/{referral_id}/", lambda: floor.referral(referral_id)),
        "contact search": ("/nl/contacts/?q=opvang", lambda: floor.rows_of(SEARCH, [])),
    }
    results = []
    for name, (address, read) in pages.items():
        page = PageClock(client, address)
        bare = plain_page(name.replace(" ", "-"), read)
        contest = Contest(
            {
                "page": page,
                "plain": lambda ask=bare: seconds_of(ask),  # type: ignore[misc]
                "sql": lambda job=read: seconds_of(job),  # type: ignore[misc]
            }
        )
        medians = contest.medians()
        page.database.sort()
        database = page.database[len(page.database) // 2]
        results.append(
            Result(
                f"{name}: database time",
                n,
                "ms",
                database,
                medians["sql"],
                database / medians["sql"],
                limit="ratio <= 2",
            )
        )
        results.append(
            Result(
                f"{name}: server time",
                n,
                "ms",
                medians["page"],
                medians["plain"],
                medians["page"] / medians["plain"],
                limit="ratio <= 3, growth <= 1.3",
            )
        )
    return results
