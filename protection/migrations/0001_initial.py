"""The audit trail: tables, row security, and the deferred trigger that seals at commit."""

from django.db import migrations, models

from protection.rls import COUNTRY, ORGANISATION, ROLE, USER, Policy, protect_table

# SECURITY DEFINER: the head and the seals belong to the owner alone. The search path is fixed, so
# that nobody's temporary table can stand in for them. Same canonical text as protection.chain.
SEAL = r"""
CREATE FUNCTION protection_field(value text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN value IS NULL THEN '-'::bytea
           ELSE convert_to(octet_length(convert_to(value, 'UTF8'))::text || ':' || value, 'UTF8') END
$$;

CREATE FUNCTION protection_seal_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    pads text := current_setting('portal.seal_pads', true);
    head protection_audithead;
    message bytea;
    sealed bytea;
BEGIN
    IF coalesce(length(pads), 0) <> 256 THEN
        RAISE EXCEPTION 'No seal key is set: the audit entry cannot be sealed.';
    END IF;
    SELECT * INTO STRICT head FROM protection_audithead WHERE id = 1 FOR UPDATE;
    message := head.seal || protection_field((head.sequence + 1)::text)
        || protection_field(NEW.id::text)
        || protection_field(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || protection_field(NEW.user_id::text) || protection_field(NEW.organisation_id::text)
        || protection_field(NEW.role) || protection_field(NEW.country)
        || protection_field(NEW.action) || protection_field(NEW.subject)
        || protection_field(NEW.subject_id) || protection_field(NEW.purpose)
        || protection_field(NEW.detail);
    sealed := sha256(decode(substr(pads, 129), 'hex')
        || sha256(decode(substr(pads, 1, 128), 'hex') || message));
    INSERT INTO protection_auditseal (sequence, entry_id, previous, seal)
        VALUES (head.sequence + 1, NEW.id, head.seal, sealed);
    UPDATE protection_audithead SET sequence = head.sequence + 1, seal = sealed WHERE id = 1;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION protection_seal_entry() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER seal_entry AFTER INSERT ON protection_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION protection_seal_entry();

INSERT INTO protection_audithead (id, sequence, seal)
    VALUES (1, 0, decode(repeat('00', 32), 'hex'));
"""
UNSEAL = """
DROP TRIGGER seal_entry ON protection_auditentry;
DROP FUNCTION protection_seal_entry();
DROP FUNCTION protection_field(text);
DELETE FROM protection_audithead;
"""

ENTRY_POLICIES = [
    # Nobody writes in another's name, role, country or time; nobody may update or delete at all.
    # A minute is allowed for a clock that is set back during a transaction.
    Policy(
        "app_writes_own",
        "portal_app",
        "INSERT",
        check=f"user_id IS NOT DISTINCT FROM {USER} "
        f"AND organisation_id IS NOT DISTINCT FROM {ORGANISATION} "
        "AND role = coalesce(current_setting('portal.role', true), '') "
        "AND country = coalesce(current_setting('portal.country', true), '') "
        "AND at BETWEEN now() - interval '1 minute' AND clock_timestamp() + interval '1 minute'",
    ),
    Policy("app_own_views", "portal_app", "SELECT", using=f"user_id = {USER}"),
    Policy(
        "app_team_lead",
        "portal_app",
        "SELECT",
        using=f"organisation_id = {ORGANISATION} AND {ROLE} = 'team_lead'",
    ),
    # A data protection officer of a Benelux body has no country and sees all controllers.
    Policy(
        "app_dpo",
        "portal_app",
        "SELECT",
        using=f"{ROLE} = 'dpo' AND {COUNTRY} IN ('', country)",
    ),
    Policy("system_reads", "portal_system", "SELECT", using="true"),
    Policy("system_writes", "portal_system", "INSERT", check="user_id IS NULL"),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("user_id", models.BigIntegerField(null=True)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("role", models.CharField(max_length=32)),
                ("country", models.CharField(max_length=2)),
                ("action", models.CharField(max_length=64)),
                ("subject", models.CharField(max_length=64)),
                ("subject_id", models.CharField(max_length=64)),
                ("purpose", models.CharField(max_length=64)),
                ("detail", models.TextField()),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["organisation_id", "-id"], name="audit_organisation"),
                    models.Index(fields=["user_id", "-id"], name="audit_user"),
                    models.Index(fields=["subject", "subject_id", "-id"], name="audit_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
                ("seal", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.BigIntegerField(unique=True)),
                ("previous", models.BinaryField()),
                ("seal", models.BinaryField()),
            ],
            options={"ordering": ("sequence",)},
        ),
        migrations.RunSQL(SEAL, UNSEAL),
        protect_table(
            "protection_auditentry",
            ENTRY_POLICIES,
            {"portal_app": "SELECT, INSERT", "portal_system": "SELECT, INSERT"},
        ),
        protect_table(
            "protection_auditseal",
            [Policy("system_reads", "portal_system", "SELECT", using="true")],
            {"portal_system": "SELECT"},
        ),
        protect_table(
            "protection_audithead",
            [Policy("system_reads", "portal_system", "SELECT", using="true")],
            {"portal_system": "SELECT"},
        ),
    ]
