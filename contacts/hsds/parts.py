"""The parts of HSDS objects that a service, an organisation and a location share."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts import codes
from contacts.duty import ZONE
from contacts.hsds.identifiers import identifier
from contacts.hsds.taxonomies import area_uri, taxonomies, term_id
from contacts.hsds.words import Words
from contacts.models import CapacityState, ContactPoint, OpeningHours, Organisation, Service
from contacts.visibility import public_fields

Shown = dict[str, Any]
# "Leguit 4, 2000 Antwerpen": street, postcode, city.
_ADDRESS = re.compile(r"(?P<street>.+), (?P<postcode>(?:L-)?\d{4}(?: ?[A-Z]{2})?) (?P<city>.+)")
_COUNTRY = "http://publications.europa.eu/resource/authority/country/"
_COUNTRIES = {"NL": "NLD", "BE": "BEL", "LU": "LUX"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PHYSICAL, VIRTUAL = "physical", "virtual"
# Which fields of a row are classified by which list.
OF_A_SERVICE = (
    ("need", "needs"),
    ("target_group", "target_groups"),
    ("accessibility_need", "accessibility"),
)


@dataclass(frozen=True)
class Whose:
    """Which object a part belongs to: the name of its key, and its identifier."""

    key: str
    id: str

    @property
    def named(self) -> Shown:
        return {self.key: self.id}


def phones(
    number: str, whose: Whose, languages: Collection[str] = (), *, unconfirmed: bool = False
) -> list[Shown]:
    """A number to call; none for an empty one."""
    if not number:
        return []
    phone_id = identifier("phone", whose.key, whose.id)
    found = {"id": phone_id, **whose.named, "number": number, "type": "voice"}
    if unconfirmed:
        found["description"] = taxonomies().unconfirmed
    if languages:
        found["languages"] = spoken(languages, Whose("phone_id", phone_id))
    return [found]


def spoken(languages: Iterable[str], whose: Whose) -> list[Shown]:
    """Languages by name and, where the list has an ISO 639 code, by that."""
    return [
        {
            "id": identifier("language", whose.id, code),
            **whose.named,
            "name": codes.label("language", code),
            **({"code": code} if code != "other" else {}),
        }
        for code in languages
    ]


def contact(point: ContactPoint, owner: Organisation, words: Words) -> Shown | None:
    """A function that can be reached; None where strangers may not know of it."""
    shown = public_fields(point)
    if "function" not in shown:
        return None
    whose = Whose("contact_id", str(point.public_id))
    found: Shown = {
        "id": whose.id,
        "organization_id": str(owner.public_id),
        "title": words.of(point, "function"),
    }
    if "email" in shown and point.email:
        found["email"] = point.email
    if "phone" in shown:
        languages = point.languages if "languages" in shown else []
        unconfirmed = "phone" in point.unverified_fields
        found["phones"] = phones(point.phone, whose, languages, unconfirmed=unconfirmed)
    return found


def schedules(point: ContactPoint, words: Words, now: datetime) -> list[Shown]:
    """When a function can be reached: one schedule for the weekdays of the same hours."""
    shown = public_fields(point)
    if not {"function", "hours"} <= shown:
        return []
    offset = now.astimezone(ZONE).strftime("%z")
    zone = f"{offset[:3]}:{offset[3:]}"
    ordered = sorted(point.opening_hours.all(), key=_times)
    found = []
    for (opens, closes), group in groupby(ordered, key=lambda row: (row.opens, row.closes)):
        days = [_DAYS[row.weekday - 1] for row in group]
        found.append(
            {
                "id": identifier("schedule", str(point.public_id), str(opens), str(closes)),
                "freq": "WEEKLY",
                "wkst": "MO",
                "byday": ",".join(days),
                "opens_at": f"{opens:%H:%M}{zone}",
                "closes_at": f"{closes:%H:%M}{zone}",
                "description": words.of(point, "function"),
            }
        )
    if not found and (text := words.of(point, "hours")):
        function = words.of(point, "function")
        found.append(
            {
                "id": identifier("schedule", str(point.public_id)),
                "description": f"{function}: {text}",
            }
        )
    return found


def moment(at: datetime) -> str:
    """With milliseconds, in UTC, as the standard asks."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _times(row: OpeningHours) -> tuple[Any, ...]:
    return row.opens, row.closes, row.weekday


def areas(row: Service, shown: Collection[str]) -> list[Shown]:
    """Where a service helps: its regions, or the country of its organisation."""
    if "coverage" not in shown:
        return []
    places = [(code, codes.label("region", code), area_uri(code)) for code in row.coverage]
    country = row.organisation.country_id
    if not places and country and "country" in public_fields(row.organisation):
        uri = f"{_COUNTRY}{_COUNTRIES[country]}" if country in _COUNTRIES else ""
        places = [(country, codes.label("country", country), uri)]
    service_id = str(row.public_id)
    return [
        {
            "id": identifier("area", service_id, code),
            "service_id": service_id,
            "name": name,
            **({"uri": uri} if uri else {}),
        }
        for code, name, uri in places
    ]


def attributes(
    entity: str, link_id: str, codes_of: Iterable[tuple[str, Iterable[str]]]
) -> list[Shown]:
    """The terms of a row: lists of codes, each with the list that they are of."""
    found = []
    known = taxonomies()
    for list_code, chosen in codes_of:
        for code in chosen:
            term = known.term(list_code, code)
            if term is None:
                continue
            found.append(
                {
                    "id": identifier("attribute", link_id, list_code, code),
                    "link_id": link_id,
                    "taxonomy_term_id": term_id(list_code, code),
                    "link_type": list_code,
                    "link_entity": entity,
                    "taxonomy_term": term.shown,
                }
            )
    return found


def location(row: Organisation) -> Shown:
    """Where an organisation is: an address where that is public, else a virtual location."""
    shown = public_fields(row)
    owner = str(row.public_id)
    found: Shown = {
        "id": identifier("location", owner),
        "location_type": VIRTUAL,
        "organization_id": owner,
    }
    if "address" in shown and row.address:
        found["location_type"] = PHYSICAL
        found |= _address(row, shown, found["id"])
    elif "website" in shown and row.website:
        found["url"] = row.website
    return found


def _address(row: Organisation, shown: Collection[str], location_id: str) -> Shown:
    """The address in its parts; as a description where it does not fall into them."""
    parts = _ADDRESS.fullmatch(row.address)
    country = row.country_id if "country" in shown else None
    if parts is None or not country:
        return {"description": row.address}
    regions = row.region_codes if "region_codes" in shown else []
    address = {
        "id": identifier("address", location_id),
        "location_id": location_id,
        "address_1": parts["street"],
        "city": parts["city"],
        "state_province": ", ".join(codes.labels("region", regions[:1])),
        "postal_code": parts["postcode"],
        "country": country,
        "address_type": PHYSICAL,
    }
    return {"addresses": [address]}


def capacities(row: Service, shown: Collection[str], words: Words) -> list[Shown]:
    """The room a service says it has, of what has not lapsed (`rooms`, read with the row).

    The standard wants a number. “Yes” without one is at least one place, and says so; “on request”
    is none that could be given, and is left out.
    """
    if "capacity" not in shown:
        return []
    found = []
    for room in row.rooms:  # type: ignore[attr-defined]
        if room.state == CapacityState.ON_REQUEST:
            continue
        if words.language == "de":  # these words are not in the directory
            words.used.add("en")
        known = room.state == CapacityState.NO or room.places_free is not None
        group = codes.label("target_group", room.target_group) if room.target_group else ""
        state = str(CapacityState(room.state).label)
        said = f"{group}: {state}" if group else state
        capacity_id = identifier("capacity", str(row.public_id), room.target_group)
        terms = [("target_group", [room.target_group])] if room.target_group else []
        found.append(
            {
                "id": capacity_id,
                "service_id": str(row.public_id),
                "unit": {
                    "id": identifier("unit", "place"),
                    "name": pgettext("of capacity", "place"),
                },
                "available": (room.places_free or 0) if known else 1,
                "description": said
                if known
                else _("%(said)s; how many places is not said") % {"said": said},
                "updated": moment(room.updated_at),
                "attributes": attributes("service_capacity", capacity_id, terms),
            }
        )
    return found
