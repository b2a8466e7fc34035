"""Calls of programs are answered once in every part of the machine interface, not in one alone.

The table stays as referrals made it.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import protection.pocket


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_members"),
        ("contacts", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AnsweredCall",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("key", models.CharField(max_length=100)),
                        ("fingerprint", models.BinaryField()),
                        ("status", models.PositiveSmallIntegerField(default=0)),
                        ("answer", protection.pocket.SealedField(null=True)),
                        ("expires_at", models.DateTimeField()),
                        ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.organisation")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "verbose_name": "answered call of a program",
                        "verbose_name_plural": "answered calls of programs",
                        "ordering": ("expires_at", "id"),
                        "db_table": "referrals_answeredcall",
                        "indexes": [models.Index(fields=["expires_at"], name="call_expires")],
                        "constraints": [models.UniqueConstraint(fields=("user", "organisation", "key"), name="one_call_a_key")],
                    },
                ),
            ],
        ),
    ]
