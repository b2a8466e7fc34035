from django.db import migrations

from protection.rls import USER, Policy, protect_table

MINE = f"user_id = {USER}"

OF_PERSON = [
    Policy("app_sees", "portal_app", "SELECT", using=MINE),
    Policy("app_inserts", "portal_app", "INSERT", check=MINE),
    Policy("app_updates", "portal_app", "UPDATE", using=MINE, check=MINE),
    Policy("app_deletes", "portal_app", "DELETE", using=MINE),
]

# The worker looks again at searches without reading their names, and forgets those of who left.
SYSTEM = [
    Policy("system_sees", "portal_system", "SELECT", using="true"),
    Policy("system_updates", "portal_system", "UPDATE", using="true", check="true"),
    Policy("system_deletes", "portal_system", "DELETE", using="true"),
]

SYSTEM_MAY = "SELECT (id, user_id, query, mail, known, fresh, looked_at), DELETE"

SYSTEM_WRITES = "UPDATE (known, fresh, looked_at)"


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0013_entry_notes"),
    ]

    operations = [
        protect_table(
            "contacts_favourite",
            [*OF_PERSON, *SYSTEM],
            {
                "portal_app": "SELECT, INSERT, DELETE",
                "portal_system": "SELECT (id, user_id), DELETE",
            },
        ),
        protect_table(
            "contacts_savedsearch",
            [*OF_PERSON, *SYSTEM],
            {
                "portal_app": "SELECT, INSERT, UPDATE (mail, fresh), DELETE",
                "portal_system": f"{SYSTEM_MAY}, {SYSTEM_WRITES}",
            },
        ),
    ]
