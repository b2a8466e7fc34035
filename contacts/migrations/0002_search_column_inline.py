"""Keep the search column in the row. Out of line, each hit of a search cost a second look-up to
match and a third to rank: three times the time at a thousand organisations."""

from django.db import migrations

MAIN = "ALTER TABLE contacts_organisation ALTER COLUMN search_vector SET STORAGE MAIN"

BACK = "ALTER TABLE contacts_organisation ALTER COLUMN search_vector SET STORAGE EXTENDED"


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MAIN, BACK),
    ]
