import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import contacts.validators
import workinggroup.personal
from protection.tables import NewTables

# What is answered or closed stays as it was, also for whoever finds a fault in the code.
SEALED = """
REVOKE UPDATE, DELETE ON workinggroup_vote FROM portal_app;
REVOKE DELETE ON workinggroup_procedure FROM portal_app;
REVOKE UPDATE, DELETE ON workinggroup_minutesversion FROM portal_app;
-- The relay writes the calendar that goes along with a mail.
GRANT SELECT ON workinggroup_meeting TO portal_system;
CREATE FUNCTION workinggroup_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'workinggroup_procedure' THEN
        IF OLD.closed_at IS NOT NULL THEN
            RAISE EXCEPTION 'A closed procedure cannot be changed.';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
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
CREATE FUNCTION workinggroup_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'approved' THEN
        RAISE EXCEPTION 'Approved minutes cannot be changed.';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER workinggroup_approved BEFORE UPDATE OR DELETE ON workinggroup_minutes
    FOR EACH ROW EXECUTE FUNCTION workinggroup_approved();
CREATE TRIGGER workinggroup_sealed BEFORE UPDATE OR DELETE ON workinggroup_procedure
    FOR EACH ROW EXECUTE FUNCTION workinggroup_sealed();
CREATE TRIGGER workinggroup_sealed BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_vote
    FOR EACH ROW EXECUTE FUNCTION workinggroup_sealed();
"""

UNSEALED = """
DROP TRIGGER workinggroup_sealed ON workinggroup_vote;
DROP TRIGGER workinggroup_sealed ON workinggroup_procedure;
DROP FUNCTION workinggroup_sealed;
DROP TRIGGER workinggroup_approved ON workinggroup_minutes;
DROP FUNCTION workinggroup_approved;
REVOKE ALL ON workinggroup_meeting FROM portal_system;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contacts", "0001_initial"),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='InquiryQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('slug', models.SlugField(max_length=40, unique=True)),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                    ('text', models.CharField(max_length=300, validators=[contacts.validators.clean_text], verbose_name='question')),
                    ('text_en', models.CharField(max_length=300, null=True, validators=[contacts.validators.clean_text], verbose_name='question')),
                    ('text_nl', models.CharField(max_length=300, null=True, validators=[contacts.validators.clean_text], verbose_name='question')),
                    ('text_fr', models.CharField(max_length=300, null=True, validators=[contacts.validators.clean_text], verbose_name='question')),
                    ('text_de', models.CharField(max_length=300, null=True, validators=[contacts.validators.clean_text], verbose_name='question')),
                    ('explanation', models.TextField(blank=True, max_length=1000, validators=[contacts.validators.clean_text], verbose_name='explanation')),
                    ('explanation_en', models.TextField(blank=True, max_length=1000, null=True, validators=[contacts.validators.clean_text], verbose_name='explanation')),
                    ('explanation_nl', models.TextField(blank=True, max_length=1000, null=True, validators=[contacts.validators.clean_text], verbose_name='explanation')),
                    ('explanation_fr', models.TextField(blank=True, max_length=1000, null=True, validators=[contacts.validators.clean_text], verbose_name='explanation')),
                    ('explanation_de', models.TextField(blank=True, max_length=1000, null=True, validators=[contacts.validators.clean_text], verbose_name='explanation')),
                    ('active', models.BooleanField(default=True, verbose_name='still asked')),
                ],
                options={
                    'verbose_name': 'question of the inquiry',
                    'verbose_name_plural': 'questions of the inquiry',
                    'ordering': ('order', 'slug'),
                },
            ),
            migrations.CreateModel(
                name='ProgrammeItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('slug', models.SlugField(max_length=40, unique=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('kind', models.CharField(choices=[('recommendation', 'recommendation of the Interparliamentary Assembly'), ('programme', 'item of the joint work programme')], max_length=16, verbose_name='kind')),
                    ('title', models.CharField(max_length=150, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_en', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_nl', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_fr', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_de', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('text', models.TextField(max_length=1500, validators=[contacts.validators.clean_text], verbose_name='wording of the source')),
                    ('text_en', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='wording of the source')),
                    ('text_nl', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='wording of the source')),
                    ('text_fr', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='wording of the source')),
                    ('text_de', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='wording of the source')),
                    ('source', models.CharField(max_length=250, validators=[contacts.validators.clean_text], verbose_name='source')),
                    ('state', models.CharField(choices=[('planned', 'planned'), ('under_way', 'under way'), ('done', 'done')], max_length=12, verbose_name='state')),
                    ('chapter', models.SlugField(max_length=40, verbose_name='chapter of the progress report')),
                    ('line', models.CharField(blank=True, max_length=600, validators=[contacts.validators.clean_text], verbose_name='line of the progress report')),
                    ('line_en', models.CharField(blank=True, max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='line of the progress report')),
                    ('line_nl', models.CharField(blank=True, max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='line of the progress report')),
                    ('line_fr', models.CharField(blank=True, max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='line of the progress report')),
                    ('line_de', models.CharField(blank=True, max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='line of the progress report')),
                    ('changed_by', models.BigIntegerField(editable=False, null=True)),
                    ('changed_at', models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'item of the programme',
                    'verbose_name_plural': 'items of the programme',
                    'ordering': ('order', 'slug'),
                },
            ),
            migrations.CreateModel(
                name='SignalDigest',
                fields=[
                    ('week_begins', models.DateField(primary_key=True, serialize=False)),
                    ('sent_at', models.DateTimeField()),
                    ('signals', models.PositiveIntegerField()),
                    ('confirmations', models.PositiveIntegerField()),
                ],
                options={
                    'verbose_name': 'digest of signals',
                    'verbose_name_plural': 'digests of signals',
                    'ordering': ('-week_begins',),
                },
            ),
            migrations.CreateModel(
                name='TopicPage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('topic', models.CharField(choices=[('police-justice', 'police and judicial cooperation'), ('financial', 'financial investigation'), ('municipalities', 'role of municipalities'), ('empact', 'EMPACT')], max_length=16, unique=True, verbose_name='topic')),
                    ('summary', models.TextField(max_length=2000, validators=[contacts.validators.clean_text], verbose_name='summary')),
                    ('summary_en', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='summary')),
                    ('summary_nl', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='summary')),
                    ('summary_fr', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='summary')),
                    ('summary_de', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='summary')),
                    ('changed_by', models.BigIntegerField(editable=False, null=True)),
                    ('changed_at', models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'topic',
                    'verbose_name_plural': 'topics',
                    'ordering': ('topic',),
                },
            ),
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
                    'verbose_name': 'body',
                    'verbose_name_plural': 'bodies',
                    'ordering': ('order', 'code'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('code')), _negated=True), _connector='OR'), name='body_hangs_under_another'), models.CheckConstraint(condition=models.Q(('silence__in', ['approves', 'abstains', 'blocks'])), name='body_silence_is_known')],
                },
            ),
            migrations.CreateModel(
                name='CountryPosition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.CharField(choices=[('needed', 'needed'), ('not_needed', 'not needed'), ('undecided', 'undecided')], max_length=12, verbose_name='position')),
                    ('reasons', models.TextField(max_length=2000, validators=[contacts.validators.clean_text], verbose_name='reasons')),
                    ('reasons_en', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='reasons')),
                    ('reasons_nl', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='reasons')),
                    ('reasons_fr', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='reasons')),
                    ('reasons_de', models.TextField(max_length=2000, null=True, validators=[contacts.validators.clean_text], verbose_name='reasons')),
                    ('since', models.DateField(verbose_name='since')),
                    ('taken_by', models.BigIntegerField(editable=False)),
                    ('taken_at', models.DateTimeField(editable=False)),
                    ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country', verbose_name='country')),
                ],
                options={
                    'verbose_name': 'position of a country',
                    'verbose_name_plural': 'positions of countries',
                    'ordering': ('since', 'taken_at', 'id'),
                    'indexes': [models.Index(fields=['country', '-since', '-taken_at'], name='inquiry_position')],
                },
            ),
            migrations.CreateModel(
                name='Contribution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('kind', models.CharField(max_length=40, verbose_name='kind of body')),
                    ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], max_length=2, verbose_name='language')),
                    ('text', models.TextField(max_length=3000, validators=[contacts.validators.clean_text], verbose_name='answer')),
                    ('written_by', models.BigIntegerField(editable=False)),
                    ('written_at', models.DateTimeField(editable=False)),
                    ('country', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='workinggroup.inquiryquestion')),
                ],
                options={
                    'verbose_name': 'contribution to the inquiry',
                    'verbose_name_plural': 'contributions to the inquiry',
                    'ordering': ('written_at', 'id'),
                    'constraints': [models.UniqueConstraint(fields=('question', 'organisation'), name='inquiry_one_answer_a_body')],
                },
            ),
            migrations.CreateModel(
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(blank=True, editable=False, max_length=40, null=True, unique=True)),
                    ('title', models.CharField(max_length=200, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_en', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_nl', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_fr', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_de', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('state', models.CharField(choices=[('planned', 'being prepared'), ('invited', 'invited'), ('held', 'held'), ('cancelled', 'cancelled'), ('proposed', 'proposed in the source')], default='planned', max_length=10, verbose_name='state')),
                    ('starts_at', models.DateTimeField(verbose_name='begins')),
                    ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                    ('day_known', models.BooleanField(default=True, verbose_name='the day is known')),
                    ('when_words', models.CharField(blank=True, max_length=150, validators=[contacts.validators.clean_text], verbose_name='when, in words')),
                    ('when_words_en', models.CharField(blank=True, max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='when, in words')),
                    ('when_words_nl', models.CharField(blank=True, max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='when, in words')),
                    ('when_words_fr', models.CharField(blank=True, max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='when, in words')),
                    ('when_words_de', models.CharField(blank=True, max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='when, in words')),
                    ('place', models.CharField(blank=True, max_length=200, validators=[contacts.validators.clean_text], verbose_name='place')),
                    ('online_link', models.URLField(blank=True, max_length=500, verbose_name='link to take part')),
                    ('source', models.CharField(blank=True, editable=False, max_length=20, verbose_name='source')),
                    ('says', models.TextField(blank=True, validators=[contacts.validators.clean_text], verbose_name='what the source says')),
                    ('says_en', models.TextField(blank=True, null=True, validators=[contacts.validators.clean_text], verbose_name='what the source says')),
                    ('says_nl', models.TextField(blank=True, null=True, validators=[contacts.validators.clean_text], verbose_name='what the source says')),
                    ('says_fr', models.TextField(blank=True, null=True, validators=[contacts.validators.clean_text], verbose_name='what the source says')),
                    ('says_de', models.TextField(blank=True, null=True, validators=[contacts.validators.clean_text], verbose_name='what the source says')),
                    ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                    ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ('changed_at', models.DateTimeField(verbose_name='changed')),
                    ('search_vector', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='workinggroup.body', verbose_name='body')),
                ],
                options={
                    'verbose_name': 'meeting',
                    'verbose_name_plural': 'meetings',
                    'ordering': ('-starts_at', '-id'),
                    'indexes': [models.Index(fields=['-starts_at', '-id'], name='meeting_by_day'), models.Index(fields=['body', '-starts_at', '-id'], name='meeting_of_body'), django.contrib.postgres.indexes.GinIndex(fields=['search_vector'], name='meeting_search')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'invited', 'held', 'cancelled', 'proposed'])), name='meeting_state_is_known'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='meeting_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('day_known', True), models.Q(('source', ''), _negated=True), _connector='OR'), name='meeting_of_ours_has_a_day')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40, verbose_name='kind')),
                    ('proposed', models.BooleanField(default=True)),
                    ('invited_at', models.DateTimeField(verbose_name='invited')),
                    ('reply', models.CharField(blank=True, choices=[('accepted', 'takes part'), ('declined', 'does not take part')], max_length=8, verbose_name='reply')),
                    ('replied_at', models.DateTimeField(blank=True, null=True)),
                    ('present', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='people present')),
                    ('country', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                    ('replied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='workinggroup.meeting')),
                ],
                options={
                    'verbose_name': 'invitation to a meeting',
                    'verbose_name_plural': 'invitations to meetings',
                    'ordering': ('meeting', 'country', 'id'),
                    'indexes': [models.Index(fields=['organisation', 'meeting'], name='invitation_of_body')],
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'organisation'), name='invitation_once_a_meeting'), models.CheckConstraint(condition=models.Q(models.Q(('replied_at', None), ('reply', '')), models.Q(('replied_at__isnull', False), ('reply__in', ['accepted', 'declined'])), _connector='OR'), name='invitation_reply_has_its_time')],
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                    ('text', models.CharField(max_length=500, validators=[contacts.validators.clean_text], verbose_name='decision')),
                    ('text_en', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='decision')),
                    ('text_nl', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='decision')),
                    ('text_fr', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='decision')),
                    ('text_de', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='decision')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='workinggroup.meeting')),
                ],
                options={
                    'verbose_name': 'decision',
                    'verbose_name_plural': 'decisions',
                    'ordering': ('meeting', 'number'),
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='decision_number_once')],
                },
            ),
            migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                    ('title', models.CharField(max_length=200, validators=[contacts.validators.clean_text], verbose_name='subject')),
                    ('title_en', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='subject')),
                    ('title_nl', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='subject')),
                    ('title_fr', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='subject')),
                    ('title_de', models.CharField(max_length=200, null=True, validators=[contacts.validators.clean_text], verbose_name='subject')),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='kinds of body that it concerns')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='workinggroup.meeting')),
                ],
                options={
                    'verbose_name': 'item of an agenda',
                    'verbose_name_plural': 'items of agendas',
                    'ordering': ('meeting', 'order', 'id'),
                },
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=2, verbose_name='language')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('kind', models.CharField(max_length=8, verbose_name='kind of file')),
                    ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                    ('added_at', models.DateTimeField(verbose_name='added')),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='papers', to='workinggroup.agendaitem')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='workinggroup.meeting')),
                ],
                options={
                    'verbose_name': 'document of a meeting',
                    'verbose_name_plural': 'documents of meetings',
                    'ordering': ('meeting', 'added_at', 'id'),
                },
            ),
            migrations.CreateModel(
                name='ActionPoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=500, validators=[contacts.validators.clean_text], verbose_name='action point')),
                    ('text_en', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='action point')),
                    ('text_nl', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='action point')),
                    ('text_fr', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='action point')),
                    ('text_de', models.CharField(max_length=500, null=True, validators=[contacts.validators.clean_text], verbose_name='action point')),
                    ('due', models.DateField(verbose_name='due')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='done')),
                    ('reminded_on', models.DateField(blank=True, editable=False, null=True)),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation', verbose_name='who does it')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='workinggroup.meeting')),
                ],
                options={
                    'verbose_name': 'action point',
                    'verbose_name_plural': 'action points',
                    'ordering': ('due', 'id'),
                    'indexes': [models.Index(condition=models.Q(('done_on', None)), fields=['due', 'id'], name='action_open_by_due'), models.Index(fields=['owner', 'due'], name='action_of_owner')],
                },
            ),
            migrations.CreateModel(
                name='PaperContent',
                fields=[
                    ('paper', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='content', serialize=False, to='workinggroup.paper')),
                    ('data', models.BinaryField()),
                ],
            ),
            migrations.CreateModel(
                name='Practice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('returned', 'sent back'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='state')),
                    ('theme', models.CharField(choices=[('referral', 'referral mechanism'), ('administrative', 'administrative approach'), ('reception', 'reception'), ('minors', 'minors'), ('financial', 'financial investigation'), ('municipalities', 'municipalities'), ('empact', 'EMPACT')], max_length=16, verbose_name='theme')),
                    ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], max_length=2, verbose_name='language')),
                    ('title', models.CharField(max_length=150, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='title')),
                    ('title_en', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='title')),
                    ('title_nl', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='title')),
                    ('title_fr', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='title')),
                    ('title_de', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='title')),
                    ('body', models.TextField(max_length=4000, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is done, and how')),
                    ('body_en', models.TextField(max_length=4000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is done, and how')),
                    ('body_nl', models.TextField(max_length=4000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is done, and how')),
                    ('body_fr', models.TextField(max_length=4000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is done, and how')),
                    ('body_de', models.TextField(max_length=4000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is done, and how')),
                    ('conditions', models.TextField(blank=True, max_length=2000, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what others need to do the same')),
                    ('conditions_en', models.TextField(blank=True, max_length=2000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what others need to do the same')),
                    ('conditions_nl', models.TextField(blank=True, max_length=2000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what others need to do the same')),
                    ('conditions_fr', models.TextField(blank=True, max_length=2000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what others need to do the same')),
                    ('conditions_de', models.TextField(blank=True, max_length=2000, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what others need to do the same')),
                    ('transferability', models.CharField(choices=[('as_is', 'as it is'), ('adapted', 'with changes'), ('law', 'after a change of law'), ('national', 'in its own country only'), ('unknown', 'not looked into yet')], default='unknown', max_length=10, verbose_name='can be taken over')),
                    ('source', models.CharField(blank=True, max_length=250, validators=[contacts.validators.clean_text], verbose_name='source')),
                    ('source_url', models.URLField(blank=True, max_length=500, verbose_name='address of the source')),
                    ('review_note', models.CharField(blank=True, max_length=500, validators=[contacts.validators.clean_text], verbose_name='what the secretariat asks')),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('written_by', models.BigIntegerField(editable=False)),
                    ('created_at', models.DateTimeField(editable=False)),
                    ('sort_at', models.DateTimeField(editable=False)),
                    ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                    ('search_vector', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                    ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country', verbose_name='country')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                ],
                options={
                    'verbose_name': 'good practice',
                    'verbose_name_plural': 'good practices',
                    'ordering': ('-sort_at', '-id'),
                    'indexes': [models.Index(fields=['state', '-sort_at', '-id'], name='practice_list'), models.Index(fields=['state', 'theme', '-sort_at', '-id'], name='practice_by_theme'), models.Index(fields=['state', 'country', '-sort_at', '-id'], name='practice_by_country'), models.Index(fields=['organisation', '-sort_at', '-id'], name='practice_of_its_own'), django.contrib.postgres.indexes.GinIndex(fields=['search_vector'], name='practice_search')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='practice_published_has_a_date')],
                },
            ),
            migrations.CreateModel(
                name='Adoption',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('adopted_on', models.DateField(verbose_name='since')),
                    ('marked_by', models.BigIntegerField(editable=False)),
                    ('marked_at', models.DateTimeField(editable=False)),
                    ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adoptions', to='workinggroup.practice')),
                ],
                options={
                    'verbose_name': 'adoption of a good practice',
                    'verbose_name_plural': 'adoptions of good practices',
                    'ordering': ('adopted_on', 'id'),
                    'indexes': [models.Index(fields=['adopted_on'], name='practice_adopted_on')],
                    'constraints': [models.UniqueConstraint(fields=('practice', 'country'), name='practice_adopted_once_a_country')],
                },
            ),
            migrations.CreateModel(
                name='PracticeComment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], max_length=2)),
                    ('text', models.TextField(max_length=1500, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='comment')),
                    ('written_by', models.BigIntegerField(editable=False)),
                    ('written_at', models.DateTimeField(editable=False)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='workinggroup.practice')),
                ],
                options={
                    'verbose_name': 'comment on a good practice',
                    'verbose_name_plural': 'comments on a good practice',
                    'ordering': ('written_at', 'id'),
                },
            ),
            migrations.CreateModel(
                name='PracticeFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, validators=[contacts.validators.clean_text])),
                    ('kind', models.CharField(max_length=8)),
                    ('size', models.PositiveIntegerField()),
                    ('content', models.BinaryField()),
                    ('added_by', models.BigIntegerField(editable=False)),
                    ('added_at', models.DateTimeField(editable=False)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='workinggroup.practice')),
                ],
                options={
                    'verbose_name': 'file of a good practice',
                    'verbose_name_plural': 'files of a good practice',
                    'ordering': ('added_at', 'id'),
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
                    'verbose_name': 'written procedure',
                    'verbose_name_plural': 'written procedures',
                    'ordering': ('-number',),
                    'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['due'], name='procedure_open_by_due'), models.Index(fields=['subject', '-number'], name='procedure_of_subject')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('result', ''), ('seal', '')), models.Q(('closed_at__isnull', False), ('result__in', ['adopted', 'changes', 'reserved', 'incomplete']), models.Q(('seal', ''), _negated=True)), _connector='OR'), name='procedure_closed_whole'), models.CheckConstraint(condition=models.Q(('silence__in', ['approves', 'abstains', 'blocks'])), name='procedure_silence_is_known'), models.CheckConstraint(condition=models.Q(('countries__len__gte', 1)), name='procedure_has_countries'), models.CheckConstraint(condition=models.Q(models.Q(('question_nl', ''), _negated=True), models.Q(('question_fr', ''), _negated=True)), name='procedure_in_both_languages'), models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('subject',), name='procedure_one_open_a_subject')],
                },
            ),
            migrations.CreateModel(
                name='Minutes',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('asked', 'with the countries'), ('approved', 'approved')], default='draft', max_length=8, verbose_name='state')),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('text_nl', models.TextField(blank=True, max_length=40000, verbose_name='minutes in Dutch')),
                    ('text_fr', models.TextField(blank=True, max_length=40000, verbose_name='minutes in French')),
                    ('written_at', models.DateTimeField(verbose_name='written')),
                    ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='workinggroup.meeting')),
                    ('procedure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workinggroup.procedure')),
                ],
                options={
                    'verbose_name': 'minutes',
                    'verbose_name_plural': 'minutes',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('state', 'draft')), models.Q(('approved_at', None), ('procedure__isnull', False), ('state', 'asked')), models.Q(('approved_at__isnull', False), ('state', 'approved')), _connector='OR'), name='minutes_state_has_its_facts'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(models.Q(('text_nl', ''), _negated=True), models.Q(('text_fr', ''), _negated=True)), _connector='OR'), name='minutes_asked_in_both_languages')],
                },
            ),
            migrations.CreateModel(
                name='MinutesVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveIntegerField()),
                    ('text_nl', models.TextField(blank=True)),
                    ('text_fr', models.TextField(blank=True)),
                    ('written_at', models.DateTimeField()),
                    ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='workinggroup.minutes')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'version of minutes',
                    'verbose_name_plural': 'versions of minutes',
                    'ordering': ('minutes', '-revision'),
                    'constraints': [models.UniqueConstraint(fields=('minutes', 'revision'), name='minutes_version_once')],
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
                    'verbose_name': 'seat',
                    'verbose_name_plural': 'seats',
                    'ordering': ('body', 'country', 'organisation'),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('body', 'organisation'), name='seat_once_in_a_body'), models.UniqueConstraint(condition=models.Q(('ended_on', None), ('votes', True)), fields=('body', 'country'), name='seat_one_vote_a_country', violation_error_message='Another organisation answers for this country.'), models.CheckConstraint(condition=models.Q(('votes', False), ('country__isnull', False), _connector='OR'), name='seat_votes_for_a_country'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('since')), _connector='OR'), name='seat_ends_after_it_began')],
                },
            ),
            migrations.CreateModel(
                name='Signal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('recruitment', 'recruitment method'), ('sector', 'sector'), ('route', 'route'), ('control', 'way of keeping control'), ('other', 'something else')], max_length=12, verbose_name='about')),
                    ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], max_length=2, verbose_name='language')),
                    ('title', models.CharField(max_length=150, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='in one line')),
                    ('title_en', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='in one line')),
                    ('title_nl', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='in one line')),
                    ('title_fr', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='in one line')),
                    ('title_de', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='in one line')),
                    ('text', models.TextField(max_length=1500, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is new')),
                    ('text_en', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is new')),
                    ('text_nl', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is new')),
                    ('text_fr', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is new')),
                    ('text_de', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what is new')),
                    ('form', models.CharField(blank=True, max_length=40, verbose_name='form of exploitation')),
                    ('sector', models.CharField(blank=True, max_length=40, verbose_name='sector')),
                    ('since', models.DateField(verbose_name='seen since')),
                    ('posted_by', models.BigIntegerField(editable=False)),
                    ('posted_at', models.DateTimeField(editable=False)),
                    ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                    ('confirmed_in', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country', verbose_name='seen in')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                ],
                options={
                    'verbose_name': 'signal',
                    'verbose_name_plural': 'signals',
                    'ordering': ('-posted_at', '-id'),
                    'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['-posted_at', '-id'], name='signal_list'), models.Index(condition=models.Q(('withdrawn_at', None)), fields=['kind', '-posted_at', '-id'], name='signal_by_kind'), models.Index(condition=models.Q(('withdrawn_at', None)), fields=['country', '-posted_at', '-id'], name='signal_by_country')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('since__day', 1)), name='signal_since_a_month'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('posted_at')), _connector='OR'), name='signal_withdrawn_after_it_was_posted')],
                },
            ),
            migrations.CreateModel(
                name='Confirmation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], max_length=2)),
                    ('note', models.CharField(blank=True, max_length=500, validators=[contacts.validators.clean_text, workinggroup.personal.refuse_personal_data], verbose_name='what you see')),
                    ('confirmed_by', models.BigIntegerField(editable=False)),
                    ('confirmed_at', models.DateTimeField(editable=False)),
                    ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation')),
                    ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='workinggroup.signal')),
                ],
                options={
                    'verbose_name': 'confirmation of a signal',
                    'verbose_name_plural': 'confirmations of signals',
                    'ordering': ('confirmed_at', 'id'),
                    'indexes': [models.Index(fields=['confirmed_at'], name='signal_confirmed_at')],
                    'constraints': [models.UniqueConstraint(fields=('signal', 'organisation'), name='signal_confirmed_once_an_organisation')],
                },
            ),
            migrations.CreateModel(
                name='Synthesis',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(unique=True)),
                    ('text', models.TextField(max_length=6000, validators=[contacts.validators.clean_text], verbose_name='synthesis')),
                    ('text_en', models.TextField(max_length=6000, null=True, validators=[contacts.validators.clean_text], verbose_name='synthesis')),
                    ('text_nl', models.TextField(max_length=6000, null=True, validators=[contacts.validators.clean_text], verbose_name='synthesis')),
                    ('text_fr', models.TextField(max_length=6000, null=True, validators=[contacts.validators.clean_text], verbose_name='synthesis')),
                    ('text_de', models.TextField(max_length=6000, null=True, validators=[contacts.validators.clean_text], verbose_name='synthesis')),
                    ('result', models.CharField(max_length=600, validators=[contacts.validators.clean_text], verbose_name='result for the progress report')),
                    ('result_en', models.CharField(max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='result for the progress report')),
                    ('result_nl', models.CharField(max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='result for the progress report')),
                    ('result_fr', models.CharField(max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='result for the progress report')),
                    ('result_de', models.CharField(max_length=600, null=True, validators=[contacts.validators.clean_text], verbose_name='result for the progress report')),
                    ('written_by', models.BigIntegerField(editable=False)),
                    ('written_at', models.DateTimeField(editable=False)),
                ],
                options={
                    'verbose_name': 'synthesis of the inquiry',
                    'verbose_name_plural': 'syntheses of the inquiry',
                    'ordering': ('number',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='inquiry_synthesis_counts')],
                },
            ),
            migrations.CreateModel(
                name='TopicEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('topic', models.CharField(blank=True, choices=[('police-justice', 'police and judicial cooperation'), ('financial', 'financial investigation'), ('municipalities', 'role of municipalities'), ('empact', 'EMPACT')], max_length=16, verbose_name='topic')),
                    ('kind', models.CharField(choices=[('activity', 'activity'), ('finding', 'finding')], max_length=10, verbose_name='kind')),
                    ('on', models.DateField(verbose_name='date')),
                    ('title', models.CharField(max_length=150, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_en', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_nl', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_fr', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('title_de', models.CharField(max_length=150, null=True, validators=[contacts.validators.clean_text], verbose_name='title')),
                    ('text', models.TextField(max_length=1500, validators=[contacts.validators.clean_text], verbose_name='text')),
                    ('text_en', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='text')),
                    ('text_nl', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='text')),
                    ('text_fr', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='text')),
                    ('text_de', models.TextField(max_length=1500, null=True, validators=[contacts.validators.clean_text], verbose_name='text')),
                    ('source', models.CharField(blank=True, max_length=250, validators=[contacts.validators.clean_text], verbose_name='source')),
                    ('written_by', models.BigIntegerField(editable=False, null=True)),
                    ('written_at', models.DateTimeField(editable=False)),
                    ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.country', verbose_name='country')),
                    ('items', models.ManyToManyField(blank=True, related_name='entries', to='workinggroup.programmeitem', verbose_name='serves')),
                ],
                options={
                    'verbose_name': 'entry of a topic',
                    'verbose_name_plural': 'entries of topics',
                    'ordering': ('-on', '-id'),
                    'indexes': [models.Index(fields=['topic', '-on', '-id'], name='entry_of_topic')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('topic', ''), _negated=True), ('kind', 'activity'), _connector='OR'), name='finding_has_a_topic')],
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
                    'verbose_name': 'answer of a country',
                    'verbose_name_plural': 'answers of countries',
                    'ordering': ('procedure', 'voted_at'),
                    'constraints': [models.UniqueConstraint(fields=('procedure', 'country'), name='vote_one_a_country'), models.CheckConstraint(condition=models.Q(('answer__in', ['approve', 'changes', 'reserve'])), name='vote_answer_is_known'), models.CheckConstraint(condition=models.Q(('answer', 'approve'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='vote_against_has_a_reason')],
                },
            ),
        ]),
        migrations.RunSQL(SEALED, UNSEALED),
    ]
