"""What every role gets in the working group: data protection officers and operators no part.

The member of the table sits in the working group, and the caseworkers of one organisation are
invited to its meeting.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Role
from tests.factories import MembershipFactory, acting
from workinggroup.models import Body, Seat
from workinggroup.procedures import open_procedure

from .practices import OF_PRACTICES, practice_and_signal
from .readers import EVERY_CASE_WORKER, only, organisation, signed_in

READERS = (*EVERY_CASE_WORKER, Role.SECRETARIAT, Role.MEMBER, Role.EDITOR)
GROUP = "/nl/working-group/"
OF_THE_GROUP: dict[str, dict[str, int]] = {
    GROUP: only(*READERS),
    f"{GROUP}bodies/<body>/": only(*READERS),
    f"{GROUP}bodies/<body>/rules/": only(Role.SECRETARIAT),
    f"{GROUP}bodies/<body>/seats/add/": only(Role.SECRETARIAT),
    f"{GROUP}seats/<seat_id>/end/": signed_in(405),
    f"{GROUP}procedures/": only(*READERS),
    f"{GROUP}procedures/open/": only(Role.SECRETARIAT),
    f"{GROUP}procedures/<procedure_id>/": only(Role.SECRETARIAT, Role.MEMBER),
    **OF_PRACTICES,
}


def of_the_group() -> dict[str, Any]:
    """What its addresses lead to."""
    body = Body.objects.get(pk="working-group")
    seat = Seat.objects.create(
        body=body, organisation=organisation("benelux"), since=date(2016, 12, 2)
    )
    clerk = MembershipFactory.create(secretariat=True)
    with acting(clerk):
        procedure = open_procedure(
            subject="text:1",
            question={"nl": "Gaat u akkoord?", "fr": "Êtes-vous d’accord ?"},
            body=body,
            due=timezone.localdate() + timedelta(days=20),
            by=actor_of(clerk),
        )
    return {
        "body": body.pk,
        "seat_id": seat.pk,
        "procedure_id": procedure.pk,
    } | practice_and_signal()
