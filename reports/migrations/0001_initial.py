import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgressReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('period_from', models.DateField(verbose_name='first day')),
                ('period_to', models.DateField(verbose_name='last day')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('shared', 'Shared with the working group')], default='draft', max_length=16, verbose_name='state')),
                ('automatic', models.BooleanField(default=False, verbose_name='started by the portal at the cut-off date')),
                ('created_at', models.DateTimeField()),
                ('shared_at', models.DateTimeField(null=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'progress report',
                'verbose_name_plural': 'progress reports',
                'ordering': ('-period_to', '-period_from'),
                'constraints': [models.UniqueConstraint(fields=('period_from', 'period_to'), name='one_report_a_period'), models.CheckConstraint(condition=models.Q(('period_from__lte', models.F('period_to'))), name='report_period_is_in_order'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'shared'])), name='report_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ReportRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('queued', 'Waiting to start'), ('running', 'In progress'), ('failed', 'Failed'), ('done', 'Done')], default='queued', max_length=16, verbose_name='state')),
                ('requested_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('claim', models.UUIDField(null=True)),
                ('heartbeat', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('snapshot', models.JSONField(null=True)),
                ('snapshot_sha256', models.CharField(blank=True, max_length=64)),
                ('released', models.JSONField(null=True)),
                ('released_sha256', models.CharField(blank=True, max_length=64)),
                ('documents', models.JSONField(null=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='reports.progressreport')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'run',
                'verbose_name_plural': 'runs',
                'ordering': ('-requested_at', '-id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'running'))), fields=('report',), name='one_active_run_a_report'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'running', 'failed', 'done'])), name='run_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ReportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('language', models.CharField(max_length=2)),
                ('file_format', models.CharField(max_length=8)),
                ('content', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reports.reportrun')),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'ordering': ('language', 'file_format'),
                'constraints': [models.UniqueConstraint(fields=('run', 'name'), name='one_file_a_name')],
            },
        ),
        migrations.CreateModel(
            name='ReportChart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=24)),
                ('language', models.CharField(max_length=2)),
                ('svg', models.TextField()),
                ('png', models.BinaryField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charts', to='reports.reportrun')),
            ],
            options={
                'verbose_name': 'chart',
                'verbose_name_plural': 'charts',
                'ordering': ('key', 'language'),
                'constraints': [models.UniqueConstraint(fields=('run', 'key', 'language'), name='one_chart_a_key_and_language')],
            },
        ),
        migrations.CreateModel(
            name='RunStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=24)),
                ('state', models.CharField(choices=[('waiting', 'To do'), ('running', 'In progress'), ('failed', 'Failed'), ('done', 'Done')], default='waiting', max_length=16)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=24)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reports.reportrun')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ('position',),
                'constraints': [models.UniqueConstraint(fields=('run', 'position'), name='one_step_a_position'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'failed', 'done'])), name='step_state_is_known')],
            },
        ),
    ]
