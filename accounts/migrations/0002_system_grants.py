"""The relay and escalation look up whom to tell: address, language and role, nothing more."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import protection.pocket
from protection.rls import grant
from protection.tables import NewTables


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("protection", "0001_initial"),
        ("contacts", "0001_initial"),
    ]

    operations = [
        NewTables([
            migrations.CreateModel(
                name='MemberReview',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('started_at', models.DateTimeField(verbose_name='started')),
                    ('reminded_at', models.DateTimeField(null=True, verbose_name='last reminder')),
                    ('operator_told_at', models.DateTimeField(null=True, verbose_name='operator told')),
                    ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.organisation')),
                ],
                options={
                    'verbose_name': 'review of members',
                    'verbose_name_plural': 'reviews of members',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('organisation',), name='one_review_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='KeptText',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('page', models.CharField(max_length=300, verbose_name='page')),
                    ('action', models.CharField(max_length=300, verbose_name='sent to')),
                    ('fields', protection.pocket.SealedField(verbose_name='typed text')),
                    ('kept_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='kept')),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'kept text',
                    'verbose_name_plural': 'kept texts',
                    'indexes': [models.Index(fields=['kept_at'], name='kept_text_age')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'page', 'action'), name='kept_once_a_form')],
                },
            ),
            migrations.CreateModel(
                name='KnownDevice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('device', models.CharField(max_length=64, verbose_name='device')),
                    ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last used')),
                    ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'known device',
                    'verbose_name_plural': 'known devices',
                    'constraints': [models.UniqueConstraint(fields=('user', 'device'), name='device_known_once')],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('caseworker', 'caseworker'), ('team_lead', 'team lead'), ('contact_point', 'contact point'), ('secretariat', 'secretariat'), ('member', 'working-group member'), ('editor', 'content editor'), ('dpo', 'data protection officer'), ('operator', 'operator')], max_length=16, verbose_name='role')),
                    ('active', models.BooleanField(default=True, verbose_name='active')),
                    ('joined_at', models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name='joined')),
                    ('reviewed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last confirmed')),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='left')),
                    ('closed_account', models.BooleanField(default=False, editable=False, null=True)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='contacts.organisation', verbose_name='organisation')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'membership',
                    'verbose_name_plural': 'memberships',
                    'indexes': [models.Index(fields=['organisation', 'role'], name='membership_organisation_role')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='one_membership_a_role')],
                },
            ),
            migrations.CreateModel(
                name='PortalSession',
                fields=[
                    ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                    ('session_data', models.TextField(verbose_name='session data')),
                    ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                    ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='number')),
                    ('browser', models.CharField(blank=True, max_length=16, verbose_name='browser')),
                    ('system', models.CharField(blank=True, max_length=16, verbose_name='system')),
                    ('signed_in_at', models.DateTimeField(null=True, verbose_name='signed in')),
                    ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last used')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'session',
                    'verbose_name_plural': 'sessions',
                    'db_table': 'accounts_session',
                },
            ),
            migrations.CreateModel(
                name='ServiceAccount',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('created_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation', verbose_name='organisation')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'service account',
                    'verbose_name_plural': 'service accounts',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('organisation', 'name'), name='one_service_account_a_name', violation_error_message='There is a service account of this name already.')],
                },
            ),
            migrations.CreateModel(
                name='AddressChange',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('email', models.EmailField(max_length=254, verbose_name='new e-mail address')),
                    ('nonce', models.CharField(max_length=32)),
                    ('token_hash', models.BinaryField(unique=True)),
                    ('asked_at', models.DateTimeField(verbose_name='asked')),
                    ('expires_at', models.DateTimeField(verbose_name='valid until')),
                    ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'change of address',
                    'verbose_name_plural': 'changes of address',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user',), name='one_open_change_of_address')],
                },
            ),
            migrations.CreateModel(
                name='ApiToken',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('token_hash', models.BinaryField(unique=True)),
                    ('beginning', models.CharField(max_length=8, verbose_name='begins with')),
                    ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None, verbose_name='scopes')),
                    ('created_at', models.DateTimeField(verbose_name='made')),
                    ('expires_at', models.DateTimeField(verbose_name='valid until')),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('last_used_at', models.DateTimeField(null=True, verbose_name='last used')),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='accounts.serviceaccount')),
                ],
                options={
                    'verbose_name': 'API token',
                    'verbose_name_plural': 'API tokens',
                },
            ),
            migrations.CreateModel(
                name='FactorRecovery',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('asked_at', models.DateTimeField(verbose_name='asked')),
                    ('check_way', models.CharField(blank=True, choices=[('in_person', 'In person: I know this colleague by sight'), ('document', 'In person: with an identity document'), ('video', 'By video call: I know this colleague by sight'), ('called', 'By phone: I called a number that was known before, and know the voice')], max_length=16, verbose_name='identity check')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                    ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='can be used from')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled')),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'recovery of a second factor',
                    'verbose_name_plural': 'recoveries of second factors',
                    'indexes': [models.Index(fields=['user', '-asked_at'], name='recovery_of_user'), models.Index(condition=models.Q(('cancelled_at', None), ('done_at', None)), fields=['asked_at', 'id'], name='recovery_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by', models.F('user')), _negated=True), name='recovery_confirmed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('check_way', ''), ('confirmed_at', None), ('confirmed_by', None), ('done_at', None), ('ready_at', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), ('ready_at__isnull', False), models.Q(('check_way', ''), _negated=True)), _connector='OR'), name='recovery_confirmed_whole')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                    ('role', models.CharField(choices=[('caseworker', 'caseworker'), ('team_lead', 'team lead'), ('contact_point', 'contact point'), ('secretariat', 'secretariat'), ('member', 'working-group member'), ('editor', 'content editor'), ('dpo', 'data protection officer'), ('operator', 'operator')], max_length=16, verbose_name='role')),
                    ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English')], max_length=2, verbose_name='language')),
                    ('nonce', models.CharField(max_length=32)),
                    ('token_hash', models.BinaryField(unique=True)),
                    ('mailed_at', models.DateTimeField(verbose_name='mailed')),
                    ('expires_at', models.DateTimeField(verbose_name='valid until')),
                    ('accepted_at', models.DateTimeField(null=True, verbose_name='accepted')),
                    ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn')),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.organisation', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'invitation',
                    'verbose_name_plural': 'invitations',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('organisation', 'email', 'role'), name='one_open_invitation_a_role')],
                },
            ),
        ]),
        grant("accounts_user", {"portal_system": "SELECT (id, email, language, is_active)"}),
        grant("accounts_membership", {"portal_system": "SELECT"}),
    ]
