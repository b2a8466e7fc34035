"""Parts of the page of a referral that only some readers have: the handover, what was split off."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from contacts import codes

from .codes import State
from .models import CodedValue, Referral
from .permissions import is_of_the_two_sides
from .selectors import Case
from .services.handover import OpenedHandover, read_handover

WITH_HANDOVER = frozenset({State.AGREED, State.HANDED_OVER, State.CLOSED})


@dataclass(frozen=True)
class Linked:
    """A referral that asks for part of the same needs."""

    referral: Referral
    needs: list[str]


def handover_context(case: Case) -> dict[str, object]:
    """The plan of the handover in the reader's words, for the two sides; empty for others."""
    if case.referral.state not in WITH_HANDOVER or not is_of_the_two_sides(case.standpoint):
        return {}
    opened = read_handover(case.referral.pk)
    if opened is None:
        return {}
    items = [code for code, _label in codes.choices("handover_item")]
    return {
        "handover": opened,
        "handover_at": _moment(opened),
        "handover_open": [code for code in items if code not in opened.row.ready],
    }


def _moment(opened: OpenedHandover) -> datetime | None:
    if not opened.appointment:
        return None
    return timezone.make_aware(datetime.fromisoformat(opened.appointment))


def linked_to(case: Case) -> list[Linked]:
    """What was split off this referral, or what it was split from: for the sender."""
    if not case.is_sender:
        return []
    found = list(
        Referral.objects.filter(
            Q(split_from_id=case.referral.pk) | Q(pk=case.referral.split_from_id)
        ).only("reference", "state", "sent_at")
    )
    needs: dict[UUID, list[str]] = {referral.pk: [] for referral in found}
    rows = CodedValue.objects.filter(referral_id__in=needs, kind=CodedValue.Kind.NEED)
    for referral_id, code in rows.values_list("referral_id", "code") if found else ():
        needs[referral_id].append(code)
    return [Linked(referral, needs[referral.pk]) for referral in found]
