"""The three countries in one table, from the rules that the referral form applies.

Periods, documents and their legal basis are contacts' rules, gateways its contact points,
rapporteurs its organisations; what is no rule of the portal stands in `Fact`.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from contacts.models import Country, CountryRule
from contacts.presenters import length
from contacts.selectors import national_contact_points, rules_in_force
from contacts.visibility import public_fields, public_organisations
from guide.models import Fact
from guide.selectors import countries_of_guide

PERIOD = "reflection_period"
# What follows the reflection period, in its order.
NEXT = ("registration_certificate", "residence_card", "residence_permit")


@dataclass(frozen=True)
class Cell:
    """A value, where it is found, and whether an authority must still confirm it."""

    text: str
    basis: str = ""
    to_confirm: bool = False


@dataclass(frozen=True)
class Line:
    """One point of comparison: a cell for each country, then the common minimum."""

    label: str
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    countries: list[Country]
    lines: list[Line]


_NONE = Cell("–")


def comparison(on: date) -> Table:
    """All points on a day, in five queries whatever the number of countries."""
    countries = countries_of_guide()
    rules = rules_in_force((PERIOD, *NEXT), on)
    facts = {(fact.country_id, fact.key): fact for fact in Fact.objects.order_by("pk")}
    gateways: dict[str, list[str]] = {}
    for place in national_contact_points():
        if "name" in public_fields(place.organisation):
            gateways.setdefault(place.country_id, []).append(place.organisation.name)
    rapporteurs = dict(
        public_organisations()
        .filter(kind="national_rapporteur")
        .order_by("-sort_key")
        .values_list("country_id", "name")
    )

    def fact(country: Country, key: str) -> Cell:
        found = facts.get((country.code, key))
        return Cell(found.text, to_confirm=found.to_confirm) if found else _NONE

    def following(country: Country) -> Cell:
        found = [rules[country.code, kind] for kind in NEXT if (country.code, kind) in rules]
        if not found:
            return fact(country, "next_document")
        return Cell(
            ", ".join(f"{rule.document} ({length(rule)})" for rule in found),
            " · ".join(dict.fromkeys(rule.legal_basis for rule in found)),
            any(rule.to_confirm for rule in found),
        )

    periods = [rules.get((country.code, PERIOD)) for country in countries]
    minimum = rules.get((None, PERIOD))
    lines = [
        Line(_("Reflection period"), [*map(_period, periods), _period(minimum)]),
        Line(_("Document"), [*map(_document, periods), _NONE]),
        Line(_("Who opens it"), [*(fact(c, "opened_by") for c in countries), _NONE]),
        Line(_("Who identifies"), [*(fact(c, "identified_by") for c in countries), _NONE]),
        Line(
            _("Gateway for the portal"),
            [*(Cell(", ".join(gateways.get(c.code, [])) or "–") for c in countries), _NONE],
        ),
        Line(_("Next document"), [*map(following, countries), _NONE]),
        Line(
            _("Means of coercion required (adults)"),
            [*(fact(c, "means_required") for c in countries), _NONE],
        ),
        Line(
            _("National rapporteur"),
            [*(Cell(rapporteurs.get(c.code) or "–") for c in countries), _NONE],
        ),
    ]
    return Table(countries, lines)


def _period(rule: CountryRule | None) -> Cell:
    return Cell(length(rule), rule.legal_basis, rule.to_confirm) if rule else _NONE


def _document(rule: CountryRule | None) -> Cell:
    return Cell(rule.document or "–", to_confirm=rule.to_confirm) if rule else _NONE
