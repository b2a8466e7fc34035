"""Who may take the directory out as a file, and bring a file in: one line each."""

from accounts.models import Role
from contacts.models import Organisation
from protection.actor import Actor

IMPORT_ROLES = frozenset({Role.EDITOR, Role.CONTACT_POINT})
OWNER_ROLES = frozenset({Role.CASEWORKER, Role.TEAM_LEAD})


def can_import(actor: Actor | None) -> bool:
    """Content editors, and contact points for their own country."""
    return actor is not None and actor.role in IMPORT_ROLES


def can_import_into(actor: Actor, country: str | None) -> bool:
    """Whether a row of this country (None: of the Benelux) may be written by who imports."""
    return actor.role == Role.EDITOR or (
        actor.role == Role.CONTACT_POINT and bool(country) and country == actor.country
    )


def can_export(actor: Actor | None) -> bool:
    """Who may import, and owners of an entry."""
    return can_import(actor) or (actor is not None and actor.role in OWNER_ROLES)


def can_export_organisation(actor: Actor, organisation: Organisation) -> bool:
    """The whole directory for editors, a contact point's country, an owner's own entry."""
    if actor.role in OWNER_ROLES:
        return organisation.pk == actor.organisation_id
    return can_import_into(actor, organisation.country_id)
