"""A further country, without a programmer: an editor prepares it, a contact point lets it in.

Until then nothing of it is offered to who files a referral; its organisations and chapters may be
there already. What belongs to a country is a list of parts, which an app above extends with its own
(`register`), as the guide does. Once a country takes part, its data are changed where those of the
others are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Model, QuerySet
from django.dispatch import Signal
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from contacts import codes
from contacts.models import Country, CountryRule, NationalContactPoint, Organisation
from contacts.permissions import can_open_country, can_prepare_countries
from contacts.services import refresh_search
from protection.actor import Actor, require_actor
from protection.audit import record

# Without these a referral of the country would have no term for what follows it (GDPR art. 12(3)
# and 33(1); how long it is kept; the reflection period of CETS 197 art. 13).
NEEDED_RULES = (
    "reflection_period",
    "retention_closed",
    "retention_ended",
    "rights_answer",
    "rights_extension",
    "breach_notification",
)
# Sent within the transaction in which a country is added, with `country` and `now`.
country_added = Signal()


class CountryRefusedError(Exception):
    """The person may not do this, or the country does not stand there; nothing was written."""


@dataclass(frozen=True)
class Part:
    """Something a country has several of. `form(data, instance=, country=)` is a ModelForm,
    `rows` reads what a country has, or what is of none; `shown` is one of them in words."""

    key: str
    title: Promise
    hint: Promise
    add: Promise
    form: Any
    rows: "Callable[[str | None], QuerySet[Any]]"
    shown: Callable[[Any], str]
    removable: bool = True


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Add a part to every country; called when an app is ready."""
    _parts[part.key] = part


def parts() -> dict[str, Part]:
    """All parts by key, in the order in which they were registered."""
    return dict(_parts)


def add_country(form: Any, *, now: datetime) -> Country:
    """Write a country that nobody can be referred to yet. Raises CountryRefusedError."""
    actor = _preparer()
    with transaction.atomic(), _history(actor):
        country: Country = form.save(commit=False)
        country.in_portal, country.prepared_by_id = False, actor.user_id
        country.save(force_insert=True)
        country_added.send(sender=None, country=country, now=now)
        _note("country_added", country)
    codes.forget()
    return country


def change_country(form: Any) -> Country:
    """Write a country that is being prepared. Raises CountryRefusedError."""
    actor = _preparer()
    with transaction.atomic(), _history(actor):
        _lock(form.instance.pk)
        country: Country = form.save(commit=False)
        country.prepared_by_id = actor.user_id
        country.save()
        _note("country_changed", country)
    codes.forget()
    return country


def save_part(code: str, part: Part, form: Any) -> Model:
    """Write one row of a part. Raises CountryRefusedError."""
    actor = _preparer()
    with transaction.atomic(), _history(actor):
        country = _lock(code)
        row: Model = form.save(commit=False)
        row.save()
        _follow(country, actor, row)
        _note("country_changed", country, part=part.key)
    return row


def remove_part(code: str, part: Part, row: Model) -> None:
    """Take a row away again. Raises CountryRefusedError."""
    actor = _preparer()
    with transaction.atomic(), _history(actor):
        country = _lock(code)
        if not part.removable:
            raise CountryRefusedError
        organisation = row.organisation_id if isinstance(row, NationalContactPoint) else None
        row.delete()
        _follow(country, actor, None)
        if organisation:
            refresh_search([organisation])
        _note("country_changed", country, part=part.key)


def open_country(code: str, *, now: datetime) -> Country:
    """Let a country take part: it is offered from now on. Raises CountryRefusedError for who
    prepared it, and while something is missing."""
    actor = require_actor()
    with transaction.atomic(), _history(actor):
        country = _lock(code)
        if not can_open_country(actor, country) or missing(country):
            raise CountryRefusedError
        country.in_portal = True
        country.opened_by_id, country.opened_at = actor.user_id, now
        country.save()
        _note("country_opened", country)
    codes.forget()
    return country


def missing(country: Country) -> list[str]:
    """What must be there before the country can take part, in words; three queries."""
    found = []
    if not country.authority:
        found.append(_("the data protection authority"))
    there = set(CountryRule.objects.filter(country=country).values_list("kind", flat=True))
    found += [
        _("the rule “%(rule)s”") % {"rule": codes.label("country_rule", kind)}
        for kind in NEEDED_RULES
        if kind not in there
    ]
    reachable = Organisation.objects.filter(contact_point_of__country=country, active=True)
    if not reachable.exclude(phone="").exists():
        found.append(_("a national contact point with a phone number"))
    return found


def _preparer() -> Actor:
    actor = require_actor()
    if not can_prepare_countries(actor):
        raise CountryRefusedError
    return actor


def _lock(code: str) -> Country:
    country = Country.objects.select_for_update().get(pk=code)
    if country.in_portal:
        raise CountryRefusedError
    return country


def _follow(country: Country, actor: Actor, row: Model | None) -> None:
    """Whoever changed it last is who prepared it; what is found by its words is found anew."""
    Country.objects.filter(pk=country.pk).update(prepared_by_id=actor.user_id)
    if isinstance(row, Organisation):
        refresh_search([row.pk])
    elif isinstance(row, NationalContactPoint):
        refresh_search([row.organisation_id])


def _history(actor: Actor) -> Any:
    return pghistory.context(user_id=actor.user_id, source="country")


def _note(action: str, country: Country, **detail: str) -> None:
    record(action, subject="country", subject_id=country.pk, detail=detail)
