"""What each person chose of their notices, digests, and the end of a notice's term."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from protection.rls import USER, Policy, grant, protect_table

OWN = f"user_id = {USER}"
# The relay alone reads what others chose.
PREFERENCES = [
    Policy("app_reads_own", "portal_app", "SELECT", using=OWN),
    Policy("app_chooses", "portal_app", "INSERT", check=OWN),
    Policy("app_changes_own", "portal_app", "UPDATE", using=OWN, check=OWN),
    Policy("system_reads", "portal_system", "SELECT", using="true"),
]
TERM_ENDS = Policy("system_purges", "portal_system", "DELETE", using="true")

class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticePreference',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('ways', models.JSONField(default=dict, verbose_name='choices by kind')),
                ('rhythm', models.CharField(choices=[('hourly', 'Every hour'), ('twice', 'Twice a day, at 8:00 and 13:00'), ('daily', 'Once a day, at 8:00')], default='twice', max_length=8, verbose_name='digest')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='quiet until')),
                ('quiet_weekends', models.BooleanField(default=False, verbose_name='quiet at weekends')),
            ],
            options={
                'verbose_name': 'choice of notices',
                'verbose_name_plural': 'choices of notices',
            },
        ),
        migrations.AddField(
            model_name='notice',
            name='as_contact_point',
            field=models.BooleanField(default=False, null=True, verbose_name='to a contact point'),
        ),
        migrations.AddField(
            model_name='notice',
            name='digest',
            field=models.UUIDField(blank=True, null=True, verbose_name='digest'),
        ),
        migrations.AddField(
            model_name='notice',
            name='urgent',
            field=models.BooleanField(default=False, null=True, verbose_name='urgent'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='state',
            field=models.CharField(choices=[('pending', 'to be sent'), ('sent', 'sent'), ('failed', 'not sent'), ('digest', 'in a digest'), ('portal', 'in the portal only')], default='pending', max_length=8, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', False), ('kind', 'invitation'), _connector='OR'), name='notice_without_account_is_an_invitation'),
        ),
        migrations.AddConstraint(
            model_name='noticepreference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='quiet_hours_begin_and_end'),
        ),
        protect_table(
            "notifications_noticepreference",
            PREFERENCES,
            {"portal_app": "SELECT, INSERT, UPDATE", "portal_system": "SELECT"},
        ),
        grant("notifications_notice", {"portal_system": "UPDATE (digest), DELETE"}),
        migrations.RunSQL(
            TERM_ENDS.sql("notifications_notice"),
            "DROP POLICY system_purges ON notifications_notice",
        ),
    ]
