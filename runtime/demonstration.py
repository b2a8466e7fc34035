"""The demonstration's accounts, as fixed for those who try the portal, for the terminal."""

from pathlib import Path

PASSWORD = "grens-frontiere-2017"
ACCOUNTS = {
    "caseworker@payoke.example": "case worker, Payoke (Belgium)",
    "teamlead@payoke.example": "team lead, Payoke",
    "contactpoint@payoke.example": "contact point, Belgium",
    "caseworker@pag-asa.example": "case worker, PAG-ASA (Belgium)",
    "caseworker@comensha.example": "case worker, CoMensha (Netherlands)",
    "contactpoint@comensha.example": "contact point, Netherlands",
    "caseworker@infotraite.example": "case worker, INFOTRAITE (Luxembourg)",
    "contactpoint@infotraite.example": "contact point, Luxembourg",
    "secretariat@benelux.example": "secretariat of the working group",
    "member@justitie-nl.example": "working-group member, Netherlands",
    "member@justice-be.example": "working-group member, Belgium",
    "member@justice-lu.example": "working-group member, Luxembourg",
    "editor@benelux.example": "content editor",
    "dpo@benelux.example": "data protection officer",
    "operator@benelux.example": "operator (admin site)",
}


def announcement(port: int, folder: Path) -> str:
    """What `make run` prints when the portal answers."""
    width = max(map(len, ACCOUNTS))
    return "\n".join(
        [
            "",
            f"Portal ready at http://localhost:{port}/",
            "",
            f"Demonstration accounts, password {PASSWORD} for all:",
            *(f"  {login:<{width}}  {role}" for login, role in ACCOUNTS.items()),
            "",
            f"Mails it sends: http://localhost:{port}/en/mailbox/",
            f"Data and logs: {folder}",
            "Ctrl-C stops it.",
        ]
    )
