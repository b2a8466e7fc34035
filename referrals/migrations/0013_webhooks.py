"""Webhooks: for an organisation's team leads and the program itself; the relay sees no secret."""

from django.db import migrations

from protection.rls import ORGANISATION, ROLE, USER, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

# A team lead keeps them; the program itself reads them when it is sent something.
SEES = (
    f"{CASE_ROLE} AND organisation_id = {ORGANISATION} "
    f"AND ({ROLE} = 'team_lead' OR user_id = {USER})"
)

KEEPS = f"{ROLE} = 'team_lead' AND organisation_id = {ORGANISATION}"

SYSTEM_ALL = Policy("system_all", "portal_system", "ALL", using="true", check="true")


def kept_by_team_leads(table: str, grants: str) -> migrations.RunSQL:
    return protect_table(
        table,
        [
            Policy("app_sees", "portal_app", "SELECT", using=SEES),
            Policy("app_inserts", "portal_app", "INSERT", check=KEEPS),
            Policy("app_updates", "portal_app", "UPDATE", using=KEEPS, check=KEEPS),
            SYSTEM_ALL,
        ],
        {"portal_app": "SELECT, INSERT, UPDATE", "portal_system": grants},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_members"),
        ("contacts", "0005_standard_questions"),
        ("referrals", "0012_exports_taken_up"),
    ]

    operations = [
        kept_by_team_leads(
            "referrals_webhook",
            "SELECT (id, account_id, user_id, organisation_id, ended_at, off, failing_since, "
            "failures, try_after), UPDATE (off, failing_since, failures, try_after)",
        ),
        kept_by_team_leads("referrals_webhookdelivery", "SELECT, INSERT, UPDATE, DELETE"),
        # Written by a move for the sender, as the log is; no row of it is shown to the web.
        migrations.RunSQL(
            "ALTER TABLE referrals_untoldevent ADD CONSTRAINT referrals_untoldevent_of_its_sender "
            "FOREIGN KEY (referral_id, sender_organisation_id) "
            "REFERENCES referrals_referral (id, sender_organisation_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE referrals_untoldevent DROP CONSTRAINT referrals_untoldevent_of_its_sender",
        ),
        protect_table(
            "referrals_untoldevent",
            [
                Policy(
                    "app_inserts",
                    "portal_app",
                    "INSERT",
                    check=f"{CASE_ROLE} AND sender_organisation_id = {ORGANISATION}",
                ),
                SYSTEM_ALL,
            ],
            {"portal_app": "SELECT, INSERT", "portal_system": "SELECT, INSERT, UPDATE, DELETE"},
        ),
    ]
