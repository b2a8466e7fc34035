"""Only the owner's connection changes the schema."""

from typing import Any


class OwnerMigrates:
    """Aliases are roles on one database, so relations between them are always allowed."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        return True
