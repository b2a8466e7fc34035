"""What each database role may do to tables that no migration names.

Default privileges belong to one database, so they are set before each migration run; case tables
replace them in their own migrations (see `rls`).
"""

from typing import Any

from django.db import connections

DEFAULT_PRIVILEGES = """
GRANT USAGE ON SCHEMA public TO portal_app, portal_system, portal_stats, portal_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO portal_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO portal_backup;
"""


def grant_default_privileges(using: str, **kwargs: Any) -> None:
    """Receiver of `pre_migrate`; acts on the connection that migrates, the owner's."""
    with connections[using].cursor() as cursor:
        cursor.execute(DEFAULT_PRIVILEGES)
