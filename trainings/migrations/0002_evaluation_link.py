"""Participants without an account are asked by a link that works once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trainings", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluationasked",
            name="nonce",
            field=models.CharField(blank=True, db_default="", default="", max_length=32),
        ),
        migrations.AddField(
            model_name="evaluationasked",
            name="token_hash",
            field=models.BinaryField(null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name="evaluationasked",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered", False),
                    models.Q(("nonce", ""), ("token_hash", None)),
                    _connector="OR",
                ),
                name="evaluation_link_works_once",
            ),
        ),
    ]
