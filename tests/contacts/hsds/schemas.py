"""The standard's own schemas, which every answer is held to.

Stricter than the standard in one thing: a member that it does not know is a mistake of ours.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FOLDER = Path(settings.BASE_DIR).parent / "shared" / "standards" / "hsds" / "schema"
# An organisation's services and the service of a place: the API reference has them, and these
# schemas, which also describe tables, do not.
_registry: Any = Registry  # its arguments are unknown to mypy
_resource: Any = Resource
ADDED: dict[str, dict[str, Any]] = {
    "organization": {"services": {}},
    "service_at_location": {"service": {}},
}


def schema(name: str) -> Draft202012Validator:
    """A validator for one of the standard's files, such as "compiled/service_list"."""
    if not FOLDER.is_dir():
        pytest.skip(f"the standard's schemas are not at {FOLDER}")
    read = _strict(_read(f"{name}.json"))
    registry = _registry(retrieve=_retrieve)
    return Draft202012Validator(read, registry=registry, format_checker=FormatChecker())


def faults(validator: Draft202012Validator, answer: Any) -> list[str]:
    """What is wrong with an answer, each with where it stands."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(answer)]


def _retrieve(uri: str) -> Any:
    return _resource(contents=_strict(_read(uri)), specification=DRAFT202012)


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _strict(value) for key, value in schema.items() if key != "name" or value is None}
    if isinstance(schema.get("properties"), dict):
        added = ADDED.get(str(schema.get("name")), {})
        made["properties"] = {
            **added,
            **{key: _strict(value) for key, value in schema["properties"].items()},
        }
        made["additionalProperties"] = False
    return made
