"""The entry form as a browser would send it."""

from typing import Any

from django.test import Client


def typed(client: Client, path: str, **changes: Any) -> dict[str, Any]:
    """What stands in the form, with some fields changed."""
    form = client.get(path).context["form"]
    data = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in data.items() if value not in (None, False)} | changes
