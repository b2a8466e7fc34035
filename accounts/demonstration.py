"""The accounts of demonstration mode. They exist nowhere else, and production refuses them."""

from typing import NamedTuple

from .models import Role

DEMONSTRATION_PASSWORD = "grens-frontiere-2017"  # noqa: S105  (public, and refused in production)


class DemonstrationAccount(NamedTuple):
    """Login, role, and the organisation's name as the sign-in page shows it."""

    login: str
    role: Role
    organisation: str


DEMONSTRATION_ACCOUNTS = (
    DemonstrationAccount("caseworker@payoke.example", Role.CASEWORKER, "Payoke"),
    DemonstrationAccount("teamlead@payoke.example", Role.TEAM_LEAD, "Payoke"),
    DemonstrationAccount("contactpoint@payoke.example", Role.CONTACT_POINT, "Payoke"),
    DemonstrationAccount("caseworker@pag-asa.example", Role.CASEWORKER, "PAG-ASA"),
    DemonstrationAccount("caseworker@comensha.example", Role.CASEWORKER, "CoMensha"),
    DemonstrationAccount("contactpoint@comensha.example", Role.CONTACT_POINT, "CoMensha"),
    DemonstrationAccount("caseworker@infotraite.example", Role.CASEWORKER, "INFOTRAITE"),
    DemonstrationAccount("contactpoint@infotraite.example", Role.CONTACT_POINT, "INFOTRAITE"),
    DemonstrationAccount("secretariat@benelux.example", Role.SECRETARIAT, "Benelux"),
    DemonstrationAccount("member@justitie-nl.example", Role.MEMBER, "Nederland"),
    DemonstrationAccount("member@justice-be.example", Role.MEMBER, "België / Belgique"),
    DemonstrationAccount("member@justice-lu.example", Role.MEMBER, "Luxembourg"),
    DemonstrationAccount("editor@benelux.example", Role.EDITOR, "Benelux"),
    DemonstrationAccount("dpo@benelux.example", Role.DPO, "Benelux"),
    DemonstrationAccount("operator@benelux.example", Role.OPERATOR, "Benelux"),
)
