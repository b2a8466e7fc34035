"""The OpenAPI document of /hsds/v3/: the addresses and parameters of the standard, as
they are here.

Of the objects it has what the standard requires; the rest is in the standard's own reference.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from contacts.hsds import asking
from contacts.problems import PROBLEM

_REFERENCE = "https://docs.openreferral.org/en/latest/hsds/schema_reference.html"
_NUMBER = {"type": "integer"}
_WHOLE = {"type": "integer", "minimum": 1}
_TEXT = {"type": "string"}
_ID = {"type": "string", "format": "uuid"}
_YES = {"type": "boolean", "default": False}
_PARAMETERS: dict[str, tuple[dict[str, Any], str]] = {
    "search": (
        {"type": "string", "maxLength": 200},
        "Words; all must be found in public texts and codes.",
    ),
    "page": ({**_WHOLE, "maximum": asking.MOST_PAGES, "default": 1}, "The number of the page."),
    "per_page": (
        {**_WHOLE, "maximum": asking.MOST_PER_PAGE, "default": asking.PER_PAGE},
        "How many on a page.",
    ),
    "format": (
        {"type": "string", "enum": [asking.JSON, asking.NDJSON], "default": asking.JSON},
        "ndjson gives all rows, one a line, without pages.",
    ),
    "minimal": (_YES, "Only id and modified_date; without per_page, all on one page."),
    "full": (_YES, "Each with all that belongs to it."),
    "full_service": (_YES, "The services in full."),
    "modified_after": (
        {"type": "string", "format": "date-time"},
        "What changed at this moment or after; without a zone, UTC.",
    ),
    "taxonomy_term_id": (_ID, "What has this term."),
    "taxonomy_id": (_ID, "What has any term of this taxonomy; of terms: those in it."),
    "organization_id": (_ID, "The services of this organisation."),
    "postcode": (
        _TEXT,
        "Services whose area holds it: by province in Belgium, by country in the Netherlands and "
        "Luxembourg.",
    ),
    "proximity": (_TEXT, "Refused (400): the directory gives no coordinates."),
    "top_only": (_YES, "Only terms without others below them."),
    "parent_id": (_ID, "The terms directly below this one."),
}
_PAGE = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("total_items", "total_pages", "page_number", "size"), _NUMBER),
        **{name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")},
    },
    "required": [
        "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty",
        "contents",
    ],
}  # fmt: skip
_ROOT = {
    "type": "object",
    "properties": {
        "version": _TEXT,
        "profile": {"type": "string", "format": "uri"},
        "openapi_url": {"type": "string", "format": "uri"},
    },
    "required": ["version", "profile", "openapi_url"],
}
# Each list: its address, its name, what may be asked, and what each object has by the standard.
_LISTS = (
    ("services", "Service", asking.OF_SERVICES, ("id", "name", "status")),
    ("organizations", "Organization", asking.OF_ORGANISATIONS, ("id", "name", "description")),
    ("service_at_locations", "ServiceAtLocation", asking.OF_PLACES, ("id",)),
    ("taxonomies", "Taxonomy", asking.OF_TAXONOMIES, ("id", "name", "description")),
    ("taxonomy_terms", "TaxonomyTerm", asking.OF_TERMS, ("id", "name", "description")),
)


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    paths: dict[str, Any] = {
        "/": {"get": _operation("readRoot", "This interface and its version", (), {}, _ROOT)},
        "/openapi.json": {
            "get": _operation("readDescription", "This document", (), {}, {"type": "object"})
        },
    }
    for address, name, names, _required in _LISTS:
        one = {"$ref": f"#/components/schemas/{name}"}
        # Ids alone are no whole objects.
        line = {"type": "object"} if address == "services" else one
        page = {
            "allOf": [{"$ref": "#/components/schemas/Page"}],
            "properties": {"contents": {"type": "array", "items": line}},
        }
        paths[f"/{address}"] = {
            method: _operation(
                f"{verb}{name}", f"Page of {address}", sorted(names), {}, page, lines=line
            )
            for method, verb in (("get", "list"), ("post", "ask"))
        }
        of_one = sorted(asking.OF_ONE_ORGANISATION) if address == "organizations" else ()
        paths[f"/{address}/{{id}}"] = {
            "get": _operation(f"read{name}", f"One of {address}", of_one, _BY_ID, one)
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Benelux THB referral portal: public directory",
            "version": "1.0.0",
            "summary": "Open Referral HSDS 3.1, read only, without a key.",
            "description": "Organisations and services in the Netherlands, Belgium and Luxembourg "
            "that help victims of trafficking in human beings. Only what its owner has made public."
            " The language follows Accept-Language: nl, fr, en or de.",
            "contact": {
                "name": "Secretariat of the Benelux working group",
                "url": f"{settings.PORTAL_BASE_URL}/en/contact/",
                "email": settings.PORTAL_CONTACT_EMAIL,
            },
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "externalDocs": {
            "description": "Human Services Data Specification, Open Referral (CC BY-SA 4.0)",
            "url": "https://docs.openreferral.org/",
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": "/hsds/v3"}],
        "security": [],
        "paths": paths,
        "components": {
            "parameters": {name: _parameter(name) for name in _PARAMETERS},
            "schemas": {"Page": _PAGE, "Problem": _PROBLEM, **_objects()},
        },
    }


_BY_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The identifier, as a list gives it.",
    "schema": _ID,
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "instance": _TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": _TEXT, "detail": _TEXT, "code": _TEXT},
            },
        },
    },
    "required": ["title", "status"],
}
_HEADERS = {
    "ETag": {"description": "For If-None-Match", "schema": _TEXT},
    "Content-Language": {"description": "The languages of the texts", "schema": _TEXT},
}
_REFUSALS = {
    "400": "A value is not accepted; the field is named",
    "404": "There is none that is public",
    "429": "Too many requests; Retry-After says how many seconds to wait",
}


def _operation(
    name: str,
    summary: str,
    asked: Iterable[str],
    by_id: dict[str, Any],
    schema: dict[str, Any],
    *,
    lines: dict[str, Any] | None = None,
) -> dict[str, Any]:
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if lines:
        content["application/x-ndjson"] = {"schema": lines}
    parameters = [{"$ref": f"#/components/parameters/{one}"} for one in asked]
    refusals = {
        status: {
            "description": words,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, words in _REFUSALS.items()
        if status != "404" or by_id
    }
    return {
        "operationId": name,
        "summary": summary,
        "parameters": ([by_id] if by_id else []) + parameters,
        "responses": {
            "200": {"description": "The answer", "headers": _HEADERS, "content": content},
            **({"304": {"description": "As it was read before"}} if lines is None else {}),
            **refusals,
        },
    }


def _parameter(name: str) -> dict[str, Any]:
    schema, words = _PARAMETERS[name]
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": words,
        "schema": schema,
    }


def _objects() -> dict[str, Any]:
    return {
        name: {
            "type": "object",
            "description": f"{name} of HSDS 3.1: {_REFERENCE}",
            "properties": {"id": _ID, **{one: _TEXT for one in required if one != "id"}},
            "required": list(required),
        }
        for _address, name, _names, required in _LISTS
    }
