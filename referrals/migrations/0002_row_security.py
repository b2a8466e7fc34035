"""Row security of every case table.

The party table says which organisation sees which referral; its policy reads its own columns
only, and every other policy asks it. So no policy asks a table that asks back, and the list of an
organisation is served by one index.

Recipients write nothing under their own name: what their answer changes is written for the sender
(protection.actor.standing_in_for), so only the sender's organisation has write policies. They learn
nothing of one another.

The policies trust `sender_organisation_id` of the party and disclosure tables. A composite foreign
key makes it the referral's own sender, so nobody can insert a row of theirs that points at another
organisation's referral. Foreign keys are checked past row security.
"""

from django.db import migrations

from protection.rls import ORGANISATION, ROLE, Policy, grant, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

# Its own columns only. Sight ends (ends_at); a request to a country is for the contact point role.
PARTY_SEES = (
    f"{CASE_ROLE} AND (sender_organisation_id = {ORGANISATION} OR (organisation_id = {ORGANISATION} "
    f"AND (ends_at IS NULL OR ends_at > now()) "
    f"AND (side <> 'contact_point' OR {ROLE} = 'contact_point')))"
)

WRITES_AS_SENDER = f"{CASE_ROLE} AND sender_organisation_id = {ORGANISATION}"


def _party(key: str, extra: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {key} "
        f"AND p.organisation_id = {ORGANISATION}{extra})"
    )


def _sender(key: str) -> str:
    return _party(key, " AND p.side = 'sender'")


def _part_of(table: str, see: str = "") -> list[Policy]:
    """Seen by every party (or as `see` narrows it), written by the sender's organisation."""
    key = f"{table}.referral_id"
    return [
        Policy("app_sees", "portal_app", "SELECT", using=see or _party(key)),
        Policy("app_inserts", "portal_app", "INSERT", check=_sender(key)),
        Policy("app_updates", "portal_app", "UPDATE", using=_sender(key), check=_sender(key)),
        Policy("app_deletes", "portal_app", "DELETE", using=_sender(key)),
    ]


def _request_side(table: str, request: str) -> str:
    """The sender sees all; a recipient what concerns its own request (or the whole)."""
    key = f"{table}.referral_id"
    return _party(key, f" AND (p.side = 'sender' OR p.request_id = {request})")


SYSTEM_ALL = Policy("system_all", "portal_system", "ALL", using="true", check="true")

SYSTEM_READS = Policy("system_reads", "portal_system", "SELECT", using="true")

STATS_READS = Policy("stats_reads", "portal_stats", "SELECT", using="true")

# What may be counted: codes and times. No reference, number, note, user or free text.
STATS_REFERRAL = (
    "id, state, sender_organisation_id, sender_country, destination_country_id, asking_order, "
    "release_to_first_yes, urgency, reason, age_group, gender, citizenship_group, victim_status, "
    "detected_by, country_of_detection, residence_stage, criminal_stage, risk_level, sent_at, "
    "answered_at, agreed_at, handed_over_at, closed_at, withdrawn_at, withdrawal_reason, outcome, "
    "guide_sufficed"
)

STATS_REQUEST = (
    "id, referral_id, to_contact_point, country_id, organisation_id, position, state, asked_at, "
    "due_at, seen_at, answered_at, answer_channel, decline_reason, escalated_at"
)

# Ids, states and deadlines: what escalation works on. Never a ciphertext.
SYSTEM_REFERRAL = (
    "id, reference, state, version, sender_organisation_id, sender_country, "
    "destination_country_id, asking_order, release_to_first_yes, urgency, created_at, updated_at, "
    "sent_at, closed_at, withdrawn_at"
)

SYSTEM_REQUEST = (
    "id, referral_id, to_contact_point, country_id, organisation_id, position, state, asked_at, "
    "due_at, seen_at, answered_at, escalated_at, secretariat_told_at"
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
    dependencies = [
        ("referrals", "0001_initial"),
        ("protection", "0001_initial"),
        ("accounts", "0002_system_grants"),
        ("contacts", "0001_initial"),
    ]

    operations = [
        of_its_sender("referrals_party"),
        of_its_sender("referrals_disclosure"),
        protect_table(
            "referrals_party",
            [
                Policy("app_sees", "portal_app", "SELECT", using=PARTY_SEES),
                Policy("app_inserts", "portal_app", "INSERT", check=WRITES_AS_SENDER),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=WRITES_AS_SENDER,
                    check=WRITES_AS_SENDER,
                ),
                Policy("app_deletes", "portal_app", "DELETE", using=WRITES_AS_SENDER),
                SYSTEM_ALL,
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE, DELETE",
                "portal_system": "SELECT, INSERT, UPDATE",
            },
        ),
        protect_table(
            "referrals_referral",
            [
                Policy("app_sees", "portal_app", "SELECT", using=_party("referrals_referral.id")),
                Policy("app_inserts", "portal_app", "INSERT", check=WRITES_AS_SENDER),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=WRITES_AS_SENDER,
                    check=WRITES_AS_SENDER,
                ),
                Policy(
                    "app_deletes",
                    "portal_app",
                    "DELETE",
                    using=f"{WRITES_AS_SENDER} AND state = 'draft'",
                ),
                SYSTEM_ALL,
                Policy("stats_reads", "portal_stats", "SELECT", using="state <> 'draft'"),
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE, DELETE",
                "portal_system": f"SELECT ({SYSTEM_REFERRAL}), UPDATE (state, version, updated_at)",
                "portal_stats": f"SELECT ({STATS_REFERRAL})",
            },
        ),
        protect_table(
            "referrals_request",
            [
                *_part_of(
                    "referrals_request",
                    see=_request_side("referrals_request", "referrals_request.id"),
                ),
                SYSTEM_ALL,
                Policy("stats_reads", "portal_stats", "SELECT", using="asked_at IS NOT NULL"),
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE, DELETE",
                "portal_system": f"SELECT ({SYSTEM_REQUEST}), "
                "UPDATE (state, asked_at, due_at, escalated_at, secretariat_told_at)",
                "portal_stats": f"SELECT ({STATS_REQUEST})",
            },
        ),
        protect_table(
            "referrals_codedvalue",
            [*_part_of("referrals_codedvalue"), STATS_READS],
            {
                "portal_app": "SELECT, INSERT, UPDATE, DELETE",
                "portal_stats": "SELECT (id, referral_id, kind, code)",
            },
        ),
        protect_table(
            "referrals_question",
            _part_of(
                "referrals_question",
                see=_request_side("referrals_question", "referrals_question.request_id"),
            ),
            {"portal_app": "SELECT, INSERT, UPDATE, DELETE"},
        ),
        # The log is only added to.
        protect_table(
            "referrals_event",
            [
                Policy(
                    "app_sees",
                    "portal_app",
                    "SELECT",
                    # Of the whole: what the sender, the portal or the reader's own organisation
                    # did, so not who else was chosen.
                    using=_party(
                        "referrals_event.referral_id",
                        " AND (p.side = 'sender' OR p.request_id = referrals_event.request_id "
                        "OR (referrals_event.request_id IS NULL "
                        "AND (referrals_event.organisation_id IS NULL "
                        "OR referrals_event.organisation_id "
                        "IN (p.organisation_id, p.sender_organisation_id))))",
                    ),
                ),
                Policy(
                    "app_inserts",
                    "portal_app",
                    "INSERT",
                    check=_sender("referrals_event.referral_id"),
                ),
                SYSTEM_ALL,
            ],
            {"portal_app": "SELECT, INSERT", "portal_system": "SELECT, INSERT"},
        ),
        protect_table(
            "referrals_datakey",
            _part_of("referrals_datakey"),
            {"portal_app": "SELECT, INSERT, DELETE"},
        ),
        protect_table(
            "referrals_disclosure",
            [
                Policy(
                    "app_sees",
                    "portal_app",
                    "SELECT",
                    using=f"{CASE_ROLE} AND {ORGANISATION} "
                    "IN (organisation_id, sender_organisation_id)",
                ),
                Policy("app_inserts", "portal_app", "INSERT", check=WRITES_AS_SENDER),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=WRITES_AS_SENDER,
                    check=WRITES_AS_SENDER,
                ),
            ],
            {"portal_app": "SELECT, INSERT, UPDATE"},
        ),
        # Stage 2: the sender, and a party that was given an open disclosure, while it has sight.
        protect_table(
            "referrals_identity",
            _part_of(
                "referrals_identity",
                see=_party(
                    "referrals_identity.referral_id",
                    " AND (p.side = 'sender' OR EXISTS (SELECT 1 FROM referrals_disclosure d "
                    "WHERE d.referral_id = referrals_identity.referral_id "
                    f"AND d.organisation_id = {ORGANISATION} AND d.ended_at IS NULL))",
                ),
            ),
            {"portal_app": "SELECT, INSERT, UPDATE, DELETE"},
        ),
        protect_table(
            "referrals_consent",
            _part_of("referrals_consent"),
            {"portal_app": "SELECT, INSERT, UPDATE, DELETE"},
        ),
        protect_table(
            "referrals_consentrecipient",
            # Of those whom the consent names a recipient sees itself.
            _part_of(
                "referrals_consentrecipient",
                see=_party(
                    "referrals_consentrecipient.referral_id",
                    " AND (p.side = 'sender' "
                    "OR referrals_consentrecipient.organisation_id = p.organisation_id)",
                ),
            ),
            {"portal_app": "SELECT, INSERT, UPDATE, DELETE"},
        ),
        grant("contacts_organisation", {"portal_system": "SELECT", "portal_stats": "SELECT"}),
        grant("contacts_country", {"portal_system": "SELECT", "portal_stats": "SELECT"}),
        grant("contacts_code", {"portal_system": "SELECT", "portal_stats": "SELECT"}),
        grant(
            "contacts_nationalcontactpoint", {"portal_system": "SELECT", "portal_stats": "SELECT"}
        ),
    ]
