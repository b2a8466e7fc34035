"""The figures that a reader looks for first, each with its definition and the period before."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.definitions import definition
from reports.definitions.words import Words
from reports.disclosure.release import WITHHELD
from reports.figures import TOTAL, Figures
from reports.monitoring.panels import NOTHING, hours, number

Shown = Callable[[Figures], str]
ACCEPTED = Words("Toegezegd", "Acceptées", "Accepted")
DECLINED = Words("Afgewezen", "Refusées", "Declined")
WITHDRAWN = Words("Ingetrokken", "Retirées", "Withdrawn")
FIRST_ANSWER = Words(
    "Eerste antwoord (mediaan)", "Première réponse (médiane)", "First answer (median)"
)
HANDOVER = Words("Overdracht (mediaan)", "Remise (médiane)", "Handover (median)")
SUFFICED = Words("Handleiding volstond", "Le guide suffisait", "The guide was enough")
HOURS = Words("uur", "h", "h")


@dataclass(frozen=True)
class Headline:
    """One figure in words: `before` is "" where there is no period before."""

    label: str
    value: str
    before: str
    defined: str


def share(figures: Figures, part: str, whole: str, language: str) -> str:
    """A whole percentage of two shown counts; the mark where either is withheld."""
    values = figures.values()
    some, every = values.get(part), values.get(whole)
    if every == 0:
        return NOTHING
    if some is None or every is None:
        return WITHHELD
    return f"{number(int(100 * some / every + 0.5), language)}\u00a0%"


def _hours(figures: Figures, reference: str, language: str) -> str:
    values = figures.values()
    count = values.get(f"{reference.rpartition('.')[0]}.count")
    shown = hours(values.get(reference), None if count is None else int(count), language)
    unit = "" if shown in {WITHHELD, NOTHING} else f"\u00a0{HOURS.in_language(language)}"
    return f"{shown}{unit}"


def headlines(figures: Figures, language: str, before: Figures | None) -> list[Headline]:
    """The row of figures on top of the page."""
    found = []

    def add(label: Words, key: str, shown: Shown) -> None:
        earlier = shown(before) if before else ""
        found.append(
            Headline(
                label.in_language(language),
                shown(figures),
                earlier,
                definition(key).text.in_language(language),
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
    if figures.has("adequacy"):
        add(SUFFICED, "adequacy", _shares("adequacy.yes", f"adequacy.{TOTAL}", language))
    return found


def _shares(part: str, whole: str, language: str) -> Shown:
    return lambda one: share(one, part, whole, language)
