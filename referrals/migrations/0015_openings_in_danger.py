"""Openings in danger: who wrote one reads the identity for an hour, and the database keeps the time.

The row is written by the reader's own organisation, not in the sender's name: its policy asks for
the role, a part in the referral, the reader as writer and the moment of writing. Its end can only
be brought forward, once. What the person withheld from this organisation stays withheld.
"""

from django.db import migrations

from protection.rls import COUNTRY, ORGANISATION, ROLE, USER, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

OF_EITHER_SIDE = f"{CASE_ROLE} AND {ORGANISATION} IN (organisation_id, sender_organisation_id)"

DPO_SEES = f"{ROLE} = 'dpo' AND {COUNTRY} IN ('', sender_country, country_id)"

TABLE = "referrals_dangeropening"

# What the row says of the referral is what the writer's own part in it says.
OPENS = (
    f"{ROLE} IN ('team_lead', 'contact_point') AND role = {ROLE} AND user_id = {USER} "
    f"AND organisation_id = {ORGANISATION} AND country_id = {COUNTRY} "
    "AND opened_at = statement_timestamp() AND ended_at IS NULL "
    f"AND EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {TABLE}.referral_id "
    f"AND p.organisation_id = {ORGANISATION} AND p.side <> 'sender' "
    f"AND p.sender_organisation_id = {TABLE}.sender_organisation_id "
    f"AND p.sender_country = {TABLE}.sender_country AND p.reference = {TABLE}.reference)"
)


def reads(key: str, released: str, in_danger: str = "") -> str:
    """The sender; who has an open disclosure; who has opened it in danger. All while in sight."""
    opened = (
        f"SELECT 1 FROM {TABLE} o WHERE o.referral_id = {key} "
        f"AND o.organisation_id = {ORGANISATION} AND o.user_id = {USER} "
        "AND o.ended_at IS NULL AND o.until > now()"
    )
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {key} "
        f"AND p.organisation_id = {ORGANISATION} AND (p.side = 'sender' "
        f"OR EXISTS (SELECT 1 FROM referrals_disclosure d WHERE d.referral_id = {key} "
        f"AND d.organisation_id = {ORGANISATION} AND d.ended_at IS NULL{released}){in_danger}))"
    ).replace("{opened}", opened)


IDENTITY, FIELD = "referrals_identity.referral_id", "referrals_identityfield.referral_id"

NOT_LEFT_OUT = " AND NOT (referrals_identityfield.field = ANY (d.withheld))"

# What any consent, also one that no longer holds, withheld from this organisation.
WITHHELD = (
    f"SELECT 1 FROM referrals_consentrecipient n WHERE n.referral_id = {FIELD} "
    f"AND n.organisation_id = {ORGANISATION} "
    "AND referrals_identityfield.field = ANY (n.withheld)"
)

IN_DANGER = " OR EXISTS ({opened})"

IN_DANGER_FIELD = f" OR (EXISTS ({{opened}}) AND NOT EXISTS ({WITHHELD}))"


def sees(table: str, before: str, after: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER POLICY app_sees ON {table} USING ({after})",
        f"ALTER POLICY app_sees ON {table} USING ({before})",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0005_standard_questions"),
        ("referrals", "0013_webhooks"),
    ]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_of_its_sender "
            "FOREIGN KEY (referral_id, sender_organisation_id) "
            "REFERENCES referrals_referral (id, sender_organisation_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {TABLE} DROP CONSTRAINT {TABLE}_of_its_sender",
        ),
        protect_table(
            TABLE,
            [
                Policy("app_sees", "portal_app", "SELECT", using=OF_EITHER_SIDE),
                Policy("dpo_sees", "portal_app", "SELECT", using=DPO_SEES),
                Policy("app_opens", "portal_app", "INSERT", check=OPENS),
                Policy(
                    "app_ends",
                    "portal_app",
                    "UPDATE",
                    using=f"{OF_EITHER_SIDE} AND ended_at IS NULL",
                    check=f"{OF_EITHER_SIDE} AND ended_at IS NOT NULL",
                ),
            ],
            {"portal_app": "SELECT, INSERT, UPDATE (ended_at, ended_by_id)"},
        ),
        sees("referrals_identity", reads(IDENTITY, ""), reads(IDENTITY, "", IN_DANGER)),
        sees(
            "referrals_identityfield",
            reads(FIELD, NOT_LEFT_OUT),
            reads(FIELD, NOT_LEFT_OUT, IN_DANGER_FIELD),
        ),
    ]
