from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_search_column_inline"),
        ("protection", "0001_initial"),
    ]

    operations = [
        # Escalation asks who is on duty.
        grant("contacts_dutyshift", {"portal_system": "SELECT"}),
    ]
