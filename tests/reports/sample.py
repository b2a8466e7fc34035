"""Figures without a database: invented referrals, counted in plain Python."""

import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from reports.figures import (
    TOTAL,
    Duration,
    Figures,
    Period,
    Table,
    one_dimension,
    three_dimensions,
    two_dimensions,
)

YEAR_ONE = Period(dt.date(2016, 12, 2), dt.date(2017, 12, 31))
FORMS = ("sexual", "labour", "domestic_servitude", "begging", "criminal", "organ", "unknown")
NEEDS = ("safe_accommodation", "legal", "psychological", "medical", "interpreter", "residence")
REASONS = ("no_capacity", "not_target_group", "not_competent", "safety_risk", "other")
OUTCOMES = ("sheltered", "ambulatory", "advice_only", "disappeared", "unrecorded")
COUNTRIES = ("NL", "BE", "LU")
CITIZENS = ("national", "benelux", "eu", "third", "unknown")
SENDERS = ("specialised_centre", "police", "ngo", "municipality")
URGENCIES = ("emergency", "urgent", "priority", "standard")


def labels() -> dict[str, dict[str, dict[str, str]]]:
    """Labels of the code lists that the portal ships, in both languages."""
    source = Path(__file__).parent / "labels.json"
    found: dict[str, dict[str, dict[str, str]]] = json.loads(source.read_text())
    return found


def figures(
    size: int = 420,
    seed: int = 7,
    *,
    extra: int = 0,
    guide_measured: bool = False,
    scope: str = "",
) -> Figures:
    """Raw figures over `size` invented referrals, `extra` more from Belgium to the Netherlands.

    `scope`: only those of them that this country sent or received.
    """
    dice = random.Random(seed)
    months: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    genders: Counter[str] = Counter()
    ages: Counter[str] = Counter()
    citizens: Counter[str] = Counter()
    senders: Counter[str] = Counter()
    persons: Counter[tuple[str, str, str]] = Counter()
    forms: Counter[str] = Counter()
    needs: Counter[str] = Counter()
    forms_together: Counter[tuple[str, ...]] = Counter()
    needs_together: Counter[tuple[str, ...]] = Counter()
    urgency: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    states: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    names = YEAR_ONE.months()
    counted = 0
    for index in range(size + extra):
        if index >= size:
            sender, receiver = "BE", "NL"
        else:
            sender = dice.choices(COUNTRIES, (4, 5, 1))[0]
            receiver = dice.choice([c for c in COUNTRIES if c != sender])
        n = 1 if scope in {"", sender, receiver} else 0
        counted += n
        months[dice.choice(names)] += n
        pairs[sender, receiver] += n
        gender = dice.choices(("F", "M", "X", "unknown"), (70, 27, 1, 2))[0]
        genders[gender] += n
        age = dice.choices(("child", "adult", "unknown"), (20, 75, 5))[0]
        ages[age] += n
        persons[gender, sender, age] += n
        citizens[dice.choices(CITIZENS, (20, 8, 25, 40, 7))[0]] += n
        senders[dice.choices(SENDERS, (60, 20, 15, 5))[0]] += n
        some = tuple(sorted(set(dice.choices(FORMS, (50, 30, 5, 5, 8, 0.3, 4), k=2))))
        forms.update(dict.fromkeys(some, n))
        forms_together[some] += n
        some = tuple(sorted(set(dice.choices(NEEDS, k=3))))
        needs.update(dict.fromkeys(some, n))
        needs_together[some] += n
        kind = dice.choices(URGENCIES, (5, 25, 30, 40))[0]
        urgency[kind] += n
        reply = dice.choices(
            ("can_help", "cannot_help", "passed_on", "cancelled", "waiting"), (55, 28, 6, 6, 5)
        )[0]
        answers[reply] += n
        if reply == "cannot_help":
            reasons[dice.choice(REASONS)] += n
        if reply in {"can_help", "cannot_help"}:
            answered[kind] += n
        state = dice.choices(("open", "handed_over", "closed", "withdrawn"), (5, 15, 70, 10))[0]
        states[state] += n
        if state == "closed":
            outcomes[dice.choice(OUTCOMES)] += n
    late = sum(answered.values()) // 4
    closed = states["closed"]
    adequacy = {"yes": closed // 2, "partly": closed // 4, "no": closed // 8}
    adequacy["unknown"] = closed - sum(adequacy.values())
    tables: tuple[Table, ...] = (
        two_dimensions("pairs", pairs, rows=COUNTRIES, columns=COUNTRIES),
        one_dimension("months", months, rows=names),
        one_dimension(
            "forms",
            forms,
            rows=FORMS,
            total=counted,
            overlapping=True,
            sensitive=True,
            together=forms_together,
        ),
        one_dimension("ages", ages, rows=("child", "adult", "unknown"), sensitive=True),
        one_dimension("genders", genders, rows=("F", "M", "X", "unknown"), sensitive=True),
        one_dimension(
            "needs",
            needs,
            rows=NEEDS,
            total=counted,
            overlapping=True,
            sensitive=True,
            together=needs_together,
        ),
        one_dimension("citizenship", citizens, rows=CITIZENS, sensitive=True),
        one_dimension("senders", senders, rows=SENDERS),
        *three_dimensions(
            "persons",
            persons,
            rows=("F", "M", "X", "unknown"),
            columns=COUNTRIES,
            layers=("child", "adult", "unknown"),
            sensitive=True,
        ),
        one_dimension("urgency", urgency, rows=(*URGENCIES, "unknown")),
        one_dimension(
            "answers",
            answers,
            rows=("can_help", "cannot_help", "passed_on", "cancelled", "waiting"),
        ),
        one_dimension("reasons", reasons, rows=(*REASONS, "unknown")),
        one_dimension("answered", answered, rows=(*URGENCIES, "unknown")),
        one_dimension("punctuality", {"in_time": sum(answered.values()) - late, "late": late}),
        one_dimension("states", states, rows=("open", "handed_over", "closed", "withdrawn")),
        one_dimension("outcomes", outcomes, rows=OUTCOMES),
        two_dimensions(
            "directory",
            {("NL", "organisations"): 20, ("BE", "organisations"): 21, ("LU", "organisations"): 12}
            | {("NL", "contact_point"): 1, ("BE", "contact_point"): 3, ("LU", "contact_point"): 1},
            rows=COUNTRIES,
            columns=("organisations", "contact_point"),
            public=True,
        ),
    )
    if guide_measured:
        tables += (one_dimension("adequacy", adequacy),)
    durations = (
        *(
            Duration(kind, answered[kind], 3.4 * (place + 1), 11.2 * (place + 1))
            for place, kind in enumerate(URGENCIES)
        ),
        Duration(TOTAL, sum(answered.values()), 14.25, 61.5),
    )
    return Figures(
        period=YEAR_ONE,
        frozen_at=dt.datetime(2017, 12, 31, 17, 0, tzinfo=ZoneInfo("Europe/Brussels")),
        referrals=counted,
        scope=scope,
        tables=tables,
        durations=durations,
        labels=labels(),
    )
