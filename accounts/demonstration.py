"""The accounts of demonstration mode. They exist nowhere else, and production refuses them.

The one list of them: for the sign-in page, for the database and, without Django, for the terminal
(`runtime.demonstration`).
"""

from typing import NamedTuple

DEMONSTRATION_PASSWORD = "grens-frontiere-2017"  # noqa: S105  (public, and refused in production)


class DemonstrationAccount(NamedTuple):
    """`role` is a code of Role, `slug` the organisation's in the directory.

    `organisation` is its short name, or its country's, as the sign-in page shows it.
    """

    login: str
    role: str
    slug: str
    organisation: str
    language: str

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        from .models import Role  # needs Django, which the terminal does without

        return str(Role(self.role).label)


DEMONSTRATION_ACCOUNTS = tuple(
    DemonstrationAccount(*fields)
    for fields in (
        ("caseworker@payoke.example", "caseworker", "payoke", "Payoke", "nl"),
        ("teamlead@payoke.example", "team_lead", "payoke", "Payoke", "nl"),
        ("contactpoint@payoke.example", "contact_point", "payoke", "Payoke", "nl"),
        ("caseworker@pag-asa.example", "caseworker", "pag-asa", "PAG-ASA", "fr"),
        ("caseworker@comensha.example", "caseworker", "comensha", "CoMensha", "nl"),
        ("contactpoint@comensha.example", "contact_point", "comensha", "CoMensha", "nl"),
        ("caseworker@infotraite.example", "caseworker", "infotraite", "INFOTRAITE", "fr"),
        ("contactpoint@infotraite.example", "contact_point", "infotraite", "INFOTRAITE", "fr"),
        ("secretariat@benelux.example", "secretariat", "benelux", "Benelux", "nl"),
        ("member@justitie-nl.example", "member", "ministerie-jenv", "Nederland", "nl"),
        (
            "member@justice-be.example",
            "member",
            "icm-interdepartementale-cel",
            "België / Belgique",
            "fr",
        ),
        ("member@justice-lu.example", "member", "ministere-justice-lu", "Luxembourg", "fr"),
        ("editor@benelux.example", "editor", "benelux", "Benelux", "fr"),
        ("dpo@benelux.example", "dpo", "benelux", "Benelux", "nl"),
        ("operator@benelux.example", "operator", "benelux", "Benelux", "en"),
    )
)
