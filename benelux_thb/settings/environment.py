"""Reading production's configuration: values from the environment, secrets also from files.

Every mistake is one line that names the variable and says how to mend it; all lines are shown
together, so that an installation is put right in one go.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PROVIDER_NEEDS = {"id", "name", "organisation", "server_url", "client_id", "secret"}
PROVIDER_LISTS = {"mfa_amr", "mfa_acr"}
PROVIDER_MAY = PROVIDER_LISTS | {"authorize_origin"}
PROVIDER_KEYS = PROVIDER_NEEDS | PROVIDER_MAY
KEY_BYTES = 32
SHORTEST_SECRET = 50
FEWEST_DIFFERENT_CHARACTERS = 10
KNOWN_SECRETS = ("django-insecure", "change", "secret", "example", "demo", "default", "test")


class Environment:
    """Collects what is wrong while values are read; `refuse_if_wrong` reports it."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.mistakes: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """The value of `name`, or the content of the file that `NAME_FILE` names."""
        path = self.variables.get(f"{name}_FILE")
        if path:
            try:
                value = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
                self.mistakes.append(f"{name}_FILE: cannot read {path} ({reason}).")
                return ""
        else:
            value = self.variables.get(name, "").strip()
        if value:
            return value
        if default is None:
            self.mistakes.append(f"{name} is missing: set {name} or {name}_FILE.")
            return ""
        return default

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit():
            return int(value)
        self.mistakes.append(f"{name} must be a whole number, not “{value}”.")
        return default

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            self.mistakes.append(f"{name} must be one of: {', '.join(allowed)}.")
        return value

    def names(self, name: str) -> list[str]:
        """A list separated by commas."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def secret(self, name: str) -> str:
        """A long random text; anything that looks like a default is refused."""
        value = self.text(name)
        if not value:
            return value
        if (
            len(value) < SHORTEST_SECRET
            or len(set(value)) < FEWEST_DIFFERENT_CHARACTERS
            or value.lower().startswith(KNOWN_SECRETS)
        ):
            self.mistakes.append(
                f"{name} is a default or too short: give it {SHORTEST_SECRET} random characters."
            )
        return value

    def key(self, name: str) -> str:
        """Base64 of 32 random bytes."""
        value = self.text(name)
        if value:
            self._examine_key(name, value)
        return value

    def keys(self, name: str) -> dict[str, str]:
        """A JSON object from version number to key, the newest with the highest number."""
        value = self.text(name)
        if not value:
            return {}
        try:
            found = json.loads(value)
        except ValueError:
            found = None
        if (
            not isinstance(found, dict)
            or not found
            or not all(version.isdigit() and isinstance(key, str) for version, key in found.items())
        ):
            self.mistakes.append(f'{name} must look like {{"1": "base64 of {KEY_BYTES} bytes"}}.')
            return {}
        for version, key in found.items():
            self._examine_key(f"{name}, version {version}", key)
        return found

    def single_sign_on(self, name: str) -> list[dict[str, Any]]:
        """A JSON list of providers, as docs/operations.md describes one; empty by default."""
        try:
            found = json.loads(self.text(name, "[]"))
        except ValueError:
            found = None
        if not isinstance(found, list):
            self.mistakes.append(f"{name} must be a JSON list of providers.")
            return []
        for entry in found:
            keys = set(entry) if isinstance(entry, dict) else set()
            texts_only = keys and all(isinstance(entry[key], str) for key in keys - PROVIDER_LISTS)
            if not PROVIDER_NEEDS <= keys <= PROVIDER_KEYS or not texts_only:
                needs, may = ", ".join(sorted(PROVIDER_NEEDS)), ", ".join(sorted(PROVIDER_MAY))
                self.mistakes.append(f"{name}: each provider has {needs}; it may have {may}.")
            elif not entry["server_url"].startswith("https://"):
                self.mistakes.append(f"{name}: server_url must begin with https://.")
        ids = [entry.get("id") for entry in found if isinstance(entry, dict)]
        if len(set(ids)) != len(ids):
            self.mistakes.append(f"{name}: two providers have the same id.")
        return found

    def _examine_key(self, name: str, value: str) -> None:
        try:
            raw = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != KEY_BYTES or len(set(raw)) < FEWEST_DIFFERENT_CHARACTERS:
            self.mistakes.append(f"{name} must be base64 of {KEY_BYTES} random bytes.")

    def forbid(self, name: str, why: str) -> None:
        """Refuse a variable that belongs to another way of running the portal."""
        if self.variables.get(name, "").strip().lower() not in {"", "0", "false", "no", "off"}:
            self.mistakes.append(f"{name} must not be set: {why}")

    def refuse_if_wrong(self) -> None:
        """Raises ImproperlyConfigured with one line for each mistake."""
        if self.mistakes:
            raise ImproperlyConfigured(
                "The portal does not start:\n" + "\n".join(f"- {line}" for line in self.mistakes)
            )
