"""What each person chose of their notices, digests, and the end of a notice's term."""

from django.db import migrations

from protection.rls import USER, Policy, grant, protect_table

OWN = f"user_id = {USER}"

# The relay alone reads what others chose.
PREFERENCES = [
    Policy("app_reads_own", "portal_app", "SELECT", using=OWN),
    Policy("app_chooses", "portal_app", "INSERT", check=OWN),
    Policy("app_changes_own", "portal_app", "UPDATE", using=OWN, check=OWN),
    Policy("system_reads", "portal_system", "SELECT", using="true"),
]

TERM_ENDS = Policy("system_purges", "portal_system", "DELETE", using="true")


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_initial"),
    ]

    operations = [
        protect_table(
            "notifications_noticepreference",
            PREFERENCES,
            {"portal_app": "SELECT, INSERT, UPDATE", "portal_system": "SELECT"},
        ),
        grant("notifications_notice", {"portal_system": "UPDATE (digest), DELETE"}),
        migrations.RunSQL(
            TERM_ENDS.sql("notifications_notice"),
            "DROP POLICY system_purges ON notifications_notice",
        ),
    ]
