"""The relay and escalation look up whom to tell: address, language and role, nothing more."""

from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("protection", "0001_initial")]

    operations = [
        grant("accounts_user", {"portal_system": "SELECT (id, email, language, is_active)"}),
        grant("accounts_membership", {"portal_system": "SELECT"}),
    ]
