"""What the description of the machine interface says of every answer.

After the Dutch government's API Design Rules (Logius): the version is in a header of each answer,
an error is a problem document (RFC 9457).
"""

from typing import Any

PROBLEM = "application/problem+json"
JsonObject = dict[str, Any]

_VERSION: JsonObject = {
    "description": "The full version of the interface",
    "schema": {"type": "string"},
}
_ETAG: JsonObject = {
    "description": "The version of the referral, for If-Match",
    "schema": {"type": "string"},
}
_PROBLEM_SCHEMA: JsonObject = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
    },
    "required": ["title", "status"],
}
ALWAYS = {"401": "Who asks is not known", "403": "The token lacks the scope"}
ASKED = {"400": "A value or a header is missing or not accepted"}
OF_ONE = {"404": "There is none, or the organisation has no part in it"}
CHANGED = {
    "409": "It is not possible as it stands now",
    "412": "It changed since it was read",
    "422": "The Idempotency-Key was used for another call",
    "428": "If-Match is missing",
}
FILED = {"422": CHANGED["422"]}
_KEY: JsonObject = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "maxLength": 100},
    "description": "A text of your own, new for each change and the same when it is sent again",
}
_IF_MATCH: JsonObject = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string"},
    "description": "The ETag of the referral as it was read",
}


def complete(result: JsonObject, **_given: Any) -> JsonObject:
    """Add headers, problems and the two headers of a change (a hook of drf-spectacular)."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for schema in schemas.values():
        for described in schema.get("properties", {}).values():
            described.pop("example", None)  # REST framework's own is no address
    schemas["Problem"] = _PROBLEM_SCHEMA
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _complete(operation, of_one="{" in path, changes=method != "get")
    return result


def _complete(operation: JsonObject, *, of_one: bool, changes: bool) -> None:
    parameters = operation.setdefault("parameters", [])
    if changes:
        parameters += [_KEY, _IF_MATCH] if of_one else [_KEY]
    refusals = {**ALWAYS, **(OF_ONE if of_one else {})}
    if parameters:
        refusals |= ASKED
    if changes:
        refusals |= CHANGED if of_one else FILED
    headers = {"API-Version": _VERSION}
    for response in operation["responses"].values():
        response["headers"] = {**headers, **({"ETag": _ETAG} if changes else {})}
    for status, words in sorted(refusals.items()):
        operation["responses"][status] = {
            "description": words,
            "headers": headers,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
