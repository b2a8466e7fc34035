"""Load the two bodies, and once their first seats, from the product's own file.

What the secretariat changes afterwards stays: a body that is there is not written again.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from contacts.models import Organisation
from workinggroup.models import Body, Seat

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "nl", "fr")
# The declaration of intent, which sets up the ad-hoc group under the working group.
DECLARED = date(2016, 12, 2)
_PLAIN = ("adopts", "by_agenda", "silence", "answer_days", "order")


def read(name: str) -> list[dict[str, Any]]:
    """The rows of `data/NAME.json`."""
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def load(*, using: str, written: dict[str, int]) -> None:
    """Make what is missing; counts it in `written`."""
    known = set(Body.objects.using(using).values_list("code", flat=True))
    for row in read("bodies"):
        if row["code"] not in known:
            _make(row, using)
            written["bodies"] = written.get("bodies", 0) + 1


def _make(row: dict[str, Any], using: str) -> None:
    body = Body(code=row["code"], parent_id=row["parent"], **{name: row[name] for name in _PLAIN})
    for language in LANGUAGES:
        setattr(body, f"name_{language}", row["name"][language])
        setattr(body, f"task_{language}", row["task"][language])
    body.save(using=using, force_insert=True)
    there = Organisation.objects.using(using).filter(slug__in=row["seats"]).order_by("pk")
    Seat.objects.using(using).bulk_create(
        Seat(
            body=body,
            organisation_id=pk,
            country_id=country,
            votes=slug in row["votes"],
            since=DECLARED,
        )
        for pk, slug, country in there.values_list("pk", "slug", "country_id")
    )
