"""Each list is read by an index that leads with the organisation: what others have does not count.

`make bench` measures it at a million rows (inbox, triage and search: flat within 1.3 x from
10,000), the capped counts beside a list too. Here the plan of a page is asked of the database, so
that a query that lost its index is noticed at once.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from contacts.models import Organisation
from protection.actor import standing_in_for
from tests.factories import MembershipFactory, ReferralFactory, acting

pytestmark = pytest.mark.django_db
TABLE = "referrals_party"
# What two others have between them: only beside so many rows is a plan without an index dear.
# Their requests are not made (the foreign key is asked at commit, which never comes).
FILL = """
INSERT INTO referrals_party (id, referral_id, request_id, organisation_id,
    sender_organisation_id, side, sort_at, reference, state, urgency, due_at, sender_country,
    destination_country, needs)
SELECT gen_random_uuid(), referral_id, gen_random_uuid(), organisation_id,
    sender_organisation_id, side, sort_at - n * interval '1 minute', reference, state,
    urgency, due_at, sender_country, destination_country, needs
FROM generate_series(1, 5000) n, (SELECT * FROM referrals_party
    WHERE sender_organisation_id = %s AND side = 'sender' LIMIT 1) t
"""


@pytest.fixture
def reader() -> Membership:
    """Somebody whose lists have rows of every kind."""
    payoke = Organisation.objects.get(slug="payoke")
    person = MembershipFactory.create(organisation=payoke, contact_point=True)
    dutch = MembershipFactory.create(organisation=Organisation.objects.get(slug="comensha"))
    ReferralFactory.create(sender=dutch, recipients=["BE"])
    ReferralFactory.create(sender=dutch, recipients=[person])
    ReferralFactory.create(sender=person, recipients=[dutch])
    ReferralFactory.create(sender=person, recipients=[dutch], draft=True)
    return person


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The steps of a plan that read the party table."""
    if plan.get("Relation Name") == TABLE or plan["Node Type"] == "Bitmap Index Scan":
        yield plan
    for step in plan.get("Plans", ()):
        yield from scans(step)


def read_by(reader: Membership, name: str, query: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(step, condition) of each reading of the party table for the rows of a page."""
    client = Client()
    client.force_login(reader.user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"referrals:{name}"), query).status_code == 200
    statements = [
        line["sql"]
        for line in queries
        if f'FROM "{TABLE}"' in line["sql"] and "ORDER BY" in line["sql"]
    ]
    assert statements
    other = Organisation.objects.get(slug="comensha").pk
    with acting(reader), connection.cursor() as cursor:
        with standing_in_for(other):
            cursor.execute(FILL, [other])
        for statement in statements:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
            found = cursor.fetchone()[0]
            (top,) = found if isinstance(found, list) else json.loads(found)
            for step in scans(top["Plan"]):
                yield step["Node Type"], step.get("Index Cond", step.get("Recheck Cond", ""))
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("list", {}),
        ("list", {"who": "mine"}),
        ("list", {"who": "unclaimed"}),
        ("list", {"group": "to_answer"}),
        ("list", {"urgency": "urgent", "country": "NL", "need": "legal"}),
        ("list", {"overdue": "on", "sort": "deadline"}),
        ("list", {"since": "2026-01-01", "until": "2026-12-31", "sort": "oldest"}),
        ("list", {"reference": "ABCD"}),
        ("sent", {}),
        ("sent", {"group": "agreed"}),
        ("drafts", {}),
        ("triage", {}),
    ],
)
def test_every_list_is_read_by_an_index_of_its_own(
    reader: Membership, name: str, query: dict[str, str]
) -> None:
    found = list(read_by(reader, name, query))
    assert found
    for step, condition in found:
        assert step != "Seq Scan"
        assert "organisation_id" in condition or "referral_id" in condition, (step, condition)
