from django.db import migrations

from protection.rls import grant


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0014_kept_by_readers"),
        ("workinggroup", "0001_initial"),
    ]

    operations = [
        # The weekly digest is sent by the system's role: times and numbers, never a word.
        grant("workinggroup_signal", {"portal_system": "SELECT (id, posted_at, withdrawn_at)"}),
        grant("workinggroup_confirmation", {"portal_system": "SELECT (id, confirmed_at)"}),
        grant("workinggroup_signaldigest", {"portal_system": "SELECT, INSERT"}),
    ]
