"""What every role gets in the working group: data protection officers and operators no part.

The member of the table sits in the working group; nobody else of the table is invited.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Role
from tests.factories import MembershipFactory, acting
from tests.referrals.files import samples
from tests.workinggroup.gatherings import held_by, written
from tests.workinggroup.world import in_days
from workinggroup.meetings import following, papers
from workinggroup.models import Body, Seat
from workinggroup.procedures import open_procedure

from .practices import OF_PRACTICES, practice_and_signal
from .readers import ANONYMOUS, EVERY_CASE_WORKER, only, organisation, program, signed_in

READERS = (*EVERY_CASE_WORKER, Role.SECRETARIAT, Role.MEMBER, Role.EDITOR)
WRITERS = (Role.SECRETARIAT, Role.EDITOR)
GROUP = "/nl/working-group/"
MEETING = f"{GROUP}meetings/<meeting_id>/"
SEES = only(Role.SECRETARIAT, Role.EDITOR, Role.MEMBER)
API = "/api/v1/working-group/"
OF_THE_GROUP: dict[str, dict[str, int]] = {
    GROUP: only(*READERS),
    f"{GROUP}bodies/<body>/": only(*READERS),
    f"{GROUP}bodies/<body>/rules/": only(Role.SECRETARIAT),
    f"{GROUP}bodies/<body>/seats/add/": only(Role.SECRETARIAT),
    f"{GROUP}seats/<seat_id>/end/": signed_in(405),
    f"{GROUP}exports/<table_name>.xlsx": only(*READERS),
    f"{GROUP}procedures/": only(*READERS),
    f"{GROUP}procedures/open/": only(Role.SECRETARIAT),
    f"{GROUP}procedures/<procedure_id>/": only(Role.SECRETARIAT, Role.MEMBER),
    f"{GROUP}meetings/": only(*READERS),
    f"{GROUP}meetings/plan/": only(Role.SECRETARIAT),
    MEETING: SEES,
    # It was held: its agenda and its time stay.
    f"{MEETING}change/": only(Role.SECRETARIAT, code=409),
    f"{MEETING}cancel/": only(Role.SECRETARIAT, code=409),
    f"{MEETING}agenda/add/": only(Role.SECRETARIAT, code=409),
    f"{MEETING}agenda/<item_id>/": only(Role.SECRETARIAT, code=409),
    f"{MEETING}agenda/<item_id>/remove/": signed_in(405),
    f"{MEETING}invite/": only(Role.SECRETARIAT, code=409),
    f"{MEETING}reply/": signed_in(405),
    f"{MEETING}meeting.ics": SEES,
    f"{MEETING}presence/": only(Role.SECRETARIAT),
    f"{MEETING}documents/add/": only(Role.SECRETARIAT),
    f"{GROUP}documents/<paper_id>/": SEES,
    f"{GROUP}documents/<paper_id>/remove/": signed_in(405),
    f"{MEETING}minutes/": only(*WRITERS),
    f"{MEETING}minutes/ask/": only(Role.SECRETARIAT),
    f"{MEETING}decisions/add/": only(Role.SECRETARIAT),
    f"{MEETING}actions/add/": only(Role.SECRETARIAT),
    f"{GROUP}actions/<action_id>/done/": signed_in(405),
    f"{API}meetings": program(*READERS),
    f"{API}meetings/<meeting_id>": {**SEES, ANONYMOUS: 401},
    f"{API}decisions": program(*READERS),
    f"{API}action-points": program(*READERS),
    f"{API}action-points/<action_id>/done": program(*READERS, code=405),
    f"{API}practices": program(*READERS),
    f"{API}practices/<practice_id>": program(),  # it is in review
    f"{API}signals": program(*READERS),
    f"{API}signals/<signal_id>": program(*READERS),
    f"{API}signals/<signal_id>/confirm": program(*READERS, code=405),
    f"{API}programme": program(*READERS),
    f"{API}programme/<programme_item>": program(*READERS),
    f"{API}tasks": program(*READERS),
    **OF_PRACTICES,
}


def of_the_group() -> dict[str, Any]:
    """What its addresses lead to."""
    body = Body.objects.get(pk="working-group")
    seat = Seat.objects.create(
        body=body, organisation=organisation("benelux"), since=date(2016, 12, 2)
    )
    clerk = MembershipFactory.create(secretariat=True)
    justice = MembershipFactory.create(
        organisation=organisation("ministerie-jenv"), role=Role.MEMBER
    )
    meeting = held_by(clerk, justice, body="working-group")
    written(clerk, meeting, "Verslag.", "Rapport.")
    now = timezone.now()
    with acting(clerk):
        procedure = open_procedure(
            subject="text:1",
            question={"nl": "Gaat u akkoord?", "fr": "Êtes-vous d’accord ?"},
            body=body,
            due=in_days(20),
            by=actor_of(clerk),
        )
        paper = papers.add_paper(
            meeting.pk, name="nota.pdf", data=samples.pdf(), language="nl", item_id=None, now=now
        )
        said = {"nl": "Aanvullen", "fr": "Compléter"}
        action = following.add_action(
            meeting.pk, said, owner=justice.organisation, due=now.date() + timedelta(days=9)
        )
    return {
        "body": body.pk,
        "table_name": "meetings",
        "seat_id": seat.pk,
        "procedure_id": procedure.pk,
        "meeting_id": meeting.pk,
        "item_id": meeting.items.get().pk,
        "paper_id": paper.pk,
        "action_id": action.pk,
    } | practice_and_signal()
