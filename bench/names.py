"""A referral found by the exact name of its person, through the blind index."""

from typing import Any

from protection.actor import acting_as
from referrals.name_index import name_digests, referrals_by_digest, search_by_name

from .floors import Floor
from .timing import Contest, Result, seconds_of

RUNS = 20
BY_NAME = "SELECT referral_id FROM referrals_identityindex WHERE digest = ANY(%s)"
SEARCHED = """
INSERT INTO protection_auditentry (at, user_id, organisation_id, role, country, action, subject,
    subject_id, purpose, detail)
VALUES (clock_timestamp(), %s, %s, %s, %s, 'name_searched', 'referral', '', '', '{"found": "1"}')
"""


def measure(n: int, floor: Floor, name: str) -> Result:
    """The search with its line in the audit trail; `name` is one that `floor.actor` may find."""
    actor = floor.actor

    def search() -> None:
        with acting_as(actor):
            search_by_name(name)

    def statements(cursor: Any) -> dict[str, Any]:
        cursor.execute(BY_NAME, [name_digests(name)])
        found = cursor.fetchall()
        cursor.execute(SEARCHED, [actor.user_id, actor.organisation_id, actor.role, actor.country])
        return {"found": found}

    with acting_as(actor):
        if not referrals_by_digest(name_digests(name)):
            raise SystemExit("The name is not found")
    medians = Contest(
        {
            "search": lambda: seconds_of(search),
            "sql": lambda: seconds_of(lambda: floor.transaction(statements)),
        },
        runs=RUNS,
    ).medians()
    return Result(
        "search by exact name",
        n,
        "ms",
        medians["search"],
        medians["sql"],
        medians["search"] / medians["sql"],
        limit="ratio <= 2, growth <= 1.3",
    )
