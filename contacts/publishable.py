"""Which fields of the directory can be made public at all, as the database's constraints know them.

What strangers then see is decided by contacts.visibility.
"""

# Kinds whose place is never shown to strangers and whose address is never kept.
SHELTER_KINDS = ("minors_centre", "shelter")

ORGANISATION_FIELDS = (
    "name", "kind", "country", "national_scope", "region", "region_codes", "address", "phone",
    "email", "website", "languages", "needs", "target_groups", "roles", "notes",
)  # fmt: skip
# Of a shelter neither places nor free texts, which could name one.
SHELTER_FIELDS = (
    "name", "kind", "country", "phone", "email", "website", "languages", "needs", "target_groups",
)  # fmt: skip
POINT_FIELDS = ("function", "phone", "email", "hours", "languages")
SHELTER_POINT_FIELDS = ("function", "phone", "email", "languages")
SERVICE_FIELDS = (
    "name", "needs", "target_groups", "conditions", "languages", "accessibility", "coverage",
    "capacity",
)  # fmt: skip
SHELTER_SERVICE_FIELDS = (
    "name", "needs", "target_groups", "languages", "accessibility", "capacity",
)  # fmt: skip
