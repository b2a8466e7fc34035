"""Invented referrals as plain dictionaries, put into the database by its owner."""

import datetime as dt
import random
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import connections

from accounts.models import User
from contacts.models import Organisation
from referrals.models import CodedValue, Rating, RatingGap, Referral, Request
from reports.figures import Period

ZONE = ZoneInfo("Europe/Brussels")
SLUGS = {"NL": "comensha", "BE": "payoke", "LU": "infotraite"}
FORMS = ("sexual", "labour", "domestic_servitude", "begging", "criminal", "organ", "unknown")
NEEDS = ("safe_accommodation", "legal", "psychological", "medical", "interpreter")
AGES = ("", "12-14", "15-17", "18-22", "30-44", "presumed_minor", "unknown_adult")
REASONS = ("no_capacity", "not_target_group", "not_competent", "safety_risk", "other")
URGENCIES = ("emergency", "urgent", "priority", "standard")
CITIZENS = ("national", "benelux", "eu", "third", "")
GAPS = ("contact_wrong", "who_is_competent", "night_weekend")

Case = dict[str, Any]


def edges(period: Period) -> list[dt.datetime]:
    """Moments on, just inside and just outside the ends of a period."""
    start = dt.datetime.combine(period.first, dt.time(), ZONE)
    end = dt.datetime.combine(period.last + dt.timedelta(days=1), dt.time(), ZONE)
    blink = dt.timedelta(microseconds=1)
    return [start - blink, start, end - blink, end]


def _hours(dice: random.Random, mean: float) -> float:
    """Some hours, a year at most: the dice of hypothesis go to the end of what there is."""
    return round(min(dice.expovariate(1 / mean), 9000.0), 3)


def invent(period: Period, size: int, seed: int | random.Random) -> list[Case]:
    """Referrals in and around a period, drafts among them; `seed` may be dice of hypothesis."""
    if isinstance(seed, random.Random):
        dice, more = seed, seed
    else:
        dice, more = random.Random(seed), random.Random(seed + 1)
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
            "citizen": more.choice(CITIZENS),
            "handed": _hours(more, 90)
            if state in {"handed_over", "closed"} and more.random() < 0.8
            else None,
            "rating": None,
        }
        if state == "closed" and more.random() < 0.6:
            case["rating"] = {
                "side": more.choice(("sender", "sender", "recipient")),
                "in_time": more.choice(("yes", "late_but_useful", "no", "")),
                "effort": more.choice(("little", "reasonable", "much", "too_much", "")),
                "gaps": sorted(set(more.choices(GAPS, k=more.choice((0, 1, 2))))),
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
                    "hours": _hours(dice, 20) if answered else None,
                    "reason": dice.choice(REASONS) if answer == "cannot_help" else "",
                    "seen": _hours(more, 10) if more.random() < 0.6 else None,
                    "due": more.choice((1, 4, 24, 72)),
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
    referrals, coded, requests, ratings, gaps = [], [], [], [], []
    kinds = dict(Organisation.objects.using("owner").values_list("pk", "kind"))
    for case in cases:
        case["kind"] = kinds[organisations[case["sender"]]]
        sent: dt.datetime | None = case["sent"]
        # In UTC: hours added to a local time are hours of the clock on the wall.
        moment = (sent or dt.datetime(2017, 6, 1, tzinfo=dt.UTC)).astimezone(dt.UTC)
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
                citizenship_group=case["citizen"],
                handed_over_at=_after(moment, case["handed"]),
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
        if rated := case["rating"]:
            ratings.append(
                Rating(
                    referral_id=case["id"],
                    organisation_id=organisations[case["sender"]],
                    side=rated["side"],
                    rated_at=moment,
                    answered_in_time=rated["in_time"],
                    effort=rated["effort"],
                )
            )
            gaps += [
                RatingGap(
                    rating_id=ratings[-1].id,
                    referral_id=case["id"],
                    organisation_id=organisations[case["sender"]],
                    code=code,
                )
                for code in rated["gaps"]
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
                    due_at=_after(moment, request["due"]) if request["asked"] else None,
                    seen_at=_after(moment, request["seen"]) if request["asked"] else None,
                    answered_at=None if hours is None else moment + dt.timedelta(hours=hours),
                    decline_reason=request["reason"],
                )
            )
    Referral.objects.using("owner").bulk_create(referrals)
    CodedValue.objects.using("owner").bulk_create(coded)
    Request.objects.using("owner").bulk_create(requests)
    Rating.objects.using("owner").bulk_create(ratings)
    RatingGap.objects.using("owner").bulk_create(gaps)


def _after(moment: dt.datetime, hours: float | None) -> dt.datetime | None:
    return None if hours is None else moment + dt.timedelta(hours=hours)


def clear() -> None:
    """Take all cases away again, whoever put them there."""
    with connections["owner"].cursor() as cursor:
        for table in ("codedvalue", "request", "ratinggap", "rating", "referral"):
            cursor.execute(f"DELETE FROM referrals_{table}")


def remove(identifier: UUID) -> None:
    """Take one case away again."""
    with connections["owner"].cursor() as cursor:
        for table in ("codedvalue", "request", "ratinggap", "rating"):
            cursor.execute(
                f"DELETE FROM referrals_{table} WHERE referral_id = %s", [str(identifier)]
            )
        cursor.execute("DELETE FROM referrals_referral WHERE id = %s", [str(identifier)])
