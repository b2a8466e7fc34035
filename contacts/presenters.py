"""Rows and rules of the directory as pages show them: codes become labels, lines become lists."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from contacts import codes
from contacts.drawing import draw_row
from contacts.models import CountryRule, Organisation
from contacts.upkeep import STALE_AFTER

# Labels contain commas of their own.
BETWEEN = " · "
# A label such as "Type (BE: other type)" has a word of its own for one country.
_OF_A_COUNTRY = re.compile(r"(?P<others>.+?) \((?P<country>[A-Z]{2})\s?: (?P<there>.+)\)")
# Those who help all adults help both.
_COVERED = {"all_adults": {"women", "men"}}


@dataclass(frozen=True)
class Row:
    """One organisation in a list. `confirmed` is "" , "stale" or "never" (confirmation_of)."""

    slug: str
    name: str
    kind: str
    country: str
    place: str
    phone: str
    phone_uri: str
    phone_unconfirmed: bool
    email: str
    languages: str
    target_groups: str
    contact_point: bool
    confirmed: str


@dataclass(frozen=True)
class Rule:
    """A country's rule in words."""

    title: str
    length: str
    document: str
    note: str
    legal_basis: str
    valid_from: date
    to_confirm: bool


def present_row(organisation: Organisation) -> Row:
    """An organisation as a list shows it; `is_contact_point` may have been annotated."""
    return Row(
        slug=organisation.slug,
        name=organisation.name,
        kind=kind_of(organisation),
        country=codes.label("country", organisation.country_id or "") or "Benelux",
        place=place_of(organisation),
        phone=organisation.phone,
        phone_uri=phone_uri(organisation.phone),
        phone_unconfirmed="phone" in organisation.unverified_fields,
        email=organisation.email,
        languages=BETWEEN.join(codes.labels("language", organisation.languages)),
        target_groups=target_group_labels(organisation.target_groups),
        contact_point=bool(getattr(organisation, "is_contact_point", True)),
        confirmed=confirmation_of(organisation.verified_at),
    )


def confirmation_of(verified_at: date | None) -> str:
    """What the badge of an entry says (templates/contacts/stale_tag.html): "never" when nobody
    has confirmed it, "stale" when nobody did for STALE_AFTER, else ""."""
    if verified_at is None:
        return "never"
    return "stale" if timezone.localdate() - verified_at >= STALE_AFTER else ""


def draw_rows(
    organisations: Iterable[Organisation],
    favourites: Collection[int] = (),
    *,
    compare: bool = True,
) -> SafeString:
    """Organisations as the items of a list (templates/contacts/row.html); empty for none.

    `favourites` are ids of those the reader keeps. The page has a form `keep`, which posts; with
    `compare` the list stands in a form of its own, which compares.
    """
    here = reverse("contacts:list")
    drawn = (
        (_draw(present_row(one), here, kept=one.pk in favourites, compare=compare),)
        for one in organisations
    )
    return format_html_join("", "{}", drawn)


def _draw(row: Row, here: str, *, kept: bool, compare: bool) -> SafeString:
    shape = {
        "contact_point": row.contact_point,
        "confirmed": row.confirmed,
        "kept": kept,
        "compare": compare,
        "phone_unconfirmed": row.phone_unconfirmed,
        **{
            f"has_{name}": bool(getattr(row, name))
            for name in ("place", "phone", "target_groups", "languages")
        },
    }
    words = {
        "url": f"{here}{row.slug}/",
        "slug": row.slug,
        "name": row.name,
        "kind": row.kind,
        "country": row.country,
        "place": row.place,
        "phone": row.phone,
        "phone_uri": row.phone_uri,
        "target_groups": row.target_groups,
        "languages": row.languages,
    }
    return draw_row("contacts/row.html", shape, words)


def present_rule(rule: CountryRule) -> Rule:
    """A rule in words: "at most 3 months"."""
    return Rule(
        title=codes.label("country_rule", rule.kind),
        length=length(rule),
        document=rule.document,
        note=rule.note,
        legal_basis=rule.legal_basis,
        valid_from=rule.valid_from,
        to_confirm=rule.to_confirm,
    )


def length(rule: CountryRule) -> str:
    """The length of a rule in the reader's language: "45 days", "at most 3 months"."""
    if rule.unit == CountryRule.Unit.DAYS:
        amount = ngettext("%(number)d day", "%(number)d days", rule.value)
    else:
        amount = ngettext("%(number)d month", "%(number)d months", rule.value)
    text = amount % {"number": rule.value}
    if rule.length_is == CountryRule.LengthIs.MAXIMUM:
        return _("at most %(length)s") % {"length": text}
    if rule.length_is == CountryRule.LengthIs.MINIMUM:
        return _("at least %(length)s") % {"length": text}
    return text


def kind_of(organisation: Organisation) -> str:
    """The kind, in the word of the organisation's own country where the label has one."""
    label = codes.label("org_type", organisation.kind)
    special = _OF_A_COUNTRY.fullmatch(label)
    if special is None:
        return label
    if special["country"] != organisation.country_id:
        return special["others"]
    return special["there"][:1].upper() + special["there"][1:]


def place_of(organisation: Organisation) -> str:
    """Where it works, in words of the reader's language."""
    if organisation.national_scope:
        return _("whole country")
    regions = ", ".join(codes.labels("region", organisation.region_codes))
    return regions or organisation.region


def target_group_labels(groups: list[str]) -> str:
    """Target groups with commas; women and men are not repeated beside all adults."""
    covered = {name for group in groups for name in _COVERED.get(group, set())}
    return BETWEEN.join(codes.labels("target_group", [g for g in groups if g not in covered]))


def phone_uri(phone: str) -> str:
    """A `tel:` address (RFC 3966); empty for an empty number."""
    return f"tel:{re.sub(r'[^+0-9]', '', phone)}" if phone else ""


def named_language(name: Any) -> str:
    """A language's name inside a label or a sentence, where French writes it small."""
    text = str(name)
    return text[:1].lower() + text[1:] if get_language() == "fr" else text
