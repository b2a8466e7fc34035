"""Who changed what in the directory: every insert, update and delete, kept by the database.

Search columns follow from the others and are left out, so that rebuilding the index is no edit.
"""

import pghistory

from contacts.models import (
    Capacity,
    ContactPoint,
    CountryNotice,
    CountryRule,
    Network,
    NetworkMember,
    OpeningHours,
    Organisation,
    Partnership,
    Service,
)

DERIVED = ["search_vector", "sort_key", "needs", "target_groups", "areas"]
# Given once and never changed: history begun before the column came would tell another one.
GIVEN_ONCE = ["public_id"]


def _track(model: type, *, exclude: list[str]) -> None:
    translated = [
        field.name
        for field in model._meta.fields  # type: ignore[attr-defined]
        if getattr(getattr(field, "translated_field", None), "name", "") in exclude
    ]
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=exclude + translated or None,
        meta={"default_permissions": ()},
    )(model)


_track(Organisation, exclude=DERIVED)
_track(ContactPoint, exclude=GIVEN_ONCE)
_track(Service, exclude=GIVEN_ONCE)
_track(OpeningHours, exclude=[])
_track(Capacity, exclude=[])
_track(CountryRule, exclude=[])
_track(CountryNotice, exclude=[])
_track(Network, exclude=[])
_track(NetworkMember, exclude=[])
_track(Partnership, exclude=GIVEN_ONCE)
