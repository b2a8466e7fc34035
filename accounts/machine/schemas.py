"""The shapes that answers to programs are made of, for the description of the interface."""

from accounts.machine.filling import Schema

NAME: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
HOUR: Schema = {"type": "string", "format": "time"}
MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
UUID_: Schema = {"type": "string", "format": "uuid"}
COUNTRY: Schema = {"type": ["string", "null"], "description": "A country; null for the Benelux"}
_ADDRESS: Schema = {"type": ["string", "null"], "format": "uri"}


def object_(**properties: Schema) -> Schema:
    """The schema of an object whose every property is there."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def list_(items: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": items}


def page_of(items: Schema, *, both_ways: bool = False) -> Schema:
    """The schema of a page of a list that is read onward, or both ways."""
    beside = {"next": _ADDRESS} | ({"previous": _ADDRESS} if both_ways else {})
    return object_(**beside, results=list_(items))


CODED = object_(code=NAME, label=NAME)
TEXTS = {**object_(nl=NAME, fr=NAME), "description": "Empty where it is not there"}
ORGANISATION = object_(id=UUID_, name=NAME)
