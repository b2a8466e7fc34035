"""Walks the URL configuration: every address the portal answers, named by its route."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

LANGUAGE = "nl"


@dataclass(frozen=True)
class Address:
    """`route` has `<name>` for each argument, and no language."""

    route: str
    name: str
    localised: bool

    @property
    def key(self) -> str:
        """How a table names it: `/nl/` stands for every language."""
        return f"/{LANGUAGE}/{self.route}" if self.localised else f"/{self.route}"

    @property
    def is_admin(self) -> bool:
        return self.route.startswith("admin/")

    def path(self, arguments: dict[str, Any]) -> str:
        """A path to ask for. Raises KeyError for an argument that is not given."""
        return re.sub(r"<(\w+)>", lambda match: str(arguments[match[1]]), self.key)


def addresses() -> list[Address]:
    """Every address once, in the order in which Django tries them."""
    return list(_walk(get_resolver().url_patterns, "", "", localised=False))


def _walk(patterns: Any, route: str, namespace: str, *, localised: bool) -> Iterator[Address]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            prefixed = isinstance(entry.pattern, LocalePrefixPattern)
            yield from _walk(
                entry.url_patterns,
                route if prefixed else route + _readable(entry.pattern),
                f"{namespace}{entry.namespace}:" if entry.namespace else namespace,
                localised=localised or prefixed,
            )
        elif isinstance(entry, URLPattern):
            name = f"{namespace}{entry.name}" if entry.name else ""
            yield Address(route + _readable(entry.pattern), name, localised)


def _readable(pattern: Any) -> str:
    """`<uuid:pk>/` and `^(?P<pk>[^/]+)/$` both as `<pk>/`."""
    if isinstance(pattern, RegexPattern):
        without_groups = re.sub(r"\(\?P<(\w+)>(?:[^()\\]|\\.|\[[^]]*\])*\)", r"<\1>", str(pattern))
        return re.sub(r"^\^|\$$|\\Z$|\\(?=[.-])", "", without_groups)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(pattern))
