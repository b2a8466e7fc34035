"""The reports read of the directory what they count by, and nobody's account."""

from django.db import migrations

COLUMNS = {
    "contacts_organisation": "id, country_id, kind, active",
    "contacts_country": 'code, name, name_nl, name_fr, in_portal, "order"',
}

NARROW = "REVOKE SELECT ON {0} FROM portal_stats; GRANT SELECT ({1}) ON {0} TO portal_stats"

WIDE = "REVOKE SELECT ({1}) ON {0} FROM portal_stats; GRANT SELECT ON {0} TO portal_stats"


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0015_openings_in_danger"),
        ("contacts", "0011_returned_mail"),
    ]

    operations = [
        migrations.RunSQL(
            [NARROW.format(table, columns) for table, columns in COLUMNS.items()],
            [WIDE.format(table, columns) for table, columns in COLUMNS.items()],
        ),
    ]
