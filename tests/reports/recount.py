"""Every figure counted again, in plain Python over referrals as dictionaries (see cases.py).

Shares nothing with `reports.gathering`.
"""

import datetime as dt
from collections import Counter, defaultdict
from statistics import median

from reports.figures import Period
from tests.reports.cases import ZONE, Case

ALLOWED_HOURS = {"emergency": 1, "urgent": 4, "priority": 24, "standard": 72}
CHILD = {"12-14", "15-17", "presumed_minor"}
SAID_OF_THE_GUIDE = ("adequacy.yes", "adequacy.partly", "adequacy.no")
ENDED = {"handed_over", "closed", "withdrawn"}


class Tally:
    """Counts by reference, and the hours that medians and means are of."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.first: dict[str, list[float]] = defaultdict(list)
        self.handed: list[float] = []
        self.by_land: dict[str, list[float]] = defaultdict(list)


def recount(cases: list[Case], period: Period, now: dt.datetime) -> dict[str, int | float | None]:
    """Every non-zero figure of the report by its reference, as it stands `now`."""
    tally = Tally()
    for case in cases:
        if case["state"] == "draft":
            continue
        day = case["sent"].astimezone(ZONE).date()
        if period.first <= day <= period.last:
            _person(tally, case, f"{day:%Y-%m}")
            _ending(tally, case)
            _rating(tally, case)
            _requests(tally, case, now)
    if not any(name in tally.counted for name in SAID_OF_THE_GUIDE):  # there is no such table then
        del tally.counted["adequacy.unknown"], tally.counted["adequacy.total"]
    found: dict[str, int | float | None] = dict(tally.counted)
    tally.first["total"] = [value for values in tally.first.values() for value in values]
    spans = {f"times.{key}": values for key, values in tally.first.items()}
    spans["handover"] = tally.handed
    for key, values in spans.items():
        if values:
            found[f"{key}.count"] = len(values)
            found[f"{key}.median"] = median(values)
            found[f"{key}.p90"] = percentile(values, 0.9)
    for land, values in tally.by_land.items():
        found[f"answer_mean.{land}.count"] = len(values)
        found[f"answer_mean.{land}.mean"] = sum(values) / len(values)
    return found


def _person(tally: Tally, case: Case, month: str) -> None:
    sender, receiver = case["sender"], case["receiver"]
    gender = case["gender"] if case["gender"] in {"F", "M", "X"} else "unknown"
    age = "unknown" if not case["age"] else "child" if case["age"] in CHILD else "adult"
    names = ["referrals", "forms.total", "needs.total"]
    names += _crossed("pairs", sender, receiver)
    names += _crossed("persons", gender, sender)
    names += _crossed(f"persons@{age}", gender, sender)
    for key, value in (
        ("months", month),
        ("genders", gender),
        ("ages", age),
        ("urgency", case["urgency"]),
        ("citizenship", case["citizen"] or "unknown"),
        ("senders", case["kind"]),
    ):
        names += [f"{key}.{value}", f"{key}.total"]
    names += [f"forms.{code}" for code in case["forms"]]
    names += [f"needs.{code}" for code in case["needs"]]
    tally.counted.update(names)


def _ending(tally: Tally, case: Case) -> None:
    stage = case["state"] if case["state"] in ENDED else "open"
    handed = "not_handed" if case["handed"] is None else "handed"
    names = [f"states.{stage}", "states.total", f"handed.{handed}", "handed.total"]
    if case["state"] == "closed":
        names += [f"outcomes.{case['outcome']}", "outcomes.total"]
        names += [f"adequacy.{case['sufficed'] or 'unknown'}", "adequacy.total"]
    if case["handed"] is not None:
        tally.handed.append(case["handed"])
    tally.counted.update(names)


def _rating(tally: Tally, case: Case) -> None:
    rated = case["rating"]
    if not rated:
        return
    names = []
    if rated["gaps"]:
        names += ["gaps.total", *(f"gaps.{code}" for code in rated["gaps"])]
    if rated["side"] == "sender" and rated["in_time"]:
        low = "low" if rated["in_time"] == "no" else "not_low"
        names += _crossed("timeliness", case["receiver"], low)
    if rated["side"] == "sender" and rated["effort"]:
        low = "low" if rated["effort"] in {"much", "too_much"} else "not_low"
        names += _crossed("effort", case["receiver"], low)
    tally.counted.update(names)


def _requests(tally: Tally, case: Case, now: dt.datetime) -> None:
    land = case["receiver"]
    firsts = []
    for request in case["requests"]:
        if not request["asked"]:
            continue
        hours, due = request["hours"], request["due"]
        became = _became(request, case["state"])
        names = [f"answers.{became}", "answers.total"]
        if became == "cannot_help":
            names += [f"reasons.{request['reason']}", "reasons.total"]
        if became == "waiting":
            over = case["sent"].astimezone(dt.UTC) + dt.timedelta(hours=due) < now
            names += [f"waiting.{'overdue' if over else 'in_time'}", "waiting.total"]
        took = [moment for moment in (request["seen"], hours) if moment is not None]
        names += _crossed("taken_up", land, _in_time(min(took, default=None), due))
        names += _crossed("by_due", land, _in_time(hours, due))
        if hours is not None and request["state"] != "passed_on":
            firsts.append(hours)
            tally.by_land[land].append(hours)
            names += [f"answered_by.{land}", "answered_by.total"]
        tally.counted.update(names)
    if firsts:
        urgency = case["urgency"]
        tally.first[urgency].append(min(firsts))
        prompt = _in_time(min(firsts), ALLOWED_HOURS[urgency])
        names = [f"answered.{urgency}", "answered.total"]
        tally.counted.update([*names, f"punctuality.{prompt}", "punctuality.total"])


def _in_time(hours: float | None, allowed: float) -> str:
    return "in_time" if hours is not None and hours <= allowed else "late"


def _became(request: Case, referral_state: str) -> str:
    state = request["state"]
    if state in {"can_help", "chosen"} or (state == "released" and request["hours"] is not None):
        return "can_help"
    if state in {"cannot_help", "passed_on"}:
        return str(state)
    if state == "released" or referral_state in {"closed", "withdrawn"}:
        return "cancelled"
    return "waiting"


def _crossed(key: str, row: str, column: str) -> list[str]:
    """A cell of a table of two dimensions, and the three sums that it is part of."""
    return [f"{key}.{row}.{column}", f"{key}.{row}", f"{key}.total.{column}", f"{key}.total"]


def percentile(values: list[float], share: float) -> float:
    """Linear between two observations."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
