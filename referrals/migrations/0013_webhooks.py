"""Webhooks: for an organisation's team leads and the program itself; the relay sees no secret."""

import django.db.models.deletion
import protection.pocket
import uuid
from django.conf import settings
from django.db import migrations, models

from protection.rls import ORGANISATION, ROLE, USER, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"
# A team lead keeps them; the program itself reads them when it is sent something.
SEES = (
    f"{CASE_ROLE} AND organisation_id = {ORGANISATION} "
    f"AND ({ROLE} = 'team_lead' OR user_id = {USER})"
)
KEEPS = f"{ROLE} = 'team_lead' AND organisation_id = {ORGANISATION}"
SYSTEM_ALL = Policy("system_all", "portal_system", "ALL", using="true", check="true")


def kept_by_team_leads(table: str, grants: str) -> migrations.RunSQL:
    return protect_table(
        table,
        [
            Policy("app_sees", "portal_app", "SELECT", using=SEES),
            Policy("app_inserts", "portal_app", "INSERT", check=KEEPS),
            Policy("app_updates", "portal_app", "UPDATE", using=KEEPS, check=KEEPS),
            SYSTEM_ALL,
        ],
        {"portal_app": "SELECT, INSERT, UPDATE", "portal_system": grants},
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_service_accounts'),
        ('contacts', '0005_standard_questions'),
        ('referrals', '0012_exports_taken_up'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(max_length=300, verbose_name='address')),
                ('secret', protection.pocket.SealedField()),
                ('previous_secret', protection.pocket.SealedField(null=True)),
                ('previous_until', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('off', models.CharField(blank=True, choices=[('by_hand', 'switched off by a team lead'), ('failed', 'switched off: it could not be reached for three days'), ('gone', 'switched off: the address said that it is gone')], max_length=8)),
                ('failing_since', models.DateTimeField(null=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('try_after', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.serviceaccount')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ('created_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('event', models.UUIDField(default=uuid.uuid4)),
                ('kind', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'to be sent'), ('delivered', 'delivered'), ('failed', 'given up')], default='waiting', max_length=9)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField()),
                ('give_up_at', models.DateTimeField()),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('error', models.CharField(blank=True, max_length=12)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                ('referral', models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.referral')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='referrals.webhook')),
            ],
            options={
                'verbose_name': 'delivery to a webhook',
                'verbose_name_plural': 'deliveries to a webhook',
                'ordering': ('-at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='UntoldEvent',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('move', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.referral')),
                ('sender_organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
            ],
            options={
                'verbose_name': 'event to be told',
                'verbose_name_plural': 'events to be told',
                'indexes': [models.Index(fields=['at', 'id'], name='untold_event_order')],
            },
        ),
        migrations.AddIndex(
            model_name='webhook',
            index=models.Index(condition=models.Q(('ended_at__isnull', True), ('off', '')), fields=['organisation'], name='webhook_in_force'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(fields=['webhook', '-at', '-id'], name='delivery_of_webhook'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_attempt_at'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='webhookdelivery',
            index=models.Index(fields=['at'], name='delivery_age'),
        ),
        migrations.AddConstraint(
            model_name='webhookdelivery',
            constraint=models.UniqueConstraint(fields=('webhook', 'event'), name='event_told_once_a_webhook'),
        ),
        kept_by_team_leads(
            "referrals_webhook",
            "SELECT (id, account_id, user_id, organisation_id, ended_at, off, failing_since, "
            "failures, try_after), UPDATE (off, failing_since, failures, try_after)",
        ),
        kept_by_team_leads("referrals_webhookdelivery", "SELECT, INSERT, UPDATE, DELETE"),
        # Written by a move for the sender, as the log is; no row of it is shown to the web.
        migrations.RunSQL(
            "ALTER TABLE referrals_untoldevent ADD CONSTRAINT referrals_untoldevent_of_its_sender "
            "FOREIGN KEY (referral_id, sender_organisation_id) "
            "REFERENCES referrals_referral (id, sender_organisation_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE referrals_untoldevent "
            "DROP CONSTRAINT referrals_untoldevent_of_its_sender",
        ),
        protect_table(
            "referrals_untoldevent",
            [
                Policy(
                    "app_inserts",
                    "portal_app",
                    "INSERT",
                    check=f"{CASE_ROLE} AND sender_organisation_id = {ORGANISATION}",
                ),
                SYSTEM_ALL,
            ],
            {"portal_app": "SELECT, INSERT", "portal_system": "SELECT, INSERT, UPDATE, DELETE"},
        ),
    ]
