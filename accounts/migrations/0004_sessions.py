from django.db import migrations

from protection.rls import USER, Policy, protect_table


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_system_grants"),
        ("protection", "0001_initial"),
    ]

    operations = [
        # Somebody's own text: no other reader, and the clock sees its age alone.
        protect_table(
            "accounts_kepttext",
            [
                Policy(
                    "kept_own",
                    "portal_app",
                    "ALL",
                    using=f"user_id = {USER}",
                    check=f"user_id = {USER}",
                ),
                Policy("kept_age", "portal_system", "SELECT", using="true"),
                Policy("kept_end", "portal_system", "DELETE", using="true"),
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE, DELETE",
                "portal_system": "SELECT (id, kept_at), DELETE",
            },
        ),
    ]
