"""Legal terms: data of each country's rules, computed here and nowhere else."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from contacts.models import CountryRule
from contacts.selectors import rule_in_force
from protection.retention import add_months

DAY_HOURS = 24
MONTHS = {"rights_answer": 1, "rights_extension": 2}  # GDPR art. 12(3)
NOTIFY_DAYS = 3  # GDPR art. 33(1): 72 hours
# Hours after the discovery at which the officer is reminded.
REMINDERS = (24, 48, 66)


def _after(day: date, rule: CountryRule | None, months: int) -> date:
    if rule is not None and rule.unit == CountryRule.Unit.DAYS:
        return day + timedelta(days=rule.value)
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return add_months(noon, rule.value if rule else months).date()


def answer_by(country: str, received_on: date) -> date:
    """The last day to answer a request that came in on a day.

    Regulation 1182/71 lets a term that ends on a day off run to the next working day. That is not
    counted here: who keeps to the earlier day is never late.
    """
    rule = rule_in_force(country, "rights_answer", received_on)
    return _after(received_on, rule, MONTHS["rights_answer"])


def extended_from(country: str, due_on: date) -> date:
    """The last day when the term was extended."""
    rule = rule_in_force(country, "rights_extension", due_on)
    return _after(due_on, rule, MONTHS["rights_extension"])


def notify_by(country: str, discovered_at: datetime) -> datetime:
    """The moment by which the supervisory authority is told of a breach."""
    rule = rule_in_force(country, "breach_notification", discovered_at.date())
    days = rule.value if rule and rule.unit == CountryRule.Unit.DAYS else NOTIFY_DAYS
    return discovered_at + timedelta(hours=days * DAY_HOURS)
