"""Participants of a training without an account are asked for its evaluation by a link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_choices"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notice", name="notice_without_account_is_an_invitation"
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", False),
                    ("kind__in", ("invitation", "training_evaluation_link")),
                    _connector="OR",
                ),
                name="notice_without_account_is_a_link",
            ),
        ),
    ]
