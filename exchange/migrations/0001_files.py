"""Files of the directory on their way in or out, and what they would change."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from protection.rls import ROLE, USER, Policy, protect_table
from protection.tables import NewTables

MINE = f"{ROLE} IN ('editor', 'contact_point', 'caseworker', 'team_lead') AND user_id = {USER}"

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


def _of_person() -> list[Policy]:
    return [
        Policy("app_sees", "portal_app", "SELECT", using=MINE),
        Policy("app_inserts", "portal_app", "INSERT", check=MINE),
        Policy("app_updates", "portal_app", "UPDATE", using=MINE, check=MINE),
        Policy("app_deletes", "portal_app", "DELETE", using=MINE),
        Policy("system_all", "portal_system", "ALL", using="true", check="true"),
    ]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contacts", "0001_initial"),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='Exchange',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('role', models.CharField(max_length=16)),
                    ('language', models.CharField(max_length=2)),
                    ('step', models.CharField(choices=[('export', 'export'), ('try', 'dry run'), ('write', 'writing')], max_length=8, verbose_name='step')),
                    ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being made'), ('done', 'ready'), ('failed', 'failed')], default='waiting', max_length=8, verbose_name='state')),
                    ('format', models.CharField(blank=True, choices=[('xlsx', 'spreadsheet (XLSX)'), ('csv', 'CSV files in a ZIP file'), ('hsds', 'Open Referral HSDS 3.1 (JSON)')], max_length=8, verbose_name='format')),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('remarks', models.JSONField(default=list)),
                    ('skip_faulty', models.BooleanField(default=False)),
                    ('rows_done', models.PositiveIntegerField(default=0)),
                    ('rows_total', models.PositiveIntegerField(default=0)),
                    ('rows_new', models.PositiveIntegerField(default=0)),
                    ('rows_changed', models.PositiveIntegerField(default=0)),
                    ('rows_same', models.PositiveIntegerField(default=0)),
                    ('rows_faulty', models.PositiveIntegerField(default=0)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('worked_on_at', models.DateTimeField(null=True)),
                    ('created_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('content', models.BinaryField(null=True)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'file of the directory',
                    'verbose_name_plural': 'files of the directory',
                    'ordering': ('-created_at', 'id'),
                    'indexes': [models.Index(fields=['expires_at'], name='exchange_expires'), models.Index(fields=['user', '-created_at'], name='exchange_of_person')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('step', 'export'), models.Q(('state', 'done'), _negated=True), ('content__isnull', True), _connector='OR'), name='exchange_file_goes_after_the_dry_run')],
                },
            ),
            migrations.CreateModel(
                name='PlannedRow',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('user_id', models.BigIntegerField()),
                    ('position', models.PositiveIntegerField()),
                    ('table', models.CharField(max_length=16)),
                    ('number', models.PositiveIntegerField()),
                    ('action', models.CharField(choices=[('new', 'new'), ('change', 'changed'), ('fault', 'error')], max_length=8)),
                    ('target', models.CharField(blank=True, max_length=80)),
                    ('owner', models.CharField(max_length=80)),
                    ('title', models.CharField(blank=True, max_length=250)),
                    ('changes', models.JSONField(default=list)),
                    ('problems', models.JSONField(default=list)),
                    ('exchange', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='exchange.exchange')),
                ],
                options={
                    'verbose_name': 'row of a file',
                    'verbose_name_plural': 'rows of a file',
                    'ordering': ('exchange', 'position'),
                    'indexes': [models.Index(condition=models.Q(('action', 'fault')), fields=['exchange', 'position'], name='exchange_faulty_rows')],
                    'constraints': [models.UniqueConstraint(fields=('exchange', 'position'), name='exchange_row_has_its_place')],
                },
            ),
        ]),
        # The system finds what is lost or over, says how far a writing is, and deletes; it reads
        # neither a file nor a row of one.
        protect_table(
            "exchange_exchange",
            _of_person(),
            {
                "portal_app": EVERYTHING,
                "portal_system": "SELECT (id, state, expires_at, user_id, organisation_id, role, "
                "created_at, worked_on_at), UPDATE (rows_done, worked_on_at), DELETE",
            },
        ),
        protect_table(
            "exchange_plannedrow",
            _of_person(),
            {"portal_app": EVERYTHING, "portal_system": "SELECT (exchange_id), DELETE"},
        ),
    ]
