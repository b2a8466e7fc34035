from django.db import migrations

from protection.rls import ORGANISATION, ROLE, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

OWN = f"{CASE_ROLE} AND organisation_id = {ORGANISATION}"

STATS_READS = Policy("stats_reads", "portal_stats", "SELECT", using="true")


def _party(key: str, extra: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {key} "
        f"AND p.organisation_id = {ORGANISATION}{extra})"
    )


def _sender(table: str) -> str:
    return _party(f"{table}.referral_id", " AND p.side = 'sender'")


def _own_part(table: str) -> str:
    return f"{OWN} AND {_party(f'{table}.referral_id')}"


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0005_standard_questions"),
        ("referrals", "0006_filing_fields"),
    ]

    operations = [
        # Time and place of the handover: the sender and whom it chose, nobody else.
        protect_table(
            "referrals_handover",
            [
                Policy(
                    "app_sees",
                    "portal_app",
                    "SELECT",
                    using=_party(
                        "referrals_handover.referral_id",
                        " AND (p.side = 'sender' OR (p.side = 'recipient' AND EXISTS "
                        "(SELECT 1 FROM referrals_request r WHERE r.id = p.request_id "
                        "AND r.state = 'chosen')))",
                    ),
                ),
                Policy("app_inserts", "portal_app", "INSERT", check=_sender("referrals_handover")),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=_sender("referrals_handover"),
                    check=_sender("referrals_handover"),
                ),
                Policy("app_deletes", "portal_app", "DELETE", using=_sender("referrals_handover")),
            ],
            {"portal_app": "SELECT, INSERT, UPDATE, DELETE"},
        ),
        # A rating is its organisation's own: the other side does not read it.
        protect_table(
            "referrals_rating",
            [
                Policy("app_sees", "portal_app", "SELECT", using=OWN),
                Policy("app_inserts", "portal_app", "INSERT", check=_own_part("referrals_rating")),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=OWN,
                    check=_own_part("referrals_rating"),
                ),
                STATS_READS,
            ],
            {
                "portal_app": "SELECT, INSERT, UPDATE",
                "portal_stats": "SELECT (id, referral_id, side, rated_at, guide_sufficed, "
                "answered_in_time, effort)",
            },
        ),
        protect_table(
            "referrals_ratinggap",
            [
                Policy("app_sees", "portal_app", "SELECT", using=OWN),
                Policy(
                    "app_inserts", "portal_app", "INSERT", check=_own_part("referrals_ratinggap")
                ),
                Policy("app_deletes", "portal_app", "DELETE", using=OWN),
                STATS_READS,
            ],
            {
                "portal_app": "SELECT, INSERT, DELETE",
                "portal_stats": "SELECT (id, rating_id, referral_id, code)",
            },
        ),
        migrations.RunSQL(
            "GRANT SELECT (place_kind, chosen_as) ON referrals_request TO portal_stats",
            "REVOKE SELECT (place_kind, chosen_as) ON referrals_request FROM portal_stats",
        ),
    ]
