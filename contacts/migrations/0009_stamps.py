"""When each organisation's entry last changed, kept by the database whoever changes it.

A stamp outlives its organisation, so that the last one tells of a deletion too.
Whoever writes a stamp holds a shared lock until the end of the transaction: a reader that gets the
lock for itself knows that no change is under way which could appear behind an earlier stamp.
"""

from django.db import migrations

# contacts.hsds.kept knows the number of the lock too.
# The function is the owner's: whoever may change a row need not be allowed to write stamps.
# Its argument asks for the organisations of the rows that a statement changed.
FUNCTION = """
CREATE FUNCTION contacts_stamp() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7368001);
    IF TG_TABLE_NAME = 'contacts_organisation' AND TG_OP = 'DELETE' THEN
        UPDATE contacts_stamp SET changed_at = clock_timestamp()
            WHERE organisation_id IN (SELECT id FROM changed);
    ELSE
        EXECUTE 'INSERT INTO contacts_stamp (organisation_id, changed_at)
            SELECT o.id, clock_timestamp() FROM contacts_organisation o WHERE o.id IN ('
            || TG_ARGV[0] || ') ORDER BY o.id
            ON CONFLICT (organisation_id) DO UPDATE SET changed_at = EXCLUDED.changed_at';
    END IF;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION contacts_stamp() FROM PUBLIC;
"""

ORGANISATIONS = {
    "contacts_organisation": "SELECT c.id FROM changed c",
    "contacts_service": "SELECT c.organisation_id FROM changed c",
    "contacts_contactpoint": "SELECT c.organisation_id FROM changed c",
    "contacts_openinghours": "SELECT p.organisation_id FROM changed c"
    " JOIN contacts_contactpoint p ON p.id = c.contact_point_id",
}

# A statement that writes what is there already changes nothing.
REALLY = " JOIN before b ON b.id = c.id WHERE c.* IS DISTINCT FROM b.*"


def _triggers() -> str:
    made = []
    for table, asked in ORGANISATIONS.items():
        kinds = [
            ("insert", "INSERT", "NEW TABLE AS changed", asked),
            ("update", "UPDATE", "OLD TABLE AS before NEW TABLE AS changed", asked + REALLY),
            ("delete", "DELETE", "OLD TABLE AS changed", asked),
        ]
        for name, event, tables, sql in kinds:
            made.append(
                f"CREATE TRIGGER stamp_{name} AFTER {event} ON {table} REFERENCING {tables}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION contacts_stamp('{sql}');"
            )
    return "\n".join(made)


def _no_triggers() -> str:
    return "\n".join(
        f"DROP TRIGGER stamp_{name} ON {table};"
        for table in ORGANISATIONS
        for name in ("insert", "update", "delete")
    )


CLOSED = "REVOKE INSERT, UPDATE, DELETE ON contacts_stamp FROM portal_app"

OPEN = "GRANT INSERT, UPDATE, DELETE ON contacts_stamp TO portal_app"


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0007_capacity"),
    ]

    operations = [
        migrations.RunSQL(CLOSED, OPEN),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION contacts_stamp()"),
        migrations.RunSQL(_triggers(), _no_triggers()),
    ]
