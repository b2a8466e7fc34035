"""The use of a referral restricted by the person (GDPR art. 18), and erasure by two people.

While a restriction holds, the identity, its digests and the files are closed by the database to
everybody but the team leads and contact points of the sender, who must decide on it. Restrictive
policies: whatever another policy opens, these take away.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from protection.rls import ORGANISATION, ROLE

RESTRICTED = ("identityfield", "identityindex", "attachmentcontent")
FREE = (
    "NOT EXISTS (SELECT 1 FROM referrals_retention t "
    "WHERE t.referral_id = referrals_{table}.referral_id AND t.restriction <> '')"
)
DECIDES = (
    f"{ROLE} IN ('team_lead', 'contact_point') AND EXISTS (SELECT 1 FROM referrals_retention t "
    "WHERE t.referral_id = referrals_{table}.referral_id "
    f"AND t.sender_organisation_id = {ORGANISATION})"
)
POLICIES = {
    "restricted_read": f"FOR SELECT TO portal_app USING ({FREE} OR ({DECIDES}))",
    "restricted_insert": f"FOR INSERT TO portal_app WITH CHECK ({FREE})",
    "restricted_update": f"FOR UPDATE TO portal_app USING ({FREE})",
    "restricted_delete": f"FOR DELETE TO portal_app USING ({FREE})",
}


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0005_standard_questions'),
        ('referrals', '0010_answered_calls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='retention',
            name='erase_confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='retention',
            name='erase_proposed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='retention',
            name='erase_proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='retention',
            name='erase_reason',
            field=models.CharField(blank=True, max_length=24, verbose_name='reason of the erasure'),
        ),
        migrations.AddField(
            model_name='retention',
            name='restricted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='retention',
            name='restricted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='retention',
            name='restriction',
            field=models.CharField(blank=True, max_length=24, verbose_name='ground of the restriction'),
        ),
        migrations.AddConstraint(
            model_name='retention',
            constraint=models.CheckConstraint(condition=models.Q(('erase_asked_at__isnull', True), models.Q(('erase_confirmed_by__isnull', False), ('erase_proposed_by__isnull', False), models.Q(('erase_proposed_by', models.F('erase_confirmed_by')), _negated=True)), _connector='OR'), name='erasure_has_four_eyes', violation_error_message='Somebody else must confirm the erasure.'),
        ),
        migrations.AddConstraint(
            model_name='retention',
            constraint=models.CheckConstraint(condition=models.Q(('restriction', ''), models.Q(('restricted_at__isnull', False), ('restricted_by__isnull', False)), _connector='OR'), name='restriction_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='retention',
            constraint=models.CheckConstraint(condition=models.Q(('restriction', ''), ('erased_at__isnull', True), _connector='OR'), name='restricted_is_not_erased', violation_error_message='What is restricted is kept until it is lifted.'),
        ),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        *(
            migrations.RunSQL(
                f"CREATE POLICY {name} ON referrals_{table} AS RESTRICTIVE "
                + rule.format(table=table),
                f"DROP POLICY {name} ON referrals_{table}",
            )
            for table in RESTRICTED
            for name, rule in POLICIES.items()
        ),
    ]
