"""Working together: assignments, absences, notes, messages, receipts, filters, exports, feeds.

What is one organisation's own is shown to it alone: a policy of its own columns first, then that
the organisation has a part in the referral at all. A message is read by both sides of its request.
A calendar is asked for by a program that signs nobody in: it shows the hash of its secret, and
the policy shows that one row.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from protection.rls import ORGANISATION, ROLE, USER, Policy, protect_table


CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"
OWN = f"{CASE_ROLE} AND organisation_id = {ORGANISATION}"
MINE = f"{CASE_ROLE} AND user_id = {USER}"
SYSTEM_READS = Policy("system_reads", "portal_system", "SELECT", using="true")

# The needs of what was filed before: the policies let the owner see every row.
FILL_NEEDS = """
UPDATE referrals_party p SET needs = found.needs
FROM (SELECT referral_id, array_agg(code ORDER BY code) AS needs FROM referrals_codedvalue
      WHERE kind = 'need' GROUP BY referral_id) found
WHERE found.referral_id = p.referral_id
"""


def _party(table: str, extra: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {table}.referral_id "
        f"AND p.organisation_id = {ORGANISATION}{extra})"
    )


def _own_of_case(table: str, *, changes: bool) -> list[Policy]:
    """One organisation's own rows of a referral in which it has a part."""
    own = f"{OWN} AND {_party(table)}"
    policies = [
        Policy("app_sees", "portal_app", "SELECT", using=own),
        Policy("app_inserts", "portal_app", "INSERT", check=own),
    ]
    if changes:
        policies += [
            Policy("app_updates", "portal_app", "UPDATE", using=own, check=own),
            Policy("app_deletes", "portal_app", "DELETE", using=own),
        ]
    return policies


def _of_person(*, see: str = MINE) -> list[Policy]:
    return [
        Policy("app_sees", "portal_app", "SELECT", using=see),
        Policy("app_inserts", "portal_app", "INSERT", check=MINE),
        Policy("app_updates", "portal_app", "UPDATE", using=MINE, check=MINE),
        Policy("app_deletes", "portal_app", "DELETE", using=MINE),
    ]


# The sender, and the recipient whose request it is.
MESSAGE_SIDES = (
    " AND (p.side = 'sender' OR p.request_id = referrals_message.request_id)"
)
# Whoever takes part sees when the sender looked, and the sender sees everybody's receipt.
SIGHT_SIDES = (
    " AND (p.side = 'sender' OR referrals_sight.request_id IS NULL "
    "OR p.request_id = referrals_sight.request_id)"
)
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_duty_rota'),
        ('referrals', '0003_identity_by_field'),
        ('protection', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ('starts_on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=16)),
                ('language', models.CharField(max_length=2)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'calendar feed',
                'verbose_name_plural': 'calendar feeds',
            },
        ),
        migrations.CreateModel(
            name='InboxExport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=16)),
                ('language', models.CharField(max_length=2)),
                ('list_name', models.CharField(max_length=12)),
                ('query', models.CharField(blank=True, max_length=400)),
                ('purpose', models.CharField(max_length=32, verbose_name='purpose')),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=4, verbose_name='format')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being made'), ('ready', 'ready'), ('failed', 'failed')], default='waiting', max_length=8, verbose_name='state')),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('content', models.BinaryField(null=True)),
            ],
            options={
                'verbose_name': 'export of a list',
                'verbose_name_plural': 'exports of lists',
                'ordering': ('-created_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('text', models.BinaryField()),
                ('text_language', models.CharField(max_length=2)),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='InternalNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('text', models.BinaryField()),
                ('mentioned', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
            ],
            options={
                'verbose_name': 'internal note',
                'verbose_name_plural': 'internal notes',
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('list_name', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(max_length=400)),
            ],
            options={
                'verbose_name': 'saved filter',
                'verbose_name_plural': 'saved filters',
                'ordering': ('name', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Sight',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'receipt of reading',
                'verbose_name_plural': 'receipts of reading',
                'ordering': ('-last_at', 'id'),
            },
        ),
        migrations.AddField(
            model_name='party',
            name='needs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None),
        ),
        migrations.AddField(
            model_name='request',
            name='reminded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['organisation', 'reference'], name='party_by_reference'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['organisation', 'due_at', 'id'], name='party_by_deadline'),
        ),
        migrations.AddField(
            model_name='absence',
            name='deputy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='absence',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation'),
        ),
        migrations.AddField(
            model_name='absence',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='assigned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='assignments', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='inboxexport',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation'),
        ),
        migrations.AddField(
            model_name='inboxexport',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='message',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation'),
        ),
        migrations.AddField(
            model_name='message',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='messages', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='message',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='messages', to='referrals.request'),
        ),
        migrations.AddField(
            model_name='message',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='internalnote',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation'),
        ),
        migrations.AddField(
            model_name='internalnote',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='notes', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='internalnote',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sight',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation'),
        ),
        migrations.AddField(
            model_name='sight',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='sights', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='sight',
            name='request',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.request'),
        ),
        migrations.AddField(
            model_name='sight',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='absence',
            index=models.Index(fields=['organisation', 'ends_on'], name='absence_current'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='absence_ends_after_it_starts', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('deputy', models.F('user')), _negated=True), name='absence_has_another_deputy', violation_error_message='Nobody stands in for themselves.'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['organisation', 'user'], name='assignment_of_user'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('referral', 'organisation'), name='one_assignment_an_organisation'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='one_feed_a_membership'),
        ),
        migrations.AddIndex(
            model_name='inboxexport',
            index=models.Index(fields=['expires_at'], name='export_expires'),
        ),
        migrations.AddConstraint(
            model_name='inboxexport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), ('content__isnull', False), _connector='OR'), name='ready_export_has_content'),
        ),
        migrations.AddIndex(
            model_name='internalnote',
            index=models.Index(fields=['referral', 'organisation', 'at'], name='note_of_case'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('user', 'list_name', 'name'), name='saved_filter_once_a_name', violation_error_message='You already have a filter of this name.'),
        ),
        migrations.AddConstraint(
            model_name='sight',
            constraint=models.UniqueConstraint(fields=('referral', 'organisation', 'user'), name='one_sight_a_person'),
        ),
        migrations.RunSQL(FILL_NEEDS, migrations.RunSQL.noop),
        migrations.RunSQL(
            "GRANT SELECT (reminded_at), UPDATE (reminded_at) ON referrals_request "
            "TO portal_system",
            migrations.RunSQL.noop,
        ),
        protect_table(
            "referrals_assignment",
            [
                *_own_of_case("referrals_assignment", changes=True),
                # What somebody who left was working on is given back to the team.
                Policy("system_all", "portal_system", "ALL", using="true"),
            ],
            {"portal_app": EVERYTHING, "portal_system": "SELECT, DELETE"},
        ),
        protect_table(
            "referrals_absence",
            [
                Policy("app_sees", "portal_app", "SELECT", using=OWN),
                Policy("app_inserts", "portal_app", "INSERT", check=OWN),
                Policy("app_deletes", "portal_app", "DELETE", using=OWN),
                SYSTEM_READS,
            ],
            {"portal_app": "SELECT, INSERT, DELETE", "portal_system": "SELECT"},
        ),
        protect_table(
            "referrals_internalnote",
            _own_of_case("referrals_internalnote", changes=False),
            {"portal_app": "SELECT, INSERT"},
        ),
        protect_table(
            "referrals_message",
            [
                Policy(
                    "app_sees",
                    "portal_app",
                    "SELECT",
                    using=_party("referrals_message", MESSAGE_SIDES),
                ),
                Policy(
                    "app_inserts",
                    "portal_app",
                    "INSERT",
                    check=f"{OWN} AND {_party('referrals_message', MESSAGE_SIDES)}",
                ),
            ],
            {"portal_app": "SELECT, INSERT"},
        ),
        protect_table(
            "referrals_sight",
            [
                Policy(
                    "app_sees", "portal_app", "SELECT", using=_party("referrals_sight", SIGHT_SIDES)
                ),
                Policy(
                    "app_inserts",
                    "portal_app",
                    "INSERT",
                    check=f"{OWN} AND {MINE} AND {_party('referrals_sight')}",
                ),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=f"{OWN} AND {MINE}",
                    check=f"{OWN} AND {MINE}",
                ),
            ],
            {"portal_app": "SELECT, INSERT, UPDATE (last_at)"},
        ),
        protect_table("referrals_savedfilter", _of_person(), {"portal_app": EVERYTHING}),
        protect_table(
            "referrals_inboxexport",
            [*_of_person(), Policy("system_all", "portal_system", "ALL", using="true")],
            {
                "portal_app": EVERYTHING,
                "portal_system": "SELECT (id, state, expires_at), DELETE",
            },
        ),
        protect_table(
            "referrals_calendarfeed",
            _of_person(
                see=f"({MINE}) OR token_hash = "
                "nullif(current_setting('portal.calendar_token', true), '')"
            ),
            {"portal_app": "SELECT, INSERT, DELETE"},
        ),
    ]
