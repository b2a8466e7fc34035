"""Rows as HSDS 3.1 objects (docs/hsds.md has the mapping); what is not public is not in them.

Each function asks contacts.visibility for the fields of its row, and looks at no others.
"""

from datetime import datetime

from contacts import codes
from contacts.hsds import parts
from contacts.hsds.identifiers import identifier, place_id
from contacts.hsds.parts import Shown, Whose
from contacts.hsds.words import Words
from contacts.models import Organisation, Service
from contacts.visibility import public_fields

_BETWEEN = " · "


class Shower:
    """Makes the objects of one answer; what several rows share is made once."""

    def __init__(self, words: Words, *, now: datetime) -> None:
        self.words = words
        self.now = now
        self._organisations: dict[int, Shown] = {}
        self._whole: dict[int, Shown] = {}
        self._texts: dict[tuple[str, ...], str] = {}

    def service(self, row: Service) -> Shown:
        """A service as a list has it: only what there is one of."""
        shown, owner = public_fields(row), row.organisation
        organisation = self.organisation(owner)
        found: Shown = {
            "id": str(row.public_id),
            "organization_id": organisation["id"],
            "name": self.words.of(row, "name"),
            "status": "active",
        }
        if "needs" in shown and row.needs:
            found["description"] = self._labels("need", row.needs)
        if "website" in organisation:
            found["url"] = organisation["website"]
        if "email" in organisation:
            found["email"] = organisation["email"]
        eligible = []
        if "target_groups" in shown:
            eligible.append(self._labels("target_group", row.target_groups))
        if "conditions" in shown:
            eligible.append(self.words.of(row, "conditions"))
        if any(eligible):
            found["eligibility_description"] = _BETWEEN.join(text for text in eligible if text)
        if changed := changed_at(row):
            found["last_modified"] = parts.moment(changed)
        found["organization"] = organisation
        return found

    def _labels(self, list_code: str, chosen: list[str]) -> str:
        key = (list_code, *chosen)
        if key not in self._texts:
            self._texts[key] = _BETWEEN.join(codes.labels(list_code, chosen))
        return self._texts[key]

    def whole_service(self, row: Service) -> Shown:
        """A service with all that belongs to it."""
        found, shown, owner = self.service(row), public_fields(row), row.organisation
        whose = Whose("service_id", found["id"])
        place = self._place(row)
        place["location"] = parts.location(owner)
        organisation = self.whole_organisation(owner)
        reach = public_fields(owner)
        languages = row.languages if "languages" in shown else []
        if not languages and "languages" in reach and "languages" in shown:
            languages = owner.languages
        found |= {
            "phones": self._phones(owner, whose),
            "contacts": organisation["contacts"],
            "schedules": [
                schedule | whose.named
                for point in owner.contact_points.all()
                for schedule in parts.schedules(point, self.words, self.now)
            ],
            "service_areas": parts.areas(row, shown),
            "service_at_locations": [place],
            "languages": parts.spoken(languages, whose),
            "capacities": parts.capacities(row, shown, self.words),
            "attributes": parts.attributes(
                "service",
                whose.id,
                [
                    (list_code, getattr(row, field))
                    for list_code, field in parts.OF_A_SERVICE
                    if field in shown
                ],
            ),
            "organization": organisation,
        }
        return found

    def organisation(self, row: Organisation) -> Shown:
        """An organisation as a list has it."""
        if row.pk not in self._organisations:
            self._organisations[row.pk] = self._organisation(row)
        return self._organisations[row.pk]

    def _organisation(self, row: Organisation) -> Shown:
        shown = public_fields(row)
        kind = codes.label("org_type", row.kind) if "kind" in shown else ""
        roles = self.words.of(row, "roles").splitlines() if "roles" in shown else []
        found = {
            "id": str(row.public_id),
            "name": self.words.of(row, "name"),
            "description": _BETWEEN.join(line for line in roles if line) or kind,
        }
        if "email" in shown and row.email:
            found["email"] = row.email
        if "website" in shown and row.website:
            found["website"] = row.website
        return found

    def whole_organisation(self, row: Organisation) -> Shown:
        """An organisation with all that belongs to it but its services."""
        if row.pk not in self._whole:
            self._whole[row.pk] = self._whole_organisation(row)
        return self._whole[row.pk]

    def _whole_organisation(self, row: Organisation) -> Shown:
        shown, found = public_fields(row), dict(self.organisation(row))
        points = [parts.contact(point, row, self.words) for point in row.contact_points.all()]
        kinds = [("org_type", [row.kind])] if "kind" in shown else []
        found |= {
            "phones": self._phones(row, Whose("organization_id", found["id"])),
            "contacts": [point for point in points if point],
            "locations": [parts.location(row)],
            "attributes": parts.attributes("organization", found["id"], kinds),
        }
        return found

    def place(self, row: Service) -> Shown:
        """A service at its location, as a list has it."""
        found = self._place(row)
        location = parts.location(row.organisation)
        found["location"] = {
            key: value for key, value in location.items() if not isinstance(value, list)
        }
        found["service"] = self.service(row)
        return found

    def whole_place(self, row: Service) -> Shown:
        """A service at its location with all that belongs to it."""
        service = self.whole_service(row)
        found = self._place(row)
        found |= {
            "service_areas": service["service_areas"],
            "contacts": service["contacts"],
            "phones": service["phones"],
            "schedules": service["schedules"],
            "location": parts.location(row.organisation),
            "service": {
                key: value for key, value in service.items() if key != "service_at_locations"
            },
        }
        return found

    def _place(self, row: Service) -> Shown:
        return {
            "id": place_id(row.public_id),
            "service_id": str(row.public_id),
            "location_id": identifier("location", str(row.organisation.public_id)),
        }

    def _phones(self, row: Organisation, whose: Whose) -> list[Shown]:
        shown = public_fields(row)
        if "phone" not in shown:
            return []
        languages = row.languages if "languages" in shown else []
        unconfirmed = "phone" in row.unverified_fields
        return parts.phones(row.phone, whose, languages, unconfirmed=unconfirmed)


def changed_at(row: Service | Organisation) -> datetime | None:
    """When its entry last changed, as it was read with the row; None if that was never told."""
    changed: datetime | None = getattr(row, "changed_at", None)
    return changed
