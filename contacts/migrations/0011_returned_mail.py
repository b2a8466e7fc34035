from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0009_stamps"),
    ]

    operations = [
        # Owners are reminded of the room they told of their services.
        grant("contacts_service", {"portal_system": "SELECT"}),
    ]
