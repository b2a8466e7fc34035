"""Lines of the two registers, written as a team lead writes them."""

from datetime import timedelta
from typing import Any

from accounts.models import Membership
from rights import breaches, requests
from rights.models import Breach, PersonRequest
from rights.requests import Received
from tests.factories import NOW, acting

SECRET = "Her brother asks too, do not tell him."
NOTHING: dict[str, Any] = {
    **dict.fromkeys(breaches.SEALED, ""),
    **dict.fromkeys(breaches.PLAIN),
    "kinds": ["confidentiality"],
    "categories": ["identity"],
    "risk": "",
    "authority_reference": "",
    "not_informed": "",
}


def asked_by_a_person(lead: Membership, **given: Any) -> PersonRequest:
    """A request as it came in yesterday."""
    received = {
        "kind": "access",
        "received_on": (NOW - timedelta(days=1)).date(),
        "received_by": "phone",
        "details": SECRET,
        **given,
    }
    with acting(lead):
        return requests.receive(lead.organisation, Received(**received), now=NOW)


def a_breach(lead: Membership, **given: Any) -> Breach:
    """A breach that was discovered at NOW."""
    values = {**NOTHING, "discovered_at": NOW, "description": SECRET, **given}
    with acting(lead):
        return breaches.report(lead.organisation, values, now=NOW)
