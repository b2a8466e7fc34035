"""What the database's catalogue says: the tests walk it, so that no list can go stale."""

from typing import Any

from django.db import connections

APPLICATION_ROLES = ("portal_app", "portal_system", "portal_stats", "portal_backup")

# Tables from which foreign keys lead to a referral, and those that are case tables by their name.
CASE_TABLES = r"""
WITH RECURSIVE leads AS (
    SELECT 'referrals_referral'::regclass::oid AS table_id
    UNION
    SELECT c.conrelid FROM pg_constraint c JOIN leads ON c.confrelid = leads.table_id
    WHERE c.contype = 'f'
)
SELECT relname FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
  AND (oid IN (SELECT table_id FROM leads) OR relname LIKE 'referrals\_%'
       OR relname LIKE 'rights\_%'
       OR relname LIKE 'protection\_audit%' OR relname LIKE 'notifications\_%notice%')
ORDER BY relname
"""


def rows(sql: str, parameters: list[Any] | None = None, *, using: str = "default") -> list[Any]:
    """All rows; single columns as plain values."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    return [row[0] if len(row) == 1 else row for row in found]


def value(sql: str, parameters: list[Any] | None = None, *, using: str = "default") -> Any:
    """The one value of a one-row answer."""
    (found,) = rows(sql, parameters, using=using)
    return found


def changed(sql: str, parameters: list[Any] | None = None, *, using: str = "default") -> int:
    """How many rows a statement changed."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def case_tables() -> list[str]:
    """Every table whose rows belong to a case, and the audit trail."""
    return rows(CASE_TABLES)


def tables_of_referrals() -> list[str]:
    """The case tables of the referrals app."""
    return [table for table in case_tables() if table.startswith("referrals_")]


READABLE_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
  AND a.attnum > 0 AND NOT a.attisdropped
  AND has_column_privilege(%s, c.oid, a.attnum, 'SELECT')
ORDER BY 1, 2
"""


def readable_columns(role: str) -> list[tuple[str, str, str]]:
    """(table, column, type) of all that a role may read."""
    return rows(READABLE_COLUMNS, [role])
