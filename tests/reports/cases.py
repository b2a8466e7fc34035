"""Invented referrals as plain dictionaries, put into the database by its owner, and counted again.

The counting here shares nothing with `reports.gathering`: plain Python over the dictionaries.
"""

import datetime as dt
import random
from collections import Counter
from statistics import median
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import connections

from accounts.models import User
from contacts.models import Organisation
from referrals.models import CodedValue, Referral, Request
from reports.figures import Period

ZONE = ZoneInfo("Europe/Brussels")
SLUGS = {"NL": "comensha", "BE": "payoke", "LU": "infotraite"}
FORMS = ("sexual", "labour", "domestic_servitude", "begging", "criminal", "organ", "unknown")
NEEDS = ("safe_accommodation", "legal", "psychological", "medical", "interpreter")
AGES = ("", "12-14", "15-17", "18-22", "30-44", "presumed_minor", "unknown_adult")
REASONS = ("no_capacity", "not_target_group", "not_competent", "safety_risk", "other")
URGENCIES = ("emergency", "urgent", "priority", "standard")
ALLOWED_HOURS = {"emergency": 1, "urgent": 4, "priority": 24, "standard": 72}
CHILD = {"12-14", "15-17", "presumed_minor"}

Case = dict[str, Any]


def edges(period: Period) -> list[dt.datetime]:
    """Moments on, just inside and just outside the ends of a period."""
    start = dt.datetime.combine(period.first, dt.time(), ZONE)
    end = dt.datetime.combine(period.last + dt.timedelta(days=1), dt.time(), ZONE)
    blink = dt.timedelta(microseconds=1)
    return [start - blink, start, end - blink, end]


def invent(period: Period, size: int, seed: int) -> list[Case]:
    """Referrals in and around a period, drafts among them."""
    dice = random.Random(seed)
    start = dt.datetime.combine(period.first, dt.time(), ZONE) - dt.timedelta(days=40)
    hours = ((period.last - period.first).days + 80) * 24
    cases = []
    for index in range(size):
        sender, receiver = dice.sample(("NL", "BE", "LU"), 2)
        sent = start + dt.timedelta(hours=dice.uniform(0, hours))
        if index < 4:
            sent = edges(period)[index]
        state = dice.choice(
            ("draft", "sent", "answered", "agreed", "handed_over", "closed", "closed", "withdrawn")
        )
        if index < 4:
            state = "closed"
        case: Case = {
            "id": uuid4(),
            "sender": sender,
            "receiver": receiver,
            "sent": None if state == "draft" else sent,
            "state": state,
            "gender": dice.choice(("F", "F", "F", "M", "X", "U", "")),
            "age": dice.choice(AGES),
            "urgency": dice.choice(URGENCIES),
            "outcome": dice.choice(("sheltered", "advice_only")) if state == "closed" else "",
            "sufficed": dice.choice(("yes", "partly", "no", "")) if state == "closed" else "",
            "forms": sorted(set(dice.choices(FORMS, k=2))),
            "needs": sorted(set(dice.choices(NEEDS, k=3))),
            "requests": [],
        }
        for _ in range(dice.choice((1, 1, 2))):
            answer = dice.choice(
                ("asked", "seen", "can_help", "chosen", "cannot_help", "passed_on", "released")
            )
            if answer == "chosen" and any(r["state"] == "chosen" for r in case["requests"]):
                answer = "cannot_help"
            answered = answer in {"can_help", "chosen", "cannot_help", "passed_on"} or (
                answer == "released" and dice.random() < 0.5
            )
            case["requests"].append(
                {
                    "state": answer,
                    "hours": round(dice.expovariate(1 / 20), 3) if answered else None,
                    "reason": dice.choice(REASONS) if answer == "cannot_help" else "",
                    # In order: the second one has not been asked yet.
                    "asked": state != "draft" and not (answer == "asked" and dice.random() < 0.3),
                }
            )
        cases.append(case)
    return cases


def store(cases: list[Case]) -> None:
    """Write the cases as the owner of the tables, whom row security lets through; commits."""
    user = User.objects.using("owner").create(email=f"{uuid4()}@example.org")
    organisations = {
        land: Organisation.objects.using("owner").get(slug=slug).pk for land, slug in SLUGS.items()
    }
    referrals, coded, requests = [], [], []
    for case in cases:
        sent: dt.datetime | None = case["sent"]
        moment = sent or dt.datetime(2017, 6, 1, tzinfo=dt.UTC)
        referrals.append(
            Referral(
                id=case["id"],
                reference=case["id"].hex[:9].upper(),
                state=case["state"],
                sender_organisation_id=organisations[case["sender"]],
                sender_country=case["sender"],
                destination_country_id=case["receiver"],
                created_by_id=user.pk,
                urgency=case["urgency"],
                age_group=case["age"],
                gender=case["gender"],
                legal_basis="explicit_consent",
                callback_number="+32",
                created_at=moment,
                updated_at=moment,
                sent_at=sent,
                outcome=case["outcome"],
                guide_sufficed=case["sufficed"],
                withdrawal_reason="other" if case["state"] == "withdrawn" else "",
            )
        )
        coded += [
            CodedValue(referral_id=case["id"], kind=kind, code=code)
            for kind, codes in (("exploitation_form", case["forms"]), ("need", case["needs"]))
            for code in codes
        ]
        for position, request in enumerate(case["requests"], start=1):
            hours = request["hours"]
            state = request["state"] if request["asked"] else "queued"
            requests.append(
                Request(
                    referral_id=case["id"],
                    to_contact_point=True,
                    country_id=case["receiver"],
                    organisation_id=organisations[case["receiver"]] if state == "chosen" else None,
                    chosen_as="receives" if state == "chosen" else "",
                    position=position,
                    state=state,
                    asked_at=moment if request["asked"] else None,
                    due_at=moment if request["asked"] else None,
                    answered_at=None if hours is None else moment + dt.timedelta(hours=hours),
                    decline_reason=request["reason"],
                )
            )
    Referral.objects.using("owner").bulk_create(referrals)
    CodedValue.objects.using("owner").bulk_create(coded)
    Request.objects.using("owner").bulk_create(requests)


def remove(identifier: UUID) -> None:
    """Take one case away again."""
    with connections["owner"].cursor() as cursor:
        for table in ("codedvalue", "request"):
            cursor.execute(
                f"DELETE FROM referrals_{table} WHERE referral_id = %s", [str(identifier)]
            )
        cursor.execute("DELETE FROM referrals_referral WHERE id = %s", [str(identifier)])


def _percentile(values: list[float], share: float) -> float:
    """Linear between two observations."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def recount(cases: list[Case], period: Period) -> dict[str, int | float | None]:
    """Every non-zero figure of the report by its reference."""
    counted: Counter[str] = Counter()
    hours: dict[str, list[float]] = {}
    for case in cases:
        if case["state"] == "draft":
            continue
        day = case["sent"].astimezone(ZONE).date()
        if not period.first <= day <= period.last:
            continue
        counted["referrals"] += 1
        sender, receiver = case["sender"], case["receiver"]
        gender = case["gender"] if case["gender"] in {"F", "M", "X"} else "unknown"
        age = "unknown" if not case["age"] else "child" if case["age"] in CHILD else "adult"
        ended = {"handed_over", "closed", "withdrawn"}
        stage = case["state"] if case["state"] in ended else "open"
        names = [
            f"pairs.{sender}.{receiver}",
            f"pairs.{sender}",
            f"pairs.total.{receiver}",
            "pairs.total",
            f"months.{day:%Y-%m}",
            "months.total",
            f"genders.{gender}",
            "genders.total",
            f"ages.{age}",
            "ages.total",
            f"urgency.{case['urgency']}",
            "urgency.total",
            f"states.{stage}",
            "states.total",
            "forms.total",
            "needs.total",
        ]
        names += [f"forms.{code}" for code in case["forms"]]
        names += [f"needs.{code}" for code in case["needs"]]
        if case["state"] == "closed":
            names += [f"outcomes.{case['outcome']}", "outcomes.total"]
            names += [f"adequacy.{case['sufficed'] or 'unknown'}", "adequacy.total"]
        counted.update(names)
        first = None
        for request in case["requests"]:
            if not request["asked"]:
                continue
            became = _became(request, case["state"])
            counted.update([f"answers.{became}", "answers.total"])
            if became == "cannot_help":
                counted.update([f"reasons.{request['reason']}", "reasons.total"])
            if request["hours"] is not None and request["state"] != "passed_on":
                first = min(first if first is not None else request["hours"], request["hours"])
        if first is not None:
            hours.setdefault(case["urgency"], []).append(first)
            early = first <= ALLOWED_HOURS[case["urgency"]]
            counted.update([f"answered.{case['urgency']}", "answered.total"])
            counted.update([f"punctuality.{'in_time' if early else 'late'}", "punctuality.total"])
    found: dict[str, int | float | None] = dict(counted)
    hours["total"] = [value for values in hours.values() for value in values]
    for key, values in hours.items():
        if values:
            found[f"times.{key}.count"] = len(values)
            found[f"times.{key}.median"] = median(values)
            found[f"times.{key}.p90"] = _percentile(values, 0.9)
    return found


def _became(request: Case, referral_state: str) -> str:
    state = request["state"]
    if state in {"can_help", "chosen"} or (state == "released" and request["hours"] is not None):
        return "can_help"
    if state in {"cannot_help", "passed_on"}:
        return str(state)
    if state == "released" or referral_state in {"closed", "withdrawn"}:
        return "cancelled"
    return "waiting"
