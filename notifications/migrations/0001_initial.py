"""The outbox, of which each person reads their own part."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from protection.rls import USER, Policy, protect_table

OWN = f"user_id = {USER}"
POLICIES = [
    # Moves tell people of other organisations: who writes a notice may not read it back.
    Policy("app_tells_anyone", "portal_app", "INSERT", check="true"),
    Policy("app_reads_own", "portal_app", "SELECT", using=OWN),
    Policy("app_marks_own", "portal_app", "UPDATE", using=OWN, check=OWN),
    Policy("system_reads", "portal_system", "SELECT", using="true"),
    Policy("system_tells", "portal_system", "INSERT", check="true"),
    Policy("system_relays", "portal_system", "UPDATE", using="true", check="true"),
]
GRANTS = {
    "portal_app": "SELECT, INSERT, UPDATE (read_at)",
    "portal_system": "SELECT, INSERT, UPDATE (state, attempts, next_attempt_at, sent_at)",
}


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=64, verbose_name='kind')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('reference', models.CharField(max_length=64, verbose_name='reference')),
                ('path_name', models.CharField(max_length=100, verbose_name='page')),
                ('path_args', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), size=None, verbose_name='page arguments')),
                ('state', models.CharField(choices=[('pending', 'to be sent'), ('sent', 'sent'), ('failed', 'not sent')], default='pending', max_length=8, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ('-created_at', '-id'),
                'indexes': [models.Index(fields=['user', '-created_at', '-id'], name='notice_of_user'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread'), models.Index(condition=models.Q(('state', 'pending')), fields=['next_attempt_at'], name='notice_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='notice_sent_has_its_time')],
            },
        ),
        protect_table("notifications_notice", POLICIES, GRANTS),
    ]
