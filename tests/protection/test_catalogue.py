"""The database's own catalogue: no table, role or column that a later migration forgot."""

import pytest

from .catalogue import APPLICATION_ROLES, case_tables, readable_columns, rows, value

pytestmark = pytest.mark.django_db

# Columns of case tables that say who a person is, or how to reach somebody.
IDENTIFYING = {
    "reference",
    "callback_number",
    "note_language",
    "risk_reason_language",
    "remarks_language",
    "email",
}


def test_the_walk_finds_the_case_tables() -> None:
    assert {
        "referrals_referral",
        "referrals_party",
        "referrals_consentrecipient",
        "referrals_identity",
        "protection_auditentry",
        "protection_auditseal",
    } <= set(case_tables())


def test_every_case_table_has_row_security_enabled_and_forced() -> None:
    unprotected = [
        table
        for table in case_tables()
        if rows(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
            [table],
        )
        != [(True, True)]
    ]
    assert unprotected == []


def test_every_case_table_has_policies() -> None:
    with_policies = set(rows("SELECT DISTINCT polrelid::regclass::text FROM pg_policy"))
    assert set(case_tables()) - with_policies == set()


def test_every_policy_names_its_roles() -> None:
    assert rows("SELECT polname, polrelid::regclass FROM pg_policy WHERE 0 = ANY(polroles)") == []


def test_no_policy_shows_the_web_or_the_reports_everything_of_a_case() -> None:
    """`true` is for the owner, the backup and the system's ids; portal_app always has a rule.

    Only a notice, which holds nothing of a case, is written for anybody.
    """
    unruled = rows(
        "SELECT polname, polrelid::regclass::text FROM pg_policy"
        " WHERE 'portal_app'::regrole = ANY(polroles)"
        "   AND (pg_get_expr(polqual, polrelid) = 'true'"
        "        OR pg_get_expr(polwithcheck, polrelid) = 'true'"
        "           AND polrelid <> 'notifications_notice'::regclass)"
    )
    assert unruled == []


@pytest.mark.parametrize("role", ["portal_owner", *APPLICATION_ROLES])
def test_no_role_of_the_portal_can_step_over_row_security(role: str) -> None:
    attributes = rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication FROM pg_roles"
        " WHERE rolname = %s",
        [role],
    )
    assert attributes == [(False, False, False, False)]
    assert rows("SELECT roleid FROM pg_auth_members WHERE member = %s::regrole", [role]) == []


@pytest.mark.parametrize("role", APPLICATION_ROLES)
def test_application_roles_own_nothing_and_create_nothing(role: str) -> None:
    assert rows("SELECT relname FROM pg_class WHERE relowner = %s::regrole", [role]) == []
    assert rows("SELECT proname FROM pg_proc WHERE proowner = %s::regrole", [role]) == []
    assert not value("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [role])


@pytest.mark.parametrize("role", APPLICATION_ROLES)
def test_application_roles_may_truncate_no_table_and_lay_no_trigger(role: str) -> None:
    assert (
        rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND (has_table_privilege(%s, oid, 'TRUNCATE')"
            " OR has_table_privilege(%s, oid, 'TRIGGER'))",
            [role, role],
        )
        == []
    )


@pytest.mark.parametrize("role", APPLICATION_ROLES)
def test_the_audit_trail_is_only_ever_added_to(role: str) -> None:
    may_change = [
        table
        for table in case_tables()
        if table.startswith("protection_audit")
        and value(
            "SELECT has_table_privilege(%s, %s, 'UPDATE')"
            " OR has_any_column_privilege(%s, %s, 'UPDATE')"
            " OR has_table_privilege(%s, %s, 'DELETE')",
            [role, table] * 3,
        )
    ]
    assert may_change == []


def test_the_system_role_reads_no_ciphertext_and_no_key() -> None:
    """Every binary column but the seals of the audit trail, which hold nothing of a case."""
    binary = [
        (table, column)
        for table, column, kind in readable_columns("portal_system")
        if kind == "bytea" and not table.startswith("protection_audit")
    ]
    assert binary == []


def test_the_system_role_reads_of_people_only_what_a_mail_needs() -> None:
    of_users = {c for t, c, _ in readable_columns("portal_system") if t == "accounts_user"}
    assert of_users == {"id", "email", "language", "is_active"}


def test_the_statistics_role_reads_no_identifying_column() -> None:
    readable = readable_columns("portal_stats")
    of_cases = [row for row in readable if row[0] in case_tables()]
    assert of_cases, "the reports must be able to count"
    assert [row for row in of_cases if row[2] == "bytea" or row[1] in IDENTIFYING] == []
    users = set(
        rows(
            "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)"
            " WHERE c.contype = 'f' AND c.confrelid = 'accounts_user'::regclass"
        )
    )
    assert [row for row in readable if (row[0], row[1]) in users] == []


def test_the_statistics_role_reads_no_free_text_of_a_case() -> None:
    """Texts without a bound are prose; a code has a bounded length."""
    unbounded = [
        (table, column)
        for table, column, kind in readable_columns("portal_stats")
        if table in case_tables() and kind in {"text", "character varying", "jsonb", "json"}
    ]
    assert unbounded == []


def test_the_statistics_role_reads_neither_accounts_nor_sessions_nor_the_trail() -> None:
    tables = {table for table, _, _ in readable_columns("portal_stats")}
    hidden = ("accounts_", "django_session", "protection_", "account_", "mfa_", "notifications_")
    assert [table for table in tables if table.startswith(hidden)] == []


def test_the_statistics_role_changes_no_case_row() -> None:
    changes = [
        table
        for table in case_tables()
        if value(
            "SELECT has_any_column_privilege('portal_stats', %s, 'INSERT, UPDATE')"
            " OR has_table_privilege('portal_stats', %s, 'DELETE')",
            [table, table],
        )
    ]
    assert changes == []


def test_the_backup_role_reads_every_row_of_every_table_and_changes_none() -> None:
    tables = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    privileges = "SELECT has_table_privilege('portal_backup', %s, %s)"
    assert [t for t in tables if not value(privileges, [f"public.{t}", "SELECT"])] == []
    changes = "INSERT, UPDATE, DELETE, TRUNCATE"
    assert [t for t in tables if value(privileges, [f"public.{t}", changes])] == []
    behind_policies = set(
        rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
    )
    open_to_backup = set(
        rows(
            "SELECT polrelid::regclass::text FROM pg_policy"
            " WHERE 'portal_backup'::regrole = ANY(polroles)"
            "   AND pg_get_expr(polqual, polrelid) = 'true'"
        )
    )
    assert behind_policies - open_to_backup == set()


def test_functions_that_run_as_the_owner_have_a_fixed_search_path_and_are_not_callable() -> None:
    loose = rows(
        "SELECT p.proname FROM pg_proc p WHERE p.prosecdef"
        " AND p.pronamespace = 'public'::regnamespace"
        " AND (NOT coalesce(p.proconfig::text, '') LIKE '%%search_path=%%'"
        "      OR has_function_privilege('portal_app', p.oid, 'EXECUTE'))"
    )
    assert loose == []


def test_views_show_no_more_than_the_reader_may_see() -> None:
    loose = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'v'"
        " AND relnamespace = 'public'::regnamespace"
        " AND NOT coalesce(reloptions::text, '') LIKE '%%security_invoker=true%%'"
    )
    assert loose == []
