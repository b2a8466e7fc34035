"""What the report shows of the joint trainings: needs, what was held, who came, what they said."""

from dataclasses import replace
from typing import Any

from reports.figures import Figures, Labels, Table, one_dimension, two_dimensions
from reports.wording import in_language
from trainings.codes import Topic
from trainings.evaluation.questions import PRACTICE, REFERRED, question
from trainings.figures import TrainingFigures, for_period

BENELUX = "benelux"  # a body of the three countries together
SAID = ("useful", REFERRED, PRACTICE)


def training_tables(figures: Figures, countries: list[str]) -> tuple[list[Table], Labels]:
    """Tables of the figures' period, and what their topics and questions are called."""
    found = for_period(figures.period.first, figures.period.last)
    tables = [_numbers(found), _trained(found, countries)]
    topics = [code for code in Topic.values if code in _topics(found)]
    if topics:
        tables.append(_by_topic(found, topics))
    said = [code for code in SAID if code in found.evaluation]
    if said:
        tables.append(_evaluation(found, said))
    labels: dict[str, dict[str, dict[str, str]]] = {}
    for language in figures.labels:
        labels[language] = {
            "training_topic": {code: in_language(Topic(code).label, language) for code in topics},
            "training_question": {
                code: in_language(question(code).text, language) for code in said
            },
        }
    return tables, labels


def _numbers(found: TrainingFigures) -> Table:
    counts = {
        "needs": found.needs_stated,
        "met": found.needs_met,
        "planned": found.needs_planned,
        "open": found.needs_open,
        "held": found.trainings_held,
        "half_days": found.half_days,
    }
    return one_dimension("trainings", counts, overlapping=True, public=True)


def _trained(found: TrainingFigures, countries: list[str]) -> Table:
    counts = {code or BENELUX: number for code, number in found.people_by_country.items()}
    beside = sorted(set(counts) - set(countries))
    return one_dimension("trained", counts, rows=[*countries, *beside], public=True)


def _topics(found: TrainingFigures) -> set[str]:
    return {topic for topic, _needs, _bodies in found.needs_by_topic} | set(
        found.trainings_by_topic
    )


def _by_topic(found: TrainingFigures, topics: list[str]) -> Table:
    counts: dict[tuple[str, str], int] = {
        (topic, "held"): number for topic, number in found.trainings_by_topic.items()
    }
    for topic, needs, _bodies in found.needs_by_topic:
        counts[topic, "needs"] = needs
    return two_dimensions(
        "training_topics", counts, rows=topics, columns=("needs", "held"), public=True
    )


def _evaluation(found: TrainingFigures, said: list[str]) -> Table:
    """Over rounds of five answers or more alone; for the working group itself."""
    counts: dict[Any, int] = {}
    for code in said:
        share = found.evaluation[code]
        counts[code, "good"], counts[code, "answers"] = share.yes, share.answers
    table = two_dimensions(
        "evaluation", counts, rows=said, columns=("good", "answers"), public=True, internal=True
    )
    return replace(table, overlapping=True)  # questions do not add up
