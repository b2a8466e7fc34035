from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0005_standard_questions"),
    ]

    operations = [
        # A sheet that somebody signed must be found as it was: a version is only ever added.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON contacts_sheetversion FROM portal_app",
            "GRANT UPDATE, DELETE ON contacts_sheetversion TO portal_app",
        ),
    ]
