"""Files of a referral. A recipient sees of the sender's what the state of its request opens."""

from django.db import migrations

from protection.rls import ORGANISATION, Policy, protect_table

# Whose request is settled without them loses the files at once, though not yet sight of stage 1.
SETTLED = "('cannot_help', 'passed_on', 'released', 'withdrawn')"


def _party(table: str, extra: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {table}.referral_id "
        f"AND p.organisation_id = {ORGANISATION}{extra})"
    )


def _written_by_sender(table: str) -> list[Policy]:
    sender = _party(table, " AND p.side = 'sender'")
    return [
        Policy("app_inserts", "portal_app", "INSERT", check=sender),
        Policy("app_updates", "portal_app", "UPDATE", using=sender, check=sender),
        Policy("app_deletes", "portal_app", "DELETE", using=sender),
    ]


# The sender all; a recipient its own, and of the sender's what its stage opens.
SEES = _party(
    "referrals_attachment",
    f" AND (p.side = 'sender' OR referrals_attachment.organisation_id = {ORGANISATION} "
    f"OR (referrals_attachment.request_id IS NULL AND p.state NOT IN {SETTLED} "
    "AND (referrals_attachment.stage = 1 OR EXISTS (SELECT 1 FROM referrals_disclosure d "
    "WHERE d.referral_id = referrals_attachment.referral_id "
    f"AND d.organisation_id = {ORGANISATION} AND d.ended_at IS NULL))))",
)

# Whoever sees the file; while it waits for the scanner, nobody but those who added it.
OPENS = (
    "EXISTS (SELECT 1 FROM referrals_attachment a "
    "WHERE a.id = referrals_attachmentcontent.attachment_id "
    f"AND (a.state <> 'waiting' OR a.organisation_id = {ORGANISATION}))"
)

SYSTEM_ALL = Policy("system_all", "portal_system", "ALL", using="true", check="true")


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_duty_rota"),
        ("referrals", "0004_working_together"),
    ]

    operations = [
        protect_table(
            "referrals_attachment",
            [
                Policy("app_sees", "portal_app", "SELECT", using=SEES),
                *_written_by_sender("referrals_attachment"),
                SYSTEM_ALL,
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE, DELETE",
                # To find what waits for the scanner, and to empty what has expired.
                "portal_system": "SELECT (id, referral_id, organisation_id, state, added_by_id, "
                "added_at), UPDATE (state, name)",
            },
        ),
        protect_table(
            "referrals_attachmentcontent",
            [
                Policy("app_sees", "portal_app", "SELECT", using=OPENS),
                *_written_by_sender("referrals_attachmentcontent"),
                SYSTEM_ALL,
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE, DELETE",
                "portal_system": "SELECT (attachment_id, referral_id), DELETE",
            },
        ),
    ]
