"""Invitations, the six-monthly review of members, changes of address; how a membership ended."""

from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_sessions"),
        ("contacts", "0003_duty_rota"),
    ]

    operations = [
        # The task that begins reviews and reminds of them.
        grant("accounts_memberreview", {"portal_system": "SELECT, INSERT, UPDATE"}),
    ]
