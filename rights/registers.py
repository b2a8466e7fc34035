"""What the services of both registers share: who is told, sealed texts, a page of lines."""

from contextlib import suppress
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from accounts.models import Membership, Role
from accounts.selectors import people_of
from notifications.services import Recipient
from protection.pocket import open_text, seal_text

PAGE = 25
Row = TypeVar("Row", bound=Model)


class NotAllowed(Exception):
    """The actor keeps no such register: answered like an unknown address."""


class Refused(Exception):
    """Not possible (any more). The text says why, in the reader's language."""


def seal(row: Model, field: str, text: str) -> None:
    """Put a text into the sealed field of a row; an empty one becomes NULL."""
    sealed = seal_text(text, table=row._meta.db_table, row=str(row.pk), field=field)
    setattr(row, field, sealed if text else None)


def opened(row: Model, field: str) -> str:
    """The text of a sealed field, "" where there is none. Raises Undecryptable."""
    sealed = getattr(row, field)
    if not sealed:
        return ""
    return open_text(bytes(sealed), table=row._meta.db_table, row=str(row.pk), field=field)


def keepers(organisation_id: int, country: str, *, using: str = "default") -> list[Recipient]:
    """The team leads of an organisation, and the officers who watch over its country."""
    officers = (
        Membership.objects.using(using)
        .in_force()
        .filter(Q(organisation__country=country) | Q(organisation__country__isnull=True))
        .filter(role=Role.DPO)
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    leads = people_of([organisation_id], roles=[Role.TEAM_LEAD], using=using)
    return leads + [Recipient(*officer) for officer in officers]


def page_after(rows: "QuerySet[Row]", order: str, after: str) -> tuple[list[Row], str]:
    """A page of lines, newest first by `order`, and after which id the next begins ("" at the end).

    An address that somebody changed shows the first page.
    """
    with suppress(ValueError):
        last = rows.filter(pk=UUID(after)).values_list(order, "pk").first() if after else None
        if last:
            rows = rows.filter(
                Q(**{f"{order}__lt": last[0]}) | Q(**{order: last[0], "pk__lt": last[1]})
            )
    found = list(rows.order_by(f"-{order}", "-pk")[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""
