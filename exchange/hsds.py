"""The directory as a file of Open Referral HSDS 3.1, and what such a file says of it.

A list of organisations with their contacts, phones and services, in the words of one language:
what HSDS has no place for, such as the other languages, is not in it and is not touched when the
file comes back. Codes are attributes with the term of their list. `https://docs.openreferral.org`
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contacts import codes
from contacts.models import Organisation
from exchange import hours
from exchange.columns import ORGANISATIONS, POINTS, SERVICES, Column, Table, shown_text
from exchange.reading import Row
from exchange.unpacking import UnreadableError, decoded, storable

_SPACE = uuid5(NAMESPACE_URL, "https://www.benelux.int/thb-portal/hsds")
SCHEME = "benelux-thb"  # of the short name, among an organisation's identifiers
BATCH = 500
# Which HSDS property holds which text, for each table; translated ones in the file's language.
TEXTS = {
    "organisations": {"name": "name", "description": "roles"},
    "contact_points": {"title": "function"},
    "services": {"name": "name", "eligibility_description": "conditions"},
}
PLAIN = {
    "organisations": ("email", "website"),
    "contact_points": ("email",),
    "services": (),
}
_CODED = {"code", "codes"}
_ADDRESS = re.compile(r"(?P<street>.+), (?P<postcode>(?:L-)?\d{4}(?: ?[A-Z]{2})?) (?P<city>.+)")

Shown = dict[str, Any]


def write(file: IO[bytes], found: "QuerySet[Organisation]", *, language: str) -> int:
    """Write these organisations; gives the number of organisations, contacts and services."""
    number, last, now = 0, "", timezone.now()
    file.write(b"[")
    while True:
        batch = list(
            found.filter(slug__gt=last)
            .order_by("slug")
            .prefetch_related("contact_points__opening_hours", "services")[:BATCH]
        )
        if not batch:
            break
        for row in batch:
            shown = _organisation(row, language, now)
            file.write(b",\n" if number else b"\n")
            file.write(json.dumps(shown, ensure_ascii=False).encode())
            number += 1 + len(shown["contacts"]) + len(shown["services"])
        last = batch[-1].slug
    file.write(b"\n]\n")
    return number


def _organisation(row: Organisation, language: str, now: datetime) -> Shown:
    own = str(row.public_id)
    shown = {"id": own, **_told(ORGANISATIONS, row, language)}
    shown.setdefault("description", "")
    return shown | {
        "organization_identifiers": [
            {
                "id": _id("identifier", own),
                "organization_id": own,
                "identifier_scheme": SCHEME,
                "identifier_type": "short name",
                "identifier": row.slug,
            }
        ],
        "phones": _phones(row.phone, organization_id=own),
        "locations": [_location(row, now)],
        "contacts": [
            {
                "id": str(point.public_id),
                "organization_id": own,
                **_told(POINTS, point, language),
                "phones": _phones(point.phone, contact_id=str(point.public_id)),
                "attributes": _attributes(POINTS, point, "contact"),
            }
            for point in row.contact_points.all()
        ],
        "services": [
            {
                "id": str(service.public_id),
                "organization_id": own,
                **_told(SERVICES, service, language),
                "status": "active" if getattr(service, "active", True) else "inactive",
                "attributes": _attributes(SERVICES, service, "service"),
            }
            for service in row.services.all()
        ],
        "attributes": _attributes(ORGANISATIONS, row, "organization"),
    }


def _location(row: Organisation, now: datetime) -> Shown:
    """Where it is and when it answers. A secret place has no address in the directory, so it is
    virtual here; an address that does not fall into the parts of HSDS is a description."""
    own = str(row.public_id)
    identity = _id("location", own)
    found: Shown = {"id": identity, "organization_id": own, "location_type": "virtual"}
    if row.address:
        found["location_type"] = "physical"
        if (parts := _ADDRESS.fullmatch(row.address)) and row.country_id:
            found["addresses"] = [
                {
                    "id": _id("address", own),
                    "location_id": identity,
                    "address_1": parts["street"],
                    "city": parts["city"],
                    "state_province": "",
                    "postal_code": parts["postcode"],
                    "country": row.country_id,
                    "address_type": "physical",
                }
            ]
        else:
            found["description"] = row.address
    schedules = [
        schedule | {"location_id": identity}
        for point in row.contact_points.all()
        for schedule in hours.schedules(point, identity=_id, now=now)
    ]
    return found | {"schedules": schedules}


def _told(table: Table, row: Model, language: str) -> Shown:
    """The texts and plain values that the row has."""
    told = {name: shown_text(row, stem, language) for name, stem in TEXTS[table.name].items()}
    told |= {name: getattr(row, name) for name in PLAIN[table.name]}
    return {name: text for name, text in told.items() if text}


def _phones(number: str, **of: str) -> list[Shown]:
    return [{"id": _id("phone", *of.values()), "number": number, **of}] if number else []


def _attributes(table: Table, row: Model, entity: str) -> list[Shown]:
    own = str(row.public_id)  # type: ignore[attr-defined]
    found = []
    for column in table.columns:
        if column.kind not in _CODED:
            continue
        for code in filter(None, column.text_of(row).split(", ")):
            label = codes.label(column.list_code, code)
            found.append(
                {
                    "id": _id("attribute", own, column.name, code),
                    "link_id": own,
                    "link_entity": entity,
                    "link_type": column.name,
                    "value": code,
                    "taxonomy_term": {
                        "id": _id("term", column.list_code, code),
                        "code": code,
                        "name": label,
                        "description": label,
                        "taxonomy": column.list_code,
                    },
                }
            )
    return found


def _id(*place: str) -> str:
    return str(uuid5(_SPACE, "/".join(place)))


def rows_of(content: bytes, *, language: str) -> tuple[int, Iterator[Row]]:
    """How many rows there may be, and the rows. Raises UnreadableError."""
    text, _guessed = decoded(content)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(_("The file is no JSON that can be read.")) from error
    if isinstance(whole, dict):  # a page of a list, or one organisation
        whole = next(
            (whole[name] for name in ("contents", "organizations") if name in whole), [whole]
        )
    if not isinstance(whole, list) or not all(isinstance(item, dict) for item in whole):
        raise UnreadableError(_("The file holds no list of organisations as HSDS has it."))
    total = sum(1 + len(_list(item, "contacts")) + len(_list(item, "services")) for item in whole)
    return total, _rows(whole, language)


def _rows(whole: list[Shown], language: str) -> Iterator[Row]:
    known = _short_names(whole)
    slugs = []
    for number, item in enumerate(whole, start=1):
        row = _row(ORGANISATIONS, number, item, language)
        slug = _identifier(item) or known.get(str(item.get("id", "")), "")
        slug = slug or slugify(_string(item.get("name")))[:80]
        row.cells["slug"] = storable(slug)
        # A file that names no place says nothing of the address: it stays as it is.
        if address := _address(_list(item, "locations")):
            row.cells["address"] = address
        slugs.append(slug)
        yield row
    for table, name in ((POINTS, "contacts"), (SERVICES, "services")):
        for number, (item, slug) in enumerate(zip(whole, slugs, strict=True), start=1):
            opening = _opening(item) if table is POINTS else {}
            for part in _list(item, name):
                row = _row(table, number, part, language)
                row.cells["organisation"] = storable(slug)
                row.cells["id"] = storable(_string(part.get("id")))
                if row.cells["id"] in opening:
                    row.cells["opening"] = storable(opening[row.cells["id"]])
                yield row


def _address(locations: list[Shown]) -> str:
    """The address of the first place that has one, as the directory writes it."""
    for location in locations:
        for address in _list(location, "addresses"):
            street, code, city = (
                _string(address.get(name)).strip() for name in ("address_1", "postal_code", "city")
            )
            return storable(", ".join(filter(None, (street, f"{code} {city}".strip()))))
        if location.get("location_type") == "physical":
            return storable(_string(location.get("description")).strip())
    return ""


def _opening(item: Shown) -> dict[str, str]:
    """Contact id -> the cell of its hours; nothing where the file speaks of no places."""
    if "locations" not in item:
        return {}
    found = [one for place in _list(item, "locations") for one in _list(place, "schedules")]
    return hours.cells_of(found, [_string(one.get("id")) for one in _list(item, "contacts")])


def _short_names(whole: list[Shown]) -> dict[str, str]:
    ids = []
    for item in whole:
        try:
            ids.append(UUID(_string(item.get("id"))))
        except ValueError:
            continue
    found = Organisation.objects.filter(public_id__in=ids).values_list("public_id", "slug")
    return {str(identity): slug for identity, slug in found}


def _identifier(item: Shown) -> str:
    for named in _list(item, "organization_identifiers"):
        if named.get("identifier_scheme") == SCHEME:
            return _string(named.get("identifier"))
    return ""


def _row(table: Table, number: int, item: Shown, language: str) -> Row:
    row = Row(table, number, {}, shown_in=language)
    for name, stem in TEXTS[table.name].items():
        if name in item:
            _take(row, f"{stem}_{language}", item[name])
    for name in PLAIN[table.name]:
        if name in item:
            _take(row, name, item[name])
    if phones := _list(item, "phones"):
        _take(row, "phone", phones[0].get("number"))
    if "attributes" in item:
        for column in table.columns:
            if column.kind in _CODED:
                row.cells[column.name] = _codes_of(item, column)
    if "active" in table.by_name and table is SERVICES and "status" in item:
        row.cells["active"] = "yes" if item["status"] == "active" else "no"
    return row


def _take(row: Row, name: str, value: Any) -> None:
    if value is None or isinstance(value, str):
        row.cells[name] = storable(value or "").replace("\r\n", "\n").strip()
    else:
        row.faults.append((name, _("This is not a text.")))


def _codes_of(item: Shown, column: Column) -> str:
    found = [
        _string(attribute.get("value"))
        for attribute in _list(item, "attributes")
        if attribute.get("link_type") == column.name
    ]
    return storable(", ".join(code for code in found if code))


def _list(item: Shown, name: str) -> list[Shown]:
    """A list of objects; whatever else stands there is none."""
    found = item.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
