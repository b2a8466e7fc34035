"""What each role gets from the addresses of data protection work."""

from typing import Any

from accounts.models import Membership, Role
from tests.house.readers import only

from .lines import a_breach, asked_by_a_person

KEEPERS = (Role.TEAM_LEAD, Role.DPO)
RIGHTS: dict[str, dict[str, int]] = {
    "/nl/rights/requests/": only(*KEEPERS),
    "/nl/rights/requests/new/": only(*KEEPERS),
    "/nl/rights/requests/<person_request_id>/": only(*KEEPERS),
    "/nl/rights/requests/<person_request_id>/<step>/": only(*KEEPERS),
    "/nl/rights/requests/<person_request_id>/export/": only(Role.TEAM_LEAD),
    "/nl/rights/breaches/": only(*KEEPERS),
    "/nl/rights/breaches/new/": only(*KEEPERS),
    "/nl/rights/breaches/register.csv": only(*KEEPERS),
    "/nl/rights/breaches/<breach_id>/": only(*KEEPERS),
    "/nl/rights/breaches/<breach_id>/change/": only(*KEEPERS),
    "/nl/rights/breaches/<breach_id>/close/": only(*KEEPERS, code=405, others=405),
    "/nl/rights/breaches/<breach_id>/sheet.pdf": only(*KEEPERS),
    "/nl/rights/audit/": only(Role.DPO),
    "/nl/rights/audit/export.csv": only(Role.DPO),
}


def arguments(lead: Membership) -> dict[str, Any]:
    """What their addresses name: lines of the lead's organisation."""
    return {
        "person_request_id": asked_by_a_person(lead).pk,
        "breach_id": a_breach(lead).pk,
        "step": "check",
    }
