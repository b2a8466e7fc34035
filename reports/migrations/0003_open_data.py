import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import contacts.validators
from protection.tables import NewTables

FOR_GOOD = "reports_publication, reports_publishedfile, reports_withdrawal"


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_releases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('decider', models.CharField(choices=[('working_group', 'The working group on trafficking in human beings'), ('ad_hoc_group', 'The ad-hoc group')], max_length=16, verbose_name='who decided')),
                    ('decided_on', models.DateField(verbose_name='decided on')),
                    ('reference', models.CharField(blank=True, max_length=80, validators=[contacts.validators.clean_text], verbose_name='where it is written down')),
                    ('release', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='publication', serialize=False, to='reports.release')),
                    ('slug', models.CharField(max_length=48, unique=True)),
                    ('published_at', models.DateTimeField(verbose_name='published on')),
                    ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['-published_at', '-slug'], name='publications_newest')],
                    'verbose_name': 'publication of figures',
                    'verbose_name_plural': 'publications of figures',
                    'ordering': ('-published_at', '-slug'),
                },
            ),
            migrations.CreateModel(
                name='PublicationProposal',
                fields=[
                    ('decider', models.CharField(choices=[('working_group', 'The working group on trafficking in human beings'), ('ad_hoc_group', 'The ad-hoc group')], max_length=16, verbose_name='who decided')),
                    ('decided_on', models.DateField(verbose_name='decided on')),
                    ('reference', models.CharField(blank=True, max_length=80, validators=[contacts.validators.clean_text], verbose_name='where it is written down')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('sha256', models.CharField(max_length=64)),
                    ('shown', models.JSONField()),
                    ('state', models.CharField(choices=[('waiting', 'waits for a second person'), ('published', 'published'), ('refused', 'refused'), ('taken_back', 'taken back')], default='waiting', max_length=12, verbose_name='state')),
                    ('proposed_at', models.DateTimeField(verbose_name='proposed on')),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('remarks', models.CharField(blank=True, max_length=300, validators=[contacts.validators.clean_text], verbose_name='remarks')),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('publication', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='reports.publication')),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.release')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('source',), name='one_proposal_a_release'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'published', 'refused', 'taken_back'])), name='publication_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('publication__isnull', False), models.Q(('settled_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='two_people_publish')],
                    'verbose_name': 'proposed publication of figures',
                    'verbose_name_plural': 'proposed publications of figures',
                    'ordering': ('-proposed_at', '-id'),
                },
            ),
            migrations.CreateModel(
                name='PublishedFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('table', models.CharField(blank=True, max_length=48)),
                    ('title', models.JSONField(default=dict)),
                    ('content_type', models.CharField(max_length=60)),
                    ('content', models.BinaryField()),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='reports.publication')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('publication', 'name'), name='one_file_a_name_of_publication')],
                    'verbose_name': 'published file',
                    'verbose_name_plural': 'published files',
                    'ordering': ('position',),
                },
            ),
            migrations.CreateModel(
                name='Withdrawal',
                fields=[
                    ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='withdrawal', serialize=False, to='reports.publication')),
                    ('reason', models.CharField(choices=[('wrong', 'The figures are wrong.'), ('protection', 'They do not protect people well enough.'), ('decision', 'The working group has gone back on its decision.')], max_length=12, verbose_name='reason')),
                    ('withdrawn_at', models.DateTimeField(verbose_name='withdrawn on')),
                    ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'withdrawal of published figures',
                    'verbose_name_plural': 'withdrawals of published figures',
                },
            ),
        ]),
        # What was published stays as it was: an address gives the same bytes for good.
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {FOR_GOOD} FROM portal_app",
            f"GRANT UPDATE, DELETE ON {FOR_GOOD} TO portal_app",
        ),
    ]
