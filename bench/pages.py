"""The pages: database time beside the same rows by bare SQL, server time beside a plain page."""

import re
import statistics
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.test import Client

from .floors import Floor, plain_page
from .timing import RUNS, Contest, Result, database_clock, seconds_of

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
    """The page of a referral and the contact search at size `n`."""
    return [
        *compare(
            "referral",
            n,
            client,
            f"/nl/referrals/{referral_id}/",
            lambda: floor.referral(referral_id),
        ),
        *compare(
            "contact search",
            n,
            client,
            "/nl/contacts/?q=opvang",
            lambda: floor.several({"rows": SEARCH}, {}),
        ),
    ]


def compare(
    name: str,
    n: int,
    client: Client,
    address: str,
    read: Callable[[], dict[str, Any]],
    *,
    runs: int = RUNS,
) -> list[Result]:
    """A page's database time beside `read`, its server time beside a plain page of that."""
    page = PageClock(client, address)
    bare = plain_page(re.sub("[^a-z]+", "-", name), read)
    medians = Contest(
        {
            "page": page,
            "plain": lambda: seconds_of(bare),
            "sql": lambda: seconds_of(read),
        },
        runs=runs,
    ).medians()
    database = statistics.median(page.database[-runs:])
    return [
        Result(
            f"{name}: database time",
            n,
            "ms",
            database,
            medians["sql"],
            database / medians["sql"],
            limit="ratio <= 2, growth <= 1.3",
        ),
        Result(
            f"{name}: server time",
            n,
            "ms",
            medians["page"],
            medians["plain"],
            medians["page"] / medians["plain"],
            limit="ratio <= 3, growth <= 1.3",
        ),
    ]
