"""The worker deletes notes on entries at the end of their term; it reads no word of them."""

from django.db import migrations

from protection.rls import Policy, grant

TABLE = "contacts_entrynote"

POLICIES = [
    Policy("system_sees", "portal_system", "SELECT", using="true"),
    Policy("system_deletes", "portal_system", "DELETE", using="true"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0014_kept_by_readers"),
    ]

    operations = [
        migrations.RunSQL(
            "\n".join(policy.sql(TABLE) for policy in POLICIES),
            "\n".join(f"DROP POLICY {policy.name} ON {TABLE};" for policy in POLICIES),
        ),
        grant(TABLE, {"portal_system": "SELECT (id, state, written_at, answered_at), DELETE"}),
    ]
