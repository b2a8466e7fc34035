"""Invitations, the six-monthly review of members, changes of address; how a membership ended."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from protection.rls import grant


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_factor_recovery'),
        ('contacts', '0003_duty_rota'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='closed_account',
            field=models.BooleanField(default=False, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='ended_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='left'),
        ),
        migrations.AddField(
            model_name='membership',
            name='joined_at',
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name='joined'),
        ),
        migrations.AddField(
            model_name='membership',
            name='reviewed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last confirmed'),
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
        # The task that begins reviews and reminds of them.
        grant("accounts_memberreview", {"portal_system": "SELECT, INSERT, UPDATE"}),
    ]
