"""The clock of a residence status: when it ends, by the rule that was in force when it began.

A reflection period is national: it is that of the country that granted it, and does not travel
with the person. Its rules are data (contacts.models.CountryRule), and none is shorter than the
minimum of the Council of Europe convention (CETS 197, art. 13).
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from contacts import codes
from contacts.models import CountryRule
from contacts.selectors import rule_in_force

from .models import Referral

REFLECTION = "reflection_period"
ALONE = "reflection_period_alone"
# Kinds of guardian that say that no parent is there.
WITH_A_PARENT = frozenset({"", "parent"})


@dataclass(frozen=True)
class Clock:
    """`ends_on` is the last day. `early` says that it ended before its time."""

    starts_on: date
    ends_on: date
    rule: CountryRule
    early: bool
    today: date

    @property
    def days_left(self) -> int:
        """Full days until the end; 0 on the last day and after it."""
        return max(0, (self.ends_on - self.today).days)

    @property
    def over(self) -> bool:
        return self.ends_on < self.today


def residence_of(referral: Referral, today: date) -> Clock | None:
    """The clock of the residence status; None without a start or a rule that has an end."""
    start = referral.residence_start
    country = codes.attribute("residence_stage", referral.residence_stage, "country")
    kind = codes.attribute("residence_stage", referral.residence_stage, "rule")
    if start is None or not kind:
        return None
    rule = _rule(country, kind, start, alone=_is_alone(referral))
    if rule is None:
        return None
    early = referral.residence_ended_on
    ends = early or last_day(start, rule)
    return Clock(start, ends, rule, early is not None, today)


def _is_alone(referral: Referral) -> bool:
    child = codes.attribute("age_group", referral.age_group, "child", False)
    return bool(child) and referral.guardian_kind not in WITH_A_PARENT


def _rule(country: str, kind: str, on: date, *, alone: bool) -> CountryRule | None:
    own = rule_in_force(country, kind, on)
    if kind != REFLECTION:
        return own
    if alone:
        own = rule_in_force(country, ALONE, on) or own
    floor = rule_in_force(None, REFLECTION, on)
    if own is None or floor is None:
        return own or floor
    return own if last_day(on, own) >= last_day(on, floor) else floor


def last_day(start: date, rule: CountryRule) -> date:
    """The last day of a period: months are calendar months, shortened where a month is shorter."""
    if rule.unit == CountryRule.Unit.DAYS:
        return start + timedelta(days=rule.value)
    months = start.month - 1 + rule.value
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
