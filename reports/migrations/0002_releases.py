from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
    ]

    operations = [
        # The register is for good: what was released once is held against all that follows.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON reports_release, reports_releasedtable FROM portal_app",
            "GRANT UPDATE, DELETE ON reports_release, reports_releasedtable TO portal_app",
        ),
    ]
