"""Each field of an identity becomes a row, so that one can be withheld from one recipient.

What is sealed stays sealed: a ciphertext is bound to the place it had, and the rows keep that place
(referrals.vault), so moving them needs no key.
"""

import uuid

import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from protection.rls import ORGANISATION, Policy, protect_table

FIELDS = (
    "given_names",
    "family_name",
    "alias",
    "birth_date",
    "nationality",
    "documents",
    "safe_contact",
    "whereabouts",
    "remarks",
)


def codes() -> ArrayField:
    return ArrayField(
        base_field=models.CharField(max_length=24), blank=True, default=list, size=None
    )


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
MOVE = [
    (
        "INSERT INTO referrals_identityfield (id, referral_id, field, sealed) "
        f"SELECT gen_random_uuid(), referral_id, '{field}', {field} FROM referrals_identity "
        f"WHERE {field} IS NOT NULL",
        f"UPDATE referrals_identity i SET {field} = (SELECT sealed FROM referrals_identityfield f "
        f"WHERE f.referral_id = i.referral_id AND f.field = '{field}')",
    )
    for field in FIELDS
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_row_security")]

    operations = [
        migrations.AddField("consent", "evidence", models.CharField(blank=True, max_length=24, verbose_name="how it was given")),
        migrations.AddField("consent", "given_by", models.CharField(blank=True, max_length=16, verbose_name="given by")),
        migrations.AddField("consent", "scope", codes()),
        migrations.AddField("consentrecipient", "withheld", codes()),
        migrations.AddField("disclosure", "withheld", codes()),
        migrations.CreateModel(
            name="IdentityField",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("field", models.CharField(max_length=24)),
                ("sealed", models.BinaryField()),
                ("referral", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="identity_fields", to="referrals.referral")),
            ],
            options={
                "verbose_name": "field of an identity",
                "verbose_name_plural": "fields of identities",
                "ordering": ("referral", "field"),
                "constraints": [models.UniqueConstraint(fields=("referral", "field"), name="identity_field_once")],
            },
        ),
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
        *(migrations.RunSQL(forward, backward) for forward, backward in MOVE),
        # Rows that were just written wait for the check of their foreign key.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        *(migrations.RemoveField("identity", field) for field in FIELDS),
    ]
