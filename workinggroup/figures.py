"""Figures of the working group for the progress report: plain data, without HTTP.

Nothing here is about a person: organisations are counted, and people present by country.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from workinggroup.codes import MeetingState, MinutesState, Result
from workinggroup.findings import Findings, edges, of_period
from workinggroup.models import ActionPoint, Decision, Invitation, Meeting, Minutes, Procedure


@dataclass(frozen=True)
class WorkingGroupFigures(Findings):
    """Of the days `since` to `until`, both included: what was held and decided, and the findings.

    `by_body` has meetings held by the code of their body; `bodies_present` (organisations) and
    `people_present` are by country ("" for the Benelux).
    """

    since: date
    until: date
    meetings: int
    by_body: dict[str, int]
    bodies_present: dict[str, int]
    people_present: dict[str, int]
    minutes_approved: int
    decisions: int
    actions: int
    actions_done: int
    procedures: int
    procedures_adopted: int


def for_period(since: date, until: date) -> WorkingGroupFigures:
    """What was held, decided and found in a period: the same queries whatever its length.

    Meetings whose day the sources do not name are in none, and an organisation that came to
    several meetings counts once.
    """
    begin, end = edges(since, until)
    held = Meeting.objects.filter(
        state=MeetingState.HELD, day_known=True, starts_at__gte=begin, starts_at__lt=end
    )
    bodies = Counter(held.values_list("body_id", flat=True))
    came = Invitation.objects.filter(meeting__in=held.values("pk"), present__gt=0)
    organisations: dict[str, set[int]] = {}
    people: Counter[str] = Counter()
    for country, organisation, number in came.values_list(
        "country_id", "organisation_id", "present"
    ):
        organisations.setdefault(country or "", set()).add(organisation)
        people[country or ""] += number or 0
    actions = ActionPoint.objects.filter(meeting__in=held.values("pk"))
    closed = Procedure.objects.filter(closed_at__gte=begin, closed_at__lt=end)
    return WorkingGroupFigures(
        **vars(of_period(since, until)),
        since=since,
        until=until,
        meetings=sum(bodies.values()),
        by_body=dict(sorted(bodies.items())),
        bodies_present={country: len(found) for country, found in sorted(organisations.items())},
        people_present=dict(sorted(people.items())),
        minutes_approved=Minutes.objects.filter(
            meeting__in=held.values("pk"), state=MinutesState.APPROVED
        ).count(),
        decisions=Decision.objects.filter(meeting__in=held.values("pk")).count(),
        actions=actions.count(),
        actions_done=actions.exclude(done_on=None).count(),
        procedures=closed.count(),
        procedures_adopted=closed.filter(result=Result.ADOPTED).count(),
    )
