"""Where the text of a written procedure stands.

A subject is a kind and an id. The app that owns a kind registers how its page is found, so that
this one imports none of them.
"""

from collections.abc import Callable

from protection.actor import Actor

_LINKS: dict[str, Callable[[str, Actor], str]] = {}


def register_subject(kind: str, link: Callable[[str, Actor], str]) -> None:
    """Let `link` give the address of a subject's page from its id, in the language that is
    active; "" for a reader who has none."""
    _LINKS[kind] = link


def link_of(subject: str, actor: Actor) -> str:
    """The address of what a procedure is about, or ""."""
    kind, _colon, identifier = subject.partition(":")
    return _LINKS[kind](identifier, actor) if kind in _LINKS else ""
