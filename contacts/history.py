"""Who changed what in the directory: every insert, update and delete, kept by the database.

Search columns follow from the others and are left out, so that rebuilding the index is no edit.
"""

import pghistory

from contacts.models import (
    Capacity,
    ContactPoint,
    CountryNotice,
    CountryRule,
    OpeningHours,
    Organisation,
    Service,
)

DERIVED = ["search_vector", "sort_key", "needs", "target_groups"]


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
_track(ContactPoint, exclude=[])
_track(Service, exclude=[])
_track(OpeningHours, exclude=[])
_track(Capacity, exclude=[])
_track(CountryRule, exclude=[])
_track(CountryNotice, exclude=[])
