"""The outbox, of which each person reads their own part."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from protection.rls import USER, Policy, protect_table
from protection.tables import NewTables

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
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='NoticePreference',
                fields=[
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('ways', models.JSONField(default=dict, verbose_name='choices by kind')),
                    ('rhythm', models.CharField(choices=[('hourly', 'Every hour'), ('twice', 'Twice a day, at 8:00 and 13:00'), ('daily', 'Once a day, at 8:00')], default='twice', max_length=8, verbose_name='digest')),
                    ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                    ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='quiet until')),
                    ('quiet_weekends', models.BooleanField(default=False, verbose_name='quiet at weekends')),
                ],
                options={
                    'verbose_name': 'choice of notices',
                    'verbose_name_plural': 'choices of notices',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='quiet_hours_begin_and_end')],
                },
            ),
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
                    ('urgent', models.BooleanField(default=False, null=True, verbose_name='urgent')),
                    ('as_contact_point', models.BooleanField(default=False, null=True, verbose_name='to a contact point')),
                    ('state', models.CharField(choices=[('pending', 'to be sent'), ('sent', 'sent'), ('failed', 'not sent'), ('digest', 'in a digest'), ('portal', 'in the portal only')], default='pending', max_length=8, verbose_name='state')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                    ('digest', models.UUIDField(blank=True, null=True, verbose_name='digest')),
                    ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'notice',
                    'verbose_name_plural': 'notices',
                    'ordering': ('-created_at', '-id'),
                    'indexes': [models.Index(fields=['user', '-created_at', '-id'], name='notice_of_user'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread'), models.Index(condition=models.Q(('state', 'pending')), fields=['next_attempt_at'], name='notice_due'), models.Index(condition=models.Q(('digest__isnull', True), ('state', 'digest')), fields=['next_attempt_at'], name='notice_for_digest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='notice_sent_has_its_time'), models.CheckConstraint(condition=models.Q(('user__isnull', False), ('kind__in', ('invitation', 'training_evaluation_link')), _connector='OR'), name='notice_without_account_is_a_link')],
                },
            ),
        ]),
        protect_table("notifications_notice", POLICIES, GRANTS),
    ]
