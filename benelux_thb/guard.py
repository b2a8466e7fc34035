"""What must be true of the live database before the portal serves or works.

The web server, the workers and beat call `refuse_unsafe_start`; migrations do not, they run as
the owner and before there is anything to look at.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# RFC 2606 reserves .example: nobody can own such an address, so the account is invented.
INVENTED_ADDRESS = ".example"

ROLE_POWERS = """
SELECT rolsuper, rolbypassrls, rolcreaterole, EXISTS (
    SELECT FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'MEMBER')
)
FROM pg_roles WHERE rolname = current_user
"""
INVENTED_ACCOUNTS = "SELECT count(*) FROM accounts_user WHERE email LIKE %s"


def role_mistakes_of(connection: BaseDatabaseWrapper) -> list[str]:
    """Why the connected role could walk around row security; empty when it cannot."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE_POWERS)
        superuser, bypasses, creates_roles, owns = cursor.fetchone()
    powers = {
        "is a superuser": superuser,
        "may bypass row security (BYPASSRLS)": bypasses,
        "may create roles (CREATEROLE)": creates_roles,
        "owns tables, or is a member of a role that does": owns and not superuser,
    }
    return [
        f"The database role “{connection.settings_dict['USER']}” {power}: connect as portal_app."
        for power, held in powers.items()
        if held
    ]


def database_role_mistakes(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The same for a database alias."""
    return role_mistakes_of(connections[using])


def demonstration_account_mistakes(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Whether accounts of the demonstration, whose password is public, are in the database."""
    with connections[using].cursor() as cursor:
        cursor.execute(INVENTED_ACCOUNTS, [f"%{INVENTED_ADDRESS}"])
        (number,) = cursor.fetchone()
    if not number:
        return []
    return [
        f"The database holds {number} demonstration account(s), with an address in"
        f" {INVENTED_ADDRESS} and a public password: start with an empty database."
    ]


def close() -> None:
    """A forked worker must not inherit the connection."""
    connections[DEFAULT_DB_ALIAS].close()


def refuse_unsafe_start() -> None:
    """Raises ImproperlyConfigured with one line for each reason; closes its connection."""
    if not settings.GUARD_START:
        return
    try:
        mistakes = database_role_mistakes()
        if not settings.DEMONSTRATION:
            mistakes += demonstration_account_mistakes()
    except DatabaseError as error:
        mistakes = [f"The database cannot be used: {str(error).strip().splitlines()[0]}"]
    finally:
        close()
    if mistakes:
        raise ImproperlyConfigured(
            "The portal does not start:\n" + "\n".join(f"- {line}" for line in mistakes)
        )
