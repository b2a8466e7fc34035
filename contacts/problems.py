"""Problem details (RFC 9457): how a machine interface tells what is wrong."""

from http import HTTPStatus
from typing import Any

PROBLEM = "application/problem+json"


def problem(status: int, instance: str) -> dict[str, Any]:
    """The members that every problem has; `instance` is the address that was asked."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "instance": instance,
    }
