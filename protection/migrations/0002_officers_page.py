"""Indexes for the officer's page of the audit trail: a period, and one action."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('protection', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['at'], name='audit_at'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['action', '-id'], name='audit_action'),
        ),
    ]
