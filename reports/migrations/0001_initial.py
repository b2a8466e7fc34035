import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from protection.tables import NewTables

# What was adopted stays as it is, whoever writes: neither the portal nor its owner changes it. The
# files of an adopted version are made right after its adoption; from then on it is sealed.
KEPT = """
CREATE FUNCTION reports_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may text[] := ARRAY['state', 'sent_at', 'published_at', 'public_run_id'];
BEGIN
    IF OLD.state NOT IN ('adopted', 'sent', 'published') THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF OLD.sealed_at IS NULL THEN
        may := may || ARRAY['run_id', 'sealed_at'];
    END IF;
    IF TG_OP = 'DELETE'
       OR to_jsonb(NEW) - may <> to_jsonb(OLD) - may
       OR (OLD.state, NEW.state) NOT IN (
           ('adopted', 'adopted'), ('adopted', 'sent'), ('sent', 'sent'), ('sent', 'published'),
           ('published', 'published'))
    THEN
        RAISE EXCEPTION 'an adopted version of a report cannot change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_adopted BEFORE UPDATE OR DELETE ON reports_reportversion
    FOR EACH ROW EXECUTE FUNCTION reports_keep_version();

CREATE FUNCTION reports_keep_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reports_reportversion v
        WHERE v.state IN ('vote', 'adopted', 'sent', 'published')
          AND v.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END,
                       CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END)
    ) THEN
        RAISE EXCEPTION 'the text of a version that is voted on or adopted cannot change';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_adopted BEFORE INSERT OR UPDATE OR DELETE ON reports_reportblock
    FOR EACH ROW EXECUTE FUNCTION reports_keep_text();

CREATE FUNCTION reports_keep_run() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    key uuid := (to_jsonb(OLD) ->> TG_ARGV[0])::uuid;
BEGIN
    IF EXISTS (
        SELECT FROM reports_reportversion v
        WHERE v.sealed_at IS NOT NULL AND key IN (v.run_id, v.public_run_id)
    ) THEN
        RAISE EXCEPTION 'the figures and files of an adopted version cannot change';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_adopted BEFORE UPDATE OR DELETE ON reports_reportfile
    FOR EACH ROW EXECUTE FUNCTION reports_keep_run('run_id');
CREATE TRIGGER keep_adopted BEFORE UPDATE OR DELETE ON reports_reportchart
    FOR EACH ROW EXECUTE FUNCTION reports_keep_run('run_id');
CREATE TRIGGER keep_adopted
    BEFORE DELETE OR UPDATE OF snapshot, snapshot_sha256, released, released_sha256, documents
    ON reports_reportrun
    FOR EACH ROW EXECUTE FUNCTION reports_keep_run('id');
"""

KEPT_NO_MORE = """
DROP TRIGGER keep_adopted ON reports_reportrun;
DROP TRIGGER keep_adopted ON reports_reportchart;
DROP TRIGGER keep_adopted ON reports_reportfile;
DROP TRIGGER keep_adopted ON reports_reportblock;
DROP TRIGGER keep_adopted ON reports_reportversion;
DROP FUNCTION reports_keep_run();
DROP FUNCTION reports_keep_text();
DROP FUNCTION reports_keep_version();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='ProgressReport',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('period_from', models.DateField(verbose_name='first day')),
                    ('period_to', models.DateField(verbose_name='last day')),
                    ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                    ('length', models.CharField(choices=[('full', 'The whole report'), ('short', 'A short version of four pages')], default='full', max_length=8, verbose_name='length')),
                    ('cut_off', models.DateField(null=True, verbose_name='cut-off date')),
                    ('due', models.DateField(null=True, verbose_name='due date')),
                    ('reminded', models.JSONField(default=list)),
                    ('automatic', models.BooleanField(default=False, verbose_name='started by the portal at the cut-off date')),
                    ('created_at', models.DateTimeField()),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'progress report',
                    'verbose_name_plural': 'progress reports',
                    'ordering': ('-period_to', '-period_from'),
                    'constraints': [models.UniqueConstraint(fields=('period_from', 'period_to', 'country', 'length'), name='one_report_a_period'), models.CheckConstraint(condition=models.Q(('period_from__lte', models.F('period_to'))), name='report_period_is_in_order'), models.CheckConstraint(condition=models.Q(('length__in', ['full', 'short'])), name='report_length_is_known')],
                },
            ),
            migrations.CreateModel(
                name='OutsideFigure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('country', models.CharField(max_length=2, verbose_name='country')),
                    ('label_nl', models.CharField(max_length=160, verbose_name='what it counts, in Dutch')),
                    ('label_fr', models.CharField(max_length=160, verbose_name='what it counts, in French')),
                    ('value', models.PositiveIntegerField(verbose_name='figure')),
                    ('source_nl', models.CharField(max_length=240, verbose_name='source, in Dutch')),
                    ('source_fr', models.CharField(max_length=240, verbose_name='source, in French')),
                    ('entered_at', models.DateTimeField()),
                    ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outside_figures', to='reports.progressreport')),
                ],
                options={
                    'verbose_name': 'figure from outside the portal',
                    'verbose_name_plural': 'figures from outside the portal',
                    'ordering': ('country', 'pk'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('value', 0), ('value__gte', 5), _connector='OR'), name='outside_figure_shows_nobody')],
                },
            ),
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('period_from', models.DateField(verbose_name='first day')),
                    ('period_to', models.DateField(verbose_name='last day')),
                    ('scope', models.CharField(blank=True, max_length=2, verbose_name='country')),
                    ('audience', models.CharField(choices=[('inside', 'Working group'), ('public', 'Public')], max_length=8, verbose_name='audience')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                    ('threshold', models.PositiveSmallIntegerField(verbose_name='threshold')),
                    ('run_id', models.UUIDField(null=True)),
                    ('released_at', models.DateTimeField(verbose_name='released on')),
                    ('counted', models.JSONField()),
                    ('shown', models.JSONField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('cells', models.PositiveIntegerField()),
                    ('cells_shown', models.PositiveIntegerField()),
                    ('beside', models.PositiveSmallIntegerField()),
                    ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'release of figures',
                    'verbose_name_plural': 'releases of figures',
                    'ordering': ('-period_to', '-period_from', '-number'),
                    'constraints': [models.UniqueConstraint(fields=('period_from', 'period_to', 'scope', 'audience', 'number'), name='one_release_a_number'), models.UniqueConstraint(fields=('run_id', 'audience'), name='one_release_a_run'), models.CheckConstraint(condition=models.Q(('period_from__lte', models.F('period_to'))), name='release_period_is_in_order'), models.CheckConstraint(condition=models.Q(('audience__in', ['inside', 'public'])), name='release_audience_is_known')],
                },
            ),
            migrations.CreateModel(
                name='ReleasedTable',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('key', models.CharField(max_length=48)),
                    ('stage', models.PositiveSmallIntegerField()),
                    ('content', models.JSONField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('cells', models.PositiveIntegerField()),
                    ('withheld', models.PositiveIntegerField()),
                    ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tables', to='reports.release')),
                ],
                options={
                    'verbose_name': 'released table',
                    'verbose_name_plural': 'released tables',
                    'ordering': ('position',),
                    'constraints': [models.UniqueConstraint(fields=('release', 'key'), name='one_table_a_key')],
                },
            ),
            migrations.CreateModel(
                name='ReportBlock',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=32)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('nl', models.TextField(verbose_name='text in Dutch')),
                    ('fr', models.TextField(verbose_name='text in French')),
                    ('made_nl', models.TextField()),
                    ('made_fr', models.TextField()),
                    ('edited', models.BooleanField(default=False)),
                    ('offered', models.BooleanField(default=False)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('edited_at', models.DateTimeField(null=True)),
                    ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'text of a report',
                    'verbose_name_plural': 'texts of a report',
                    'ordering': ('position',),
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='BlockComment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('country', models.CharField(blank=True, max_length=2)),
                    ('text', models.TextField(max_length=2000, verbose_name='comment')),
                    ('language', models.CharField(max_length=2)),
                    ('created_at', models.DateTimeField()),
                    ('answer', models.TextField(blank=True, max_length=1000, verbose_name='what was done with it')),
                    ('resolved_at', models.DateTimeField(null=True)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='reports.reportblock')),
                ],
                options={
                    'verbose_name': 'comment',
                    'verbose_name_plural': 'comments',
                    'ordering': ('created_at', 'id'),
                },
            ),
            migrations.CreateModel(
                name='ReportRun',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('figures', 'Figures and files'), ('files', 'Files of the text as it stands'), ('public', 'Files for the public')], default='figures', max_length=8, verbose_name='kind')),
                    ('automatic', models.BooleanField(default=False)),
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
                    ('texts_at', models.DateTimeField(null=True)),
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
                name='ReportVersion',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('state', models.CharField(choices=[('draft', 'Draft report'), ('comments', 'Open for comments'), ('vote', 'Put to the working group'), ('rejected', 'Not adopted'), ('adopted', 'Adopted'), ('sent', 'Sent to the Committee of Ministers'), ('published', 'Published')], default='draft', max_length=16, verbose_name='state')),
                    ('correction_nl', models.CharField(blank=True, max_length=300, verbose_name='what is corrected, in Dutch')),
                    ('correction_fr', models.CharField(blank=True, max_length=300, verbose_name='what is corrected, in French')),
                    ('procedure', models.CharField(blank=True, max_length=40)),
                    ('answer_by', models.DateField(null=True, verbose_name='last day to answer')),
                    ('approvals', models.JSONField(default=list)),
                    ('created_at', models.DateTimeField()),
                    ('shared_at', models.DateTimeField(null=True)),
                    ('text_changed_at', models.DateTimeField(null=True)),
                    ('adopted_at', models.DateTimeField(null=True)),
                    ('sealed_at', models.DateTimeField(null=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('published_at', models.DateTimeField(null=True)),
                    ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.reportversion')),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('offered', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.reportrun')),
                    ('public_run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.reportrun')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reports.progressreport')),
                    ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.reportrun')),
                ],
                options={
                    'verbose_name': 'version of a report',
                    'verbose_name_plural': 'versions of a report',
                    'ordering': ('report', '-number'),
                    'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='one_version_a_number'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'comments', 'vote'])), fields=('report',), name='one_open_version_a_report'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'comments', 'vote', 'rejected', 'adopted', 'sent', 'published'])), name='version_state_is_known')],
                },
            ),
            migrations.CreateModel(
                name='Dispatch',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('by_hand', models.BooleanField(default=False)),
                    ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('state', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sent', 'Sent'), ('failed', 'Could not be sent')], default='waiting', max_length=8)),
                    ('files', models.JSONField(default=dict)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('next_attempt_at', models.DateTimeField()),
                    ('queued_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('message_id', models.CharField(blank=True, max_length=120)),
                    ('proof', models.BinaryField(null=True)),
                    ('proof_name', models.CharField(blank=True, max_length=80)),
                    ('proof_sha256', models.CharField(blank=True, max_length=64)),
                    ('received_on', models.DateField(null=True, verbose_name='received on')),
                    ('receipt', models.CharField(blank=True, max_length=120, verbose_name='their reference')),
                    ('receipt_recorded_at', models.DateTimeField(null=True)),
                    ('queued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='reports.reportversion')),
                ],
                options={
                    'verbose_name': 'sending',
                    'verbose_name_plural': 'sendings',
                    'ordering': ('-queued_at', '-id'),
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_attempt_at'], name='dispatches_waiting')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'failed'])), name='dispatch_state_is_known'), models.CheckConstraint(condition=models.Q(('by_hand', False), ('proof__isnull', False), _connector='OR'), name='sent_by_hand_has_proof')],
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
            migrations.CreateModel(
                name='VersionEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('move', models.CharField(max_length=24)),
                    ('at', models.DateTimeField()),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='reports.reportversion')),
                ],
                options={
                    'verbose_name': 'event of a report',
                    'verbose_name_plural': 'events of a report',
                    'ordering': ('at', 'pk'),
                },
            ),
        ]),
        migrations.AddField(
            model_name='reportblock',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='reports.reportversion'),
        ),
        migrations.AddField(
            model_name='reportrun',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reports.reportversion'),
        ),
        migrations.AddConstraint(
            model_name='reportblock',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='one_block_a_heading'),
        ),
        migrations.RunSQL(KEPT, KEPT_NO_MORE),
    ]
