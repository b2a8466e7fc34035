from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0006_consent_sheet"),
        ("protection", "0001_initial"),
    ]

    operations = [
        # Owners are reminded without an actor, under portal_system.
        grant("contacts_capacity", {"portal_system": "SELECT"}),
        grant("contacts_ownerreminder", {"portal_system": "SELECT, INSERT, UPDATE"}),
        grant("contacts_ownerreminder_id_seq", {"portal_system": "USAGE"}),
    ]
