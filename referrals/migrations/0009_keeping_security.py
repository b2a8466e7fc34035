"""Row security of terms, name digests and duplicates, and the one function that erases.

portal_system may erase a referral by calling the function; it cannot read, change or delete a case
row otherwise. The function looks at the term itself: what is held or not over, it leaves.
"""

from django.db import migrations

from protection.retention import FORGET
from protection.rls import COUNTRY, ORGANISATION, ROLE, USER, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

WRITES_AS_SENDER = f"{CASE_ROLE} AND sender_organisation_id = {ORGANISATION}"

DPO_SEES = f"{ROLE} = 'dpo' AND {COUNTRY} IN ('', sender_country)"


def party(key: str, extra: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {key} "
        f"AND p.organisation_id = {ORGANISATION}{extra})"
    )


# Who can read the names can find by them.
INDEX_SEES = party(
    "referrals_identityindex.referral_id",
    " AND (p.side = 'sender' OR EXISTS (SELECT 1 FROM referrals_disclosure d "
    "WHERE d.referral_id = referrals_identityindex.referral_id "
    f"AND d.organisation_id = {ORGANISATION} AND d.ended_at IS NULL "
    "AND NOT (d.withheld && ARRAY['given_names', 'family_name', 'alias', 'birth_date']"
    "::varchar[])))",
)

ON_DUTY_IN_EITHER = (
    f"{ROLE} = 'contact_point' AND {COUNTRY} IN (country, other_country) "
    f"AND {USER} NOT IN (typed_by_id, other_typed_by_id)"
)

SYSTEM_ALL = Policy("system_all", "portal_system", "ALL", using="true", check="true")


def of_its_sender(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_its_sender "
        "FOREIGN KEY (referral_id, sender_organisation_id) "
        "REFERENCES referrals_referral (id, sender_organisation_id) "
        "DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_its_sender",
    )


# What a generalised row keeps. All times move by the same amount, to the middle of the month in
# which the referral was sent, so that answer times still count and no day is left.
ERASE = r"""
CREATE FUNCTION referrals_erase(key uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    term referrals_retention;
    shift interval;
    child text;
    place record;
BEGIN
    SELECT * INTO term FROM referrals_retention
        WHERE referral_id = key AND erased_at IS NULL AND hold_reason = ''
            AND ((ground <> '' AND since < now() - interval '28 days')
                OR erase_asked_at IS NOT NULL)
        FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    SELECT (date_trunc('month', r.sent_at AT TIME ZONE 'Europe/Brussels')
                + interval '14 days 12 hours') AT TIME ZONE 'Europe/Brussels' - r.sent_at,
            CASE (c.attributes ->> 'child')::boolean
                WHEN true THEN 'child' WHEN false THEN 'adult' ELSE '' END
        INTO shift, child
        FROM referrals_referral r
        LEFT JOIN contacts_code c ON c.list_id = 'age_group' AND c.code = r.age_group
        WHERE r.id = key AND r.state IN ('answered', 'closed', 'withdrawn')
        FOR UPDATE OF r;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM notifications_notice
        WHERE reference = term.reference OR key::text = ANY (path_args);
    -- Every table that belongs to a referral, whoever adds it; the data key among them.
    FOR place IN
        SELECT c.conrelid::regclass AS name, a.attname AS key_column
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = 'referrals_referral'::regclass
            AND array_length(c.conkey, 1) = 1
            AND c.conrelid NOT IN ('referrals_referral'::regclass, 'referrals_request'::regclass,
                'referrals_codedvalue'::regclass, 'referrals_retention'::regclass)
    LOOP
        EXECUTE format('DELETE FROM %s WHERE %I = $1', place.name, place.key_column) USING key;
    END LOOP;
    DELETE FROM referrals_codedvalue
        WHERE referral_id = key AND kind NOT IN ('need', 'exploitation_form');
    PERFORM protection_forget('referrals_request', 'referral_id', key, ARRAY[
        'id', 'referral_id', 'to_contact_point', 'country_id', 'organisation_id', 'position',
        'state', 'decline_reason', 'answer_channel', 'passed_on_to_id', 'chosen_as',
        'asked_at', 'due_at',
        'seen_at', 'answered_at', 'escalated_at']);
    UPDATE referrals_request SET
        asked_at = date_trunc('minute', asked_at + shift),
        due_at = date_trunc('minute', due_at + shift),
        seen_at = date_trunc('minute', seen_at + shift),
        answered_at = date_trunc('minute', answered_at + shift),
        escalated_at = date_trunc('minute', escalated_at + shift)
        WHERE referral_id = key;
    PERFORM protection_forget('referrals_referral', 'id', key, ARRAY[
        'id', 'version', 'state', 'reference', 'sender_organisation_id', 'sender_country',
        'destination_country_id', 'asking_order', 'release_to_first_yes', 'urgency', 'reason',
        'gender', 'legal_basis', 'callback_number', 'outcome', 'withdrawal_reason',
        'guide_sufficed', 'created_at', 'updated_at', 'sent_at', 'answered_at', 'agreed_at',
        'handed_over_at', 'closed_at', 'withdrawn_at']);
    UPDATE referrals_referral SET
        -- Out of the way of every reference that is given out: those are eight characters.
        reference = 'e' || substr(md5(key::text), 1, 8),
        callback_number = '-',
        age_group = child,
        created_at = date_trunc('minute', created_at + shift),
        updated_at = date_trunc('minute', updated_at + shift),
        sent_at = date_trunc('minute', sent_at + shift),
        answered_at = date_trunc('minute', answered_at + shift),
        agreed_at = date_trunc('minute', agreed_at + shift),
        handed_over_at = date_trunc('minute', handed_over_at + shift),
        closed_at = date_trunc('minute', closed_at + shift),
        withdrawn_at = date_trunc('minute', withdrawn_at + shift)
        WHERE id = key;
    UPDATE referrals_retention SET reference = '', erase_asked_at = NULL, erased_at = now(),
        since = date_trunc('month', since)
        WHERE referral_id = key;
    RETURN true;
END
$$;
REVOKE ALL ON FUNCTION referrals_erase(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals_erase(uuid) TO portal_system;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0007_asking_in_full"),
        ("protection", "0001_initial"),
        ("notifications", "0001_initial"),
    ]

    operations = [
        of_its_sender("referrals_retention"),
        of_its_sender("referrals_identityindex"),
        protect_table(
            "referrals_retention",
            [
                Policy(
                    "app_sees",
                    "portal_app",
                    "SELECT",
                    using=f"{WRITES_AS_SENDER} OR {party('referrals_retention.referral_id')}",
                ),
                Policy("dpo_sees", "portal_app", "SELECT", using=DPO_SEES),
                Policy("app_inserts", "portal_app", "INSERT", check=WRITES_AS_SENDER),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=WRITES_AS_SENDER,
                    check=WRITES_AS_SENDER,
                ),
                Policy("system_reads", "portal_system", "SELECT", using="true"),
            ],
            {"portal_app": "SELECT, INSERT, UPDATE", "portal_system": "SELECT"},
        ),
        protect_table(
            "referrals_identityindex",
            [
                Policy("app_sees", "portal_app", "SELECT", using=INDEX_SEES),
                Policy("app_inserts", "portal_app", "INSERT", check=WRITES_AS_SENDER),
                Policy("app_deletes", "portal_app", "DELETE", using=WRITES_AS_SENDER),
                SYSTEM_ALL,
            ],
            {
                "portal_app": "SELECT, INSERT, DELETE",
                "portal_system": "SELECT, UPDATE (compared_at), DELETE",
            },
        ),
        protect_table(
            "referrals_duplicatewarning",
            [
                Policy("app_sees", "portal_app", "SELECT", using=ON_DUTY_IN_EITHER),
                Policy(
                    "app_settles",
                    "portal_app",
                    "UPDATE",
                    using=ON_DUTY_IN_EITHER,
                    check=ON_DUTY_IN_EITHER,
                ),
                SYSTEM_ALL,
            ],
            {
                "portal_app": "SELECT, UPDATE (settled_at)",
                "portal_system": "SELECT, INSERT, DELETE",
            },
        ),
        migrations.RunSQL(FORGET, "DROP FUNCTION protection_forget(regclass, text, uuid, text[])"),
        migrations.RunSQL(ERASE, "DROP FUNCTION referrals_erase(uuid)"),
    ]
