"""When each organisation's entry last changed, kept by the database whoever changes it."""

import django.db.models.deletion
from django.db import migrations, models

# The function is the owner's: whoever may change a row need not be allowed to write stamps.
# Its argument asks for the organisations of the rows that a statement changed.
FUNCTION = """
CREATE FUNCTION contacts_stamp() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    EXECUTE 'INSERT INTO contacts_stamp (organisation_id, changed_at)
        SELECT o.id, clock_timestamp() FROM contacts_organisation o WHERE o.id IN ('
        || TG_ARGV[0] || ') ORDER BY o.id
        ON CONFLICT (organisation_id) DO UPDATE SET changed_at = EXCLUDED.changed_at';
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
        kinds = [("insert", "INSERT", "NEW TABLE AS changed", asked)]
        kinds.append(
            ("update", "UPDATE", "OLD TABLE AS before NEW TABLE AS changed", asked + REALLY)
        )
        if table != "contacts_organisation":
            kinds.append(("delete", "DELETE", "OLD TABLE AS changed", asked))
        for name, event, tables, sql in kinds:
            made.append(
                f"CREATE TRIGGER stamp_{name} AFTER {event} ON {table} REFERENCING {tables}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION contacts_stamp('{sql}');"
            )
    return "\n".join(made)


def _no_triggers() -> str:
    return "\n".join(
        f"DROP TRIGGER IF EXISTS stamp_{name} ON {table};"
        for table in ORGANISATIONS
        for name in ("insert", "update", "delete")
    )


TABLE = """
ALTER TABLE contacts_stamp ADD CONSTRAINT stamp_of_an_organisation
    FOREIGN KEY (organisation_id) REFERENCES contacts_organisation ON DELETE CASCADE;
REVOKE INSERT, UPDATE, DELETE ON contacts_stamp FROM portal_app;
INSERT INTO contacts_stamp (organisation_id, changed_at) SELECT id, now() FROM contacts_organisation;
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0008_directory_of_services")]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="stamp",
                        serialize=False,
                        to="contacts.organisation",
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["changed_at"], name="stamp_changed_at")],
            },
        ),
        migrations.RunSQL(TABLE, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION contacts_stamp()"),
        migrations.RunSQL(_triggers(), _no_triggers()),
    ]
