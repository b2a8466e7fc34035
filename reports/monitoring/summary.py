"""The figures that a reader looks for first, each with its definition and the period before."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from reports.definitions import definition
from reports.definitions.words import Words
from reports.disclosure.release import WITHHELD
from reports.figures import TOTAL, Figures
from reports.monitoring.figures_text import NOTHING, hours, number, share

Shown = Callable[[Figures], str]
ACCEPTED = Words("Toegezegd", "Acceptées", "Accepted")
DECLINED = Words("Afgewezen", "Refusées", "Declined")
WITHDRAWN = Words("Ingetrokken", "Retirées", "Withdrawn")
FIRST_ANSWER = Words(
    "Eerste antwoord (mediaan)", "Première réponse (médiane)", "First answer (median)"
)
HANDOVER = Words("Overdracht (mediaan)", "Remise (médiane)", "Handover (median)")
SUFFICED = Words("Gids volstond", "Le guide suffisait", "The guide was enough")
HOURS = Words("uur", "h", "h")


@dataclass(frozen=True)
class Headline:
    """One figure in words: `before` is "" where there is no period before.

    `on` is the day on which it was counted, of a figure that changes after its period is over.
    """

    label: str
    value: str
    before: str
    defined: str
    on: dt.date | None = None


def _hours(figures: Figures, reference: str, language: str) -> str:
    values = figures.values()
    count = values.get(f"{reference.rpartition('.')[0]}.count")
    shown = hours(values.get(reference), None if count is None else int(count), language).shown
    unit = "" if shown in {WITHHELD, NOTHING} else f"\u00a0{HOURS.in_language(language)}"
    return f"{shown}{unit}"


def headlines(figures: Figures, language: str, before: Figures | None) -> list[Headline]:
    """The row of figures on top of the page."""
    found = []

    def add(label: Words, key: str, shown: Shown, on: dt.date | None = None) -> None:
        earlier = shown(before) if before else ""
        found.append(
            Headline(
                label.in_language(language),
                shown(figures),
                earlier,
                definition(key).text.in_language(language),
                on,
            )
        )

    add(
        definition("referrals").title,
        "referrals",
        lambda one: number(one.referrals, language),
    )
    for label, row in ((ACCEPTED, "can_help"), (DECLINED, "cannot_help")):
        add(label, "answers", _shares(f"answers.{row}", f"answers.{TOTAL}", language))
    add(WITHDRAWN, "states", _shares("states.withdrawn", f"states.{TOTAL}", language))
    add(FIRST_ANSWER, "times", lambda one: _hours(one, "times.total.median", language))
    add(HANDOVER, "handover", lambda one: _hours(one, "handover.median", language))
    counted_on = timezone.localdate(figures.frozen_at)
    for key, reference in (("open_now", "states.open"), ("overdue", "waiting.overdue")):
        add(definition(key).title, key, _count(reference, language), counted_on)
    if figures.has("adequacy"):
        add(SUFFICED, "adequacy", _shares("adequacy.yes", f"adequacy.{TOTAL}", language))
    return found


def _count(reference: str, language: str) -> Shown:
    """A count; of a release it is withheld, or put together with others, as its table is."""
    return lambda one: number(one.values().get(reference), language)


def _shares(part: str, whole: str, language: str) -> Shown:
    return lambda one: share(one, part, whole, language).shown
