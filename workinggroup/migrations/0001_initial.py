import contacts.validators
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


# What is answered or closed stays as it was, also for whoever finds a fault in the code.
SEALED = """
REVOKE UPDATE, DELETE ON workinggroup_vote FROM portal_app;
REVOKE DELETE ON workinggroup_procedure FROM portal_app;
CREATE FUNCTION workinggroup_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'workinggroup_procedure' THEN
        IF OLD.closed_at IS NOT NULL THEN
            RAISE EXCEPTION 'A closed procedure cannot be changed.';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'The answer of a country cannot be changed.';
    END IF;
    IF EXISTS (SELECT FROM workinggroup_procedure
               WHERE id = NEW.procedure_id AND closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A closed procedure takes no answer.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER workinggroup_sealed BEFORE UPDATE OR DELETE ON workinggroup_procedure
    FOR EACH ROW EXECUTE FUNCTION workinggroup_sealed();
CREATE TRIGGER workinggroup_sealed BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_vote
    FOR EACH ROW EXECUTE FUNCTION workinggroup_sealed();
"""
UNSEALED = """
DROP TRIGGER workinggroup_sealed ON workinggroup_vote;
DROP TRIGGER workinggroup_sealed ON workinggroup_procedure;
DROP FUNCTION workinggroup_sealed;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contacts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('code', models.SlugField(max_length=20, primary_key=True, serialize=False, verbose_name='code')),
                ('name', models.CharField(max_length=150, validators=[contacts.validators.clean_text], verbose_name='name')),
                ('name_en', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='name')),
                ('name_nl', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='name')),
                ('name_fr', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='name')),
                ('name_de', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='name')),
                ('task', models.CharField(max_length=500, validators=[contacts.validators.clean_text], verbose_name='task')),
                ('task_en', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='task')),
                ('task_nl', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='task')),
                ('task_fr', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='task')),
                ('task_de', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='task')),
                ('adopts', models.BooleanField(default=False, verbose_name='adopts the progress report')),
                ('by_agenda', models.BooleanField(default=False, verbose_name='composed by agenda')),
                ('silence', models.CharField(choices=[('approves', 'Who does not answer in time approves.'), ('abstains', 'Who does not answer in time abstains.'), ('blocks', 'Without the answer of every country nothing is adopted.')], default='blocks', max_length=8, verbose_name='when a country does not answer')),
                ('answer_days', models.PositiveSmallIntegerField(default=21, verbose_name='days to answer')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='workinggroup.body', verbose_name='hangs under')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('code')), _negated=True), _connector='OR'), name='body_hangs_under_another'),
                    models.CheckConstraint(condition=models.Q(('silence__in', ['approves', 'abstains', 'blocks'])), name='body_silence_is_known'),
                ],
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
                'ordering': ('order', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='number')),
                ('subject', models.CharField(max_length=80, verbose_name='subject')),
                ('question_nl', models.TextField(max_length=1000, validators=[contacts.validators.clean_text], verbose_name='question in Dutch')),
                ('question_fr', models.TextField(max_length=1000, validators=[contacts.validators.clean_text], verbose_name='question in French')),
                ('question_en', models.TextField(blank=True, max_length=1000, validators=[contacts.validators.clean_text], verbose_name='question in English')),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), size=None, verbose_name='countries')),
                ('silence', models.CharField(choices=[('approves', 'Who does not answer in time approves.'), ('abstains', 'Who does not answer in time abstains.'), ('blocks', 'Without the answer of every country nothing is adopted.')], max_length=8, verbose_name='when a country does not answer')),
                ('due', models.DateField(verbose_name='answer by')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('reminded', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, size=None)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('result', models.CharField(blank=True, choices=[('adopted', 'adopted'), ('changes', 'changes asked for'), ('reserved', 'held by a reservation'), ('incomplete', 'not adopted: answers are missing')], max_length=10, verbose_name='result')),
                ('seal', models.CharField(blank=True, editable=False, max_length=64)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procedures', to='workinggroup.body', verbose_name='body')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('closed_at', None)), fields=['due'], name='procedure_open_by_due'),
                    models.Index(fields=['subject', '-number'], name='procedure_of_subject'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('result', ''), ('seal', '')), models.Q(('closed_at__isnull', False), ('result__in', ['adopted', 'changes', 'reserved', 'incomplete']), models.Q(('seal', ''), _negated=True)), _connector='OR'), name='procedure_closed_whole'),
                    models.CheckConstraint(condition=models.Q(('silence__in', ['approves', 'abstains', 'blocks'])), name='procedure_silence_is_known'),
                    models.CheckConstraint(condition=models.Q(('countries__len__gte', 1)), name='procedure_has_countries'),
                    models.CheckConstraint(condition=models.Q(models.Q(('question_nl', ''), _negated=True), models.Q(('question_fr', ''), _negated=True)), name='procedure_in_both_languages'),
                    models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('subject',), name='procedure_one_open_a_subject'),
                ],
                'verbose_name': 'written procedure',
                'verbose_name_plural': 'written procedures',
                'ordering': ('-number',),
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('votes', models.BooleanField(default=False, verbose_name='answers for its country')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='workinggroup.body', verbose_name='body')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country', verbose_name='country')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='contacts.organisation', verbose_name='organisation')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('body', 'organisation'), name='seat_once_in_a_body'),
                    models.UniqueConstraint(condition=models.Q(('ended_on', None), ('votes', True)), fields=('body', 'country'), name='seat_one_vote_a_country', violation_error_message='Another organisation answers for this country.'),
                    models.CheckConstraint(condition=models.Q(('votes', False), ('country__isnull', False), _connector='OR'), name='seat_votes_for_a_country'),
                    models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('since')), _connector='OR'), name='seat_ends_after_it_began'),
                ],
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ('body', 'country', 'organisation'),
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('approve', 'approves'), ('changes', 'asks for changes'), ('reserve', 'reserves its position')], max_length=8, verbose_name='answer')),
                ('reason', models.TextField(blank=True, max_length=2000, validators=[contacts.validators.clean_text], verbose_name='reason')),
                ('language', models.CharField(max_length=2, verbose_name='language of the reason')),
                ('voted_at', models.DateTimeField(verbose_name='answered')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country', verbose_name='country')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='workinggroup.procedure')),
                ('voted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('procedure', 'country'), name='vote_one_a_country'),
                    models.CheckConstraint(condition=models.Q(('answer__in', ['approve', 'changes', 'reserve'])), name='vote_answer_is_known'),
                    models.CheckConstraint(condition=models.Q(('answer', 'approve'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='vote_against_has_a_reason'),
                ],
                'verbose_name': 'answer of a country',
                'verbose_name_plural': 'answers of countries',
                'ordering': ('procedure', 'voted_at'),
            },
        ),
        migrations.RunSQL(SEALED, UNSEALED),
    ]
