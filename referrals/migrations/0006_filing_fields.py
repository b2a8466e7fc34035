"""What a form in filing keeps: files of the sender, phone calls; what ends with a draft."""

from django.db import migrations

from protection.rls import ORGANISATION, ROLE, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

OF_THE_CALLER = f"{CASE_ROLE} AND organisation_id = {ORGANISATION}"


def _sender(table: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {table}.referral_id "
        f"AND p.organisation_id = {ORGANISATION} AND p.side = 'sender')"
    )


def _draft(table: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = {table}.referral_id "
        "AND r.state = 'draft')"
    )


def expiry(table: str) -> list[Policy]:
    """The system finds and deletes what belongs to a draft: it reads no more than its id."""
    return [
        Policy("system_finds", "portal_system", "SELECT", using=_draft(table)),
        Policy("system_expires", "portal_system", "DELETE", using=_draft(table)),
    ]


def of_the_sender(table: str) -> migrations.RunSQL:
    """Seen and written by the sender's organisation alone."""
    rule = _sender(table)
    return protect_table(
        table,
        [
            Policy("app_sees", "portal_app", "SELECT", using=rule),
            Policy("app_inserts", "portal_app", "INSERT", check=rule),
            Policy("app_updates", "portal_app", "UPDATE", using=rule, check=rule),
            Policy("app_deletes", "portal_app", "DELETE", using=rule),
            *expiry(table),
        ],
        {
            "portal_app": "SELECT, INSERT, UPDATE, DELETE",
            "portal_system": "SELECT (referral_id), DELETE",
        },
    )


def expires_with_the_draft(table: str) -> migrations.RunSQL:
    """Existing tables: the system's part in the deletion of drafts is added."""
    policies = expiry(table)
    return migrations.RunSQL(
        "\n".join(
            [
                *(policy.sql(table) for policy in policies),
                f"GRANT SELECT (referral_id), DELETE ON {table} TO portal_system;",
            ]
        ),
        "\n".join(
            [
                *(f"DROP POLICY {policy.name} ON {table};" for policy in policies),
                f"REVOKE ALL ON {table} FROM portal_system;",
            ]
        ),
    )


# The system sees every party, request and referral already (migration 0002); of referrals it
# deletes drafts alone.
ONLY_DRAFTS = migrations.RunSQL(
    "CREATE POLICY system_deletes_drafts ON referrals_referral AS RESTRICTIVE FOR DELETE "
    "TO portal_system USING (state = 'draft');"
    "GRANT DELETE ON referrals_referral, referrals_party, referrals_request TO portal_system;"
    "GRANT SELECT (draft_reminded_at), UPDATE (draft_reminded_at) ON referrals_referral "
    "TO portal_system;",
    "REVOKE DELETE ON referrals_referral, referrals_party, referrals_request FROM portal_system;"
    "REVOKE SELECT (draft_reminded_at), UPDATE (draft_reminded_at) ON referrals_referral "
    "FROM portal_system;"
    "DROP POLICY system_deletes_drafts ON referrals_referral;",
)

EXPIRING = (
    "codedvalue",
    "consent",
    "consentrecipient",
    "identity",
    "identityfield",
    "datakey",
    "attachment",
    "attachmentcontent",
)


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_duty_rota"),
        ("referrals", "0005_attachments"),
    ]

    operations = [
        of_the_sender("referrals_senderfile"),
        protect_table(
            "referrals_phonecall",
            [
                Policy("app_sees", "portal_app", "SELECT", using=OF_THE_CALLER),
                Policy("app_inserts", "portal_app", "INSERT", check=OF_THE_CALLER),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=OF_THE_CALLER,
                    check=OF_THE_CALLER,
                ),
                Policy("app_deletes", "portal_app", "DELETE", using=OF_THE_CALLER),
                *expiry("referrals_phonecall"),
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE (referral_id), DELETE",
                "portal_system": "SELECT (referral_id), DELETE",
            },
        ),
        *(expires_with_the_draft(f"referrals_{name}") for name in EXPIRING),
        ONLY_DRAFTS,
    ]
