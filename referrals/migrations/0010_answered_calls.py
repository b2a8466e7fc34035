"""Answers to programs, kept a day; whoever asked sees their own alone."""

import django.db.models.deletion
import protection.pocket
import uuid
from django.conf import settings
from django.db import migrations, models

from protection.rls import ORGANISATION, ROLE, USER, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"
MINE = f"{CASE_ROLE} AND user_id = {USER} AND organisation_id = {ORGANISATION}"
POLICIES = [
    Policy("app_sees", "portal_app", "SELECT", using=MINE),
    Policy("app_inserts", "portal_app", "INSERT", check=MINE),
    Policy("app_updates", "portal_app", "UPDATE", using=MINE, check=MINE),
    Policy("system_all", "portal_system", "ALL", using="true"),
]
GRANTS = {
    "portal_app": "SELECT, INSERT, UPDATE",
    "portal_system": "SELECT (id, expires_at), DELETE",
}


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0005_standard_questions'),
        ('referrals', '0009_keeping_security'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnsweredCall',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=100)),
                ('fingerprint', models.BinaryField()),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('answer', protection.pocket.SealedField(null=True)),
                ('expires_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'answered call of a program',
                'verbose_name_plural': 'answered calls of programs',
                'ordering': ('expires_at', 'id'),
                'indexes': [models.Index(fields=['expires_at'], name='call_expires')],
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation', 'key'), name='one_call_a_key')],
            },
        ),
        protect_table("referrals_answeredcall", POLICIES, GRANTS),
    ]
