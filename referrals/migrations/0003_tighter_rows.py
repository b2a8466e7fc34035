"""What a party row points at is what it says, and recipients learn nothing of one another.

The policies trust `sender_organisation_id` of the party and disclosure tables. A composite foreign
key makes it the referral's own sender, so nobody can insert a row of theirs that points at another
organisation's referral. Foreign keys are checked past row security.
"""

from django.db import migrations, models

from protection.rls import ORGANISATION

PARTY = (
    "EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {table}.referral_id "
    f"AND p.organisation_id = {ORGANISATION}"
)
DISCLOSED = (
    "EXISTS (SELECT 1 FROM referrals_disclosure d "
    "WHERE d.referral_id = referrals_identity.referral_id "
    f"AND d.organisation_id = {ORGANISATION} AND d.ended_at IS NULL)"
)

# The sender reads the whole log; others read what concerns their own request, and of the whole
# what the sender, the portal or they themselves did: not who else was chosen.
EVENT_BEFORE = PARTY + (
    " AND (p.side = 'sender' OR referrals_event.request_id IS NULL "
    "OR p.request_id = referrals_event.request_id))"
)
EVENT = PARTY + (
    " AND (p.side = 'sender' OR p.request_id = referrals_event.request_id "
    "OR (referrals_event.request_id IS NULL AND (referrals_event.organisation_id IS NULL "
    "OR referrals_event.organisation_id IN (p.organisation_id, p.sender_organisation_id)))))"
)
# Of those whom the consent names a recipient sees itself.
NAMED_BEFORE = PARTY + ")"
NAMED = PARTY + (
    " AND (p.side = 'sender' OR referrals_consentrecipient.organisation_id = p.organisation_id))"
)
# A disclosure opens the identity to a party only, for as long as it has sight.
IDENTITY_BEFORE = f"{PARTY} AND p.side = 'sender') OR {DISCLOSED}"
IDENTITY = f"{PARTY} AND (p.side = 'sender' OR {DISCLOSED}))"


def sees(table: str, after: str, before: str) -> migrations.RunSQL:
    alter = f"ALTER POLICY app_sees ON {table} USING "
    return migrations.RunSQL(
        f"{alter}({after.format(table=table)})", f"{alter}({before.format(table=table)})"
    )


def of_its_sender(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_its_sender "
        "FOREIGN KEY (referral_id, sender_organisation_id) "
        "REFERENCES referrals_referral (id, sender_organisation_id) "
        "DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_its_sender",
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_row_security")]

    operations = [
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                fields=("id", "sender_organisation"), name="referral_of_its_sender"
            ),
        ),
        of_its_sender("referrals_party"),
        of_its_sender("referrals_disclosure"),
        sees("referrals_event", EVENT, EVENT_BEFORE),
        sees("referrals_consentrecipient", NAMED, NAMED_BEFORE),
        sees("referrals_identity", IDENTITY, IDENTITY_BEFORE),
    ]
