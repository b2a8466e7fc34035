"""A stamp outlives its organisation, so that the last one tells of a deletion too.

Whoever writes a stamp holds a shared lock until the end of the transaction: a reader that gets the
lock for itself knows that no change is under way which could appear behind an earlier stamp.
"""

from django.db import migrations

# contacts.hsds.kept knows the number too.
FUNCTION = """
CREATE OR REPLACE FUNCTION contacts_stamp() RETURNS trigger
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
ALTER TABLE contacts_stamp DROP CONSTRAINT stamp_of_an_organisation;
CREATE TRIGGER stamp_delete AFTER DELETE ON contacts_organisation
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION contacts_stamp();
"""


class Migration(migrations.Migration):
    dependencies = [("contacts", "0009_stamps")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP TRIGGER stamp_delete ON contacts_organisation"),
    ]
