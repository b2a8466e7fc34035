"""What answers to programs say in the same way everywhere."""

from typing import Any

from contacts.models import Organisation

Shown = dict[str, Any]


def organisation(row: Organisation) -> Shown:
    """An organisation by the id that the directory gives."""
    return {"id": str(row.public_id), "name": row.name}
