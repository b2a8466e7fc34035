"""An export says when its worker was last at it, so that a sweep can take up one that was lost."""

from django.db import migrations, models

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_restriction_and_erasure")]

    operations = [
        migrations.AddField(
            model_name="inboxexport",
            name="attempts",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="inboxexport",
            name="worked_on_at",
            field=models.DateTimeField(null=True),
        ),
        # What a task is given, and how long nobody has been at it: no row of the list.
        grant(
            "referrals_inboxexport",
            {
                "portal_system": "SELECT (user_id, organisation_id, role, created_at, attempts, "
                "worked_on_at)"
            },
        ),
    ]
