"""What waits for a digest is found by its hour. Built beside the relay, which goes on working."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('notifications', '0002_choices'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='notice',
            index=models.Index(condition=models.Q(('digest__isnull', True), ('state', 'digest')), fields=['next_attempt_at'], name='notice_for_digest'),
        ),
    ]
