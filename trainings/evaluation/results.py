"""From answers to what may be shown of them. Nothing here reads the database.

Fewer than LEAST answers are shown to nobody, in any sum either. Three rules keep what is withheld
from being worked out:

- A round is counted once, when it closes, and never again: nobody can compare yesterday's numbers
  with today's to see what the last one answered.
- It is counted as a whole: no parts by country or organisation whose rest would be a small group.
- Sums over trainings take only rounds that are shown themselves, so that a sum less what is shown
  leaves nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainings.evaluation.questions import QUESTIONS, Round, question

LEAST = 5

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Share:
    """`yes` of `answers`; both are sums of rounds of at least LEAST answers each."""

    question: str
    yes: int
    answers: int

    @property
    def percent(self) -> int:
        """Whole per cent; 0 without answers."""
        return round(100 * self.yes / self.answers) if self.answers else 0


def counted(round_: Round, answers: Sequence[Mapping[str, str]]) -> Counts | None:
    """How many chose what, by question; None for fewer than LEAST answers.

    Every question was answered by everybody: a form that lacks one is not taken.
    """
    if len(answers) < LEAST:
        return None
    return {
        one.code: {
            code: Counter(answer[one.code] for answer in answers)[code]
            for code, _text in one.choices
        }
        for one in QUESTIONS[round_]
    }


def shares(shown: Iterable[Counts]) -> dict[str, Share]:
    """The share of good answers by question, over rounds that are shown."""
    yes: Counter[str] = Counter()
    everybody: Counter[str] = Counter()
    for counts in shown:
        for code, numbers in counts.items():
            good = question(code).good
            yes[code] += sum(number for choice, number in numbers.items() if choice in good)
            everybody[code] += sum(numbers.values())
    return {code: Share(code, yes[code], everybody[code]) for code in everybody}


def remarks_to_show(remarks: Iterable[str], answers: int) -> list[str]:
    """The remarks in alphabetical order, so that none can be told by when it came; none at all
    for fewer than LEAST answers."""
    if answers < LEAST:
        return []
    return sorted(text for remark in remarks if (text := remark.strip()))


def table_of(round_: Round, counts: Counts) -> list[dict[str, Any]]:
    """Question, choices and numbers in words, for a chart and its table."""
    return [
        {
            "code": one.code,
            "text": str(one.text),
            "rows": [(str(text), counts[one.code].get(code, 0)) for code, text in one.choices],
            "total": sum(counts[one.code].values()),
        }
        for one in QUESTIONS[round_]
        if one.code in counts
    ]
