"""An export says when its worker was last at it, so that a sweep can take up one that was lost."""

from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0011_restriction_and_erasure"),
    ]

    operations = [
        # What a task is given, and how long nobody has been at it: no row of the list.
        grant(
            "referrals_inboxexport",
            {
                "portal_system": "SELECT (user_id, organisation_id, role, created_at, attempts, "
                "worked_on_at)"
            },
        ),
    ]
