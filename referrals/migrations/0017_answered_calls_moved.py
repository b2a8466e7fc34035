from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_answered_calls"),
        ("referrals", "0016_what_statistics_read"),
    ]

    # Its rows stay with the roles that work on cases: an answer in them may tell of one.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="AnsweredCall")]
        ),
    ]
