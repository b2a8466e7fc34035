"""What the page of a meeting shows to one reader."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from contacts import codes
from contacts.models import Organisation
from protection.actor import Actor
from workinggroup.codes import TO_COME, MeetingState, MinutesState, Reply
from workinggroup.meetings.composing import Presence, presence
from workinggroup.meetings.minutes import may_read
from workinggroup.meetings.rows import TAGS
from workinggroup.models import (
    ActionPoint,
    AgendaItem,
    Decision,
    Invitation,
    Meeting,
    Minutes,
    Paper,
    Procedure,
)
from workinggroup.permissions import (
    can_finish_action,
    can_reply,
    can_run_bodies,
    can_write_texts,
)

REPLY_TAGS = {Reply.ACCEPTED: "good", Reply.DECLINED: "bad"}
MINUTES_TAGS = {
    MinutesState.DRAFT: "quiet",
    MinutesState.ASKED: "info",
    MinutesState.APPROVED: "good",
}


@dataclass(frozen=True)
class Line:
    """An invited organisation."""

    name: str
    country: str
    kind: str
    reply: str
    tag: str
    present: int | None


@dataclass(frozen=True)
class Page:
    """`own` is the invitation of the reader's organisation; `minutes` None: none that they may
    read. `agenda` has each item with the labels of its kinds and its papers."""

    tag: str
    agenda: list[tuple[AgendaItem, list[str], list[Paper]]]
    papers: list[Paper]
    lines: list[Line]
    accepted: int
    declined: int
    own: Invitation | None
    may_reply: bool
    presence: Presence | None
    minutes: Minutes | None
    minutes_tag: str
    reads_procedure: bool
    decisions: list[Decision]
    actions: list[tuple[ActionPoint, str, str, bool]]
    runs: bool
    writes: bool
    to_come: bool
    may_hold: bool
    may_calendar: bool


def meeting_page(meeting: Meeting, actor: Actor) -> Page:
    """Reads in a fixed number of statements, however much the meeting has."""
    invited = list(meeting.invitations.all())
    actions = list(meeting.actions.all())
    ids = {one.organisation_id for one in invited} | {one.owner_id for one in actions}
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    papers = list(meeting.papers.all())
    minutes = Minutes.objects.select_related("procedure").filter(meeting=meeting).first()
    own = next((one for one in invited if one.organisation_id == actor.organisation_id), None)
    now, runs = timezone.now(), can_run_bodies(actor)
    today = timezone.localdate(now)
    held = meeting.state == MeetingState.HELD
    state = MeetingState(meeting.state)
    return Page(
        tag=TAGS[state],
        agenda=[
            (
                item,
                [codes.label("org_type", kind) for kind in item.kinds],
                [paper for paper in papers if paper.item_id == item.pk],
            )
            for item in meeting.items.all()
        ],
        papers=[paper for paper in papers if paper.item_id is None],
        lines=_lines(invited, names),
        accepted=sum(one.reply == Reply.ACCEPTED for one in invited),
        declined=sum(one.reply == Reply.DECLINED for one in invited),
        own=own,
        may_reply=own is not None
        and can_reply(actor, own.organisation_id)
        and state == MeetingState.INVITED
        and meeting.starts_at > now,
        presence=presence(meeting) if held and invited else None,
        minutes=minutes if minutes and may_read(actor, minutes) else None,
        minutes_tag=MINUTES_TAGS[MinutesState(minutes.state)] if minutes else "",
        reads_procedure=minutes is not None
        and minutes.procedure_id is not None
        and Procedure.objects.visible_to(actor).filter(pk=minutes.procedure_id).exists(),
        decisions=list(meeting.decisions.all()),
        actions=[_action(one, names, actor, today) for one in actions],
        runs=runs,
        writes=can_write_texts(actor) and state not in {MeetingState.CANCELLED, state.PROPOSED},
        to_come=state in TO_COME,
        may_hold=runs
        and bool(invited)
        and (held or (state == state.INVITED and timezone.localdate(meeting.starts_at) <= today)),
        may_calendar=meeting.day_known and not meeting.source,
    )


def _lines(invited: list[Invitation], names: dict[int, str]) -> list[Line]:
    found = [
        Line(
            names[one.organisation_id],
            codes.label("country", one.country_id) if one.country_id else "",
            codes.label("org_type", one.kind),
            str(Reply(one.reply).label) if one.reply else "",
            REPLY_TAGS[Reply(one.reply)] if one.reply else "quiet",
            one.present,
        )
        for one in invited
    ]
    return sorted(found, key=lambda line: (line.country, line.name))


def _action(
    action: ActionPoint, names: dict[int, str], actor: Actor, today: Any
) -> tuple[ActionPoint, str, str, bool]:
    """The action point, its owner's name, how it stands, and whether the reader may finish it."""
    stands = "done" if action.done_on else "late" if action.due < today else "open"
    may = action.done_on is None and can_finish_action(actor, action.owner_id)
    return action, names[action.owner_id], stands, may
