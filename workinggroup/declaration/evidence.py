"""What the portal itself holds on each task since the declaration: numbers, and where they stand.

What is counted here is this app's and the directory's; the figures of the reports come from them
(`figures_of_reports`), and the trainings are linked.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from contacts import codes
from contacts.selectors import national_contact_points
from workinggroup.figures import WorkingGroupFigures, for_period
from workinggroup.models import Contribution
from workinggroup.reference import DECLARED
from workinggroup.themes import Position, TaskCode


@dataclass(frozen=True)
class Line:
    """A number with its words and the page on which it stands; `url` "" for none."""

    label: str
    value: str
    url: str = ""


def evidence(today: date) -> dict[str, list[Line]]:
    """Lines by the code of a task, from the day of the declaration until today."""
    figures = for_period(DECLARED, today)
    return {
        TaskCode.PRACTICES: _practices(figures),
        TaskCode.TRAININGS: [],
        TaskCode.CONTACTS: _contacts(),
        TaskCode.MECHANISMS: [],
        TaskCode.INSTRUMENT: _instrument(figures),
        TaskCode.REPORT: _report(figures),
    }


def _practices(figures: WorkingGroupFigures) -> list[Line]:
    practices, signals = reverse("workinggroup:practices"), reverse("workinggroup:signals")
    return [
        Line(_("Good practices published"), str(figures.practices), practices),
        Line(_("Taken over by another country"), str(len(figures.adopted_in)), practices),
        Line(_("Signals posted"), str(figures.signals), signals),
        Line(_("Signals confirmed by another country"), str(figures.signals_confirmed), signals),
    ]


def _contacts() -> list[Line]:
    url = reverse("contacts:list") + "?contact_point=on"
    rotas = Counter(one.country_id for one in national_contact_points())
    return [
        Line(
            _("Organisations that are the contact point of %(country)s")
            % {"country": codes.label("country", country)},
            str(number),
            url,
        )
        for country, number in rotas.items()
    ]


def _instrument(figures: WorkingGroupFigures) -> list[Line]:
    url = reverse("workinggroup:inquiry")
    answers = Contribution.objects.count()
    return [
        *(
            Line(
                _("Position of %(country)s") % {"country": codes.label("country", one.country)},
                str(Position(one.position).label),
                url,
            )
            for one in figures.positions
        ),
        Line(_("Answers of bodies to the inquiry"), str(answers), url),
    ]


def _report(figures: WorkingGroupFigures) -> list[Line]:
    meetings, procedures = reverse("workinggroup:meetings"), reverse("workinggroup:procedures")
    return [
        Line(_("Meetings held"), str(figures.meetings), meetings),
        Line(_("Minutes approved"), str(figures.minutes_approved), meetings),
        Line(_("Texts adopted by written procedure"), str(figures.procedures_adopted), procedures),
    ]


def places(code: str) -> list[tuple[str, str]]:
    """(label, address) of the parts of the portal that serve a task, beside its numbers."""
    return {
        TaskCode.TRAININGS: [
            (_("Joint trainings"), reverse("trainings:list")),
            (_("Needs for training"), reverse("trainings:rounds")),
        ],
        TaskCode.MECHANISMS: [
            (_("Practical guide"), reverse("guide:index")),
            (_("The procedures of the countries side by side"), reverse("guide:table")),
        ],
    }.get(TaskCode(code), [])
