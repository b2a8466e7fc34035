"""The use of a referral restricted by the person (GDPR art. 18), and erasure by two people.

While a restriction holds, the identity, its digests and the files are closed by the database to
everybody but the team leads and contact points of the sender, who must decide on it. Restrictive
policies: whatever another policy opens, these take away.
"""

from django.db import migrations

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
        ("contacts", "0005_standard_questions"),
        ("referrals", "0010_answered_calls"),
    ]

    operations = [
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
