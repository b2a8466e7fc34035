"""Each field of an identity is a row, so that one can be withheld from one recipient.

Who reads the row must be a party in sight with an open disclosure that does not leave the field out.
"""

from django.db import migrations

from protection.rls import ORGANISATION, Policy, protect_table

KEY = "referrals_identityfield.referral_id"

PARTY = (
    "EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {key} "
    "AND p.organisation_id = {organisation}{extra})"
)

SENDER = PARTY.format(key=KEY, organisation=ORGANISATION, extra=" AND p.side = 'sender'")

# The row that opens the identity also says what it leaves out: without it, nothing is shown.
SEES = PARTY.format(
    key=KEY,
    organisation=ORGANISATION,
    extra=" AND (p.side = 'sender' OR EXISTS (SELECT 1 FROM referrals_disclosure d "
    f"WHERE d.referral_id = {KEY} AND d.organisation_id = {ORGANISATION} "
    "AND d.ended_at IS NULL AND NOT (referrals_identityfield.field = ANY (d.withheld))))",
)


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_row_security"),
    ]

    operations = [
        protect_table(
            "referrals_identityfield",
            [
                Policy("app_sees", "portal_app", "SELECT", using=SEES),
                Policy("app_inserts", "portal_app", "INSERT", check=SENDER),
                Policy("app_updates", "portal_app", "UPDATE", using=SENDER, check=SENDER),
                Policy("app_deletes", "portal_app", "DELETE", using=SENDER),
            ],
            {"portal_app": "SELECT, INSERT, UPDATE, DELETE"},
        ),
    ]
