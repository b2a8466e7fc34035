"""Working together: assignments, absences, notes, messages, receipts, filters, exports, feeds.

What is one organisation's own is shown to it alone: a policy of its own columns first, then that
the organisation has a part in the referral at all. A message is read by both sides of its request.
A calendar is asked for by a program that signs nobody in: it shows the hash of its secret, and
the policy shows that one row.
"""

from django.db import migrations

from protection.rls import ORGANISATION, ROLE, USER, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

OWN = f"{CASE_ROLE} AND organisation_id = {ORGANISATION}"

MINE = f"{CASE_ROLE} AND user_id = {USER}"

SYSTEM_READS = Policy("system_reads", "portal_system", "SELECT", using="true")


def _party(table: str, extra: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM referrals_party p WHERE p.referral_id = {table}.referral_id "
        f"AND p.organisation_id = {ORGANISATION}{extra})"
    )


def _own_of_case(table: str, *, changes: bool) -> list[Policy]:
    """One organisation's own rows of a referral in which it has a part."""
    own = f"{OWN} AND {_party(table)}"
    policies = [
        Policy("app_sees", "portal_app", "SELECT", using=own),
        Policy("app_inserts", "portal_app", "INSERT", check=own),
    ]
    if changes:
        policies += [
            Policy("app_updates", "portal_app", "UPDATE", using=own, check=own),
            Policy("app_deletes", "portal_app", "DELETE", using=own),
        ]
    return policies


def _of_person(*, see: str = MINE) -> list[Policy]:
    return [
        Policy("app_sees", "portal_app", "SELECT", using=see),
        Policy("app_inserts", "portal_app", "INSERT", check=MINE),
        Policy("app_updates", "portal_app", "UPDATE", using=MINE, check=MINE),
        Policy("app_deletes", "portal_app", "DELETE", using=MINE),
    ]


# The sender, and the recipient whose request it is.
MESSAGE_SIDES = " AND (p.side = 'sender' OR p.request_id = referrals_message.request_id)"

# Whoever takes part sees when the sender looked, and the sender sees everybody's receipt.
SIGHT_SIDES = (
    " AND (p.side = 'sender' OR referrals_sight.request_id IS NULL "
    "OR p.request_id = referrals_sight.request_id)"
)

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_duty_rota"),
        ("referrals", "0003_identity_by_field"),
        ("protection", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "GRANT SELECT (reminded_at), UPDATE (reminded_at) ON referrals_request "
            "TO portal_system",
            migrations.RunSQL.noop,
        ),
        protect_table(
            "referrals_assignment",
            [
                *_own_of_case("referrals_assignment", changes=True),
                # What somebody who left was working on is given back to the team.
                Policy("system_all", "portal_system", "ALL", using="true"),
            ],
            {"portal_app": EVERYTHING, "portal_system": "SELECT, DELETE"},
        ),
        protect_table(
            "referrals_absence",
            [
                Policy("app_sees", "portal_app", "SELECT", using=OWN),
                Policy("app_inserts", "portal_app", "INSERT", check=OWN),
                Policy("app_deletes", "portal_app", "DELETE", using=OWN),
                SYSTEM_READS,
            ],
            {"portal_app": "SELECT, INSERT, DELETE", "portal_system": "SELECT"},
        ),
        protect_table(
            "referrals_internalnote",
            _own_of_case("referrals_internalnote", changes=False),
            {"portal_app": "SELECT, INSERT"},
        ),
        protect_table(
            "referrals_message",
            [
                Policy(
                    "app_sees",
                    "portal_app",
                    "SELECT",
                    using=_party("referrals_message", MESSAGE_SIDES),
                ),
                Policy(
                    "app_inserts",
                    "portal_app",
                    "INSERT",
                    check=f"{OWN} AND {_party('referrals_message', MESSAGE_SIDES)}",
                ),
            ],
            {"portal_app": "SELECT, INSERT"},
        ),
        protect_table(
            "referrals_sight",
            [
                Policy(
                    "app_sees", "portal_app", "SELECT", using=_party("referrals_sight", SIGHT_SIDES)
                ),
                Policy(
                    "app_inserts",
                    "portal_app",
                    "INSERT",
                    check=f"{OWN} AND {MINE} AND {_party('referrals_sight')}",
                ),
                Policy(
                    "app_updates",
                    "portal_app",
                    "UPDATE",
                    using=f"{OWN} AND {MINE}",
                    check=f"{OWN} AND {MINE}",
                ),
            ],
            {"portal_app": "SELECT, INSERT, UPDATE (last_at)"},
        ),
        protect_table("referrals_savedfilter", _of_person(), {"portal_app": EVERYTHING}),
        protect_table(
            "referrals_inboxexport",
            [*_of_person(), Policy("system_all", "portal_system", "ALL", using="true")],
            {
                "portal_app": EVERYTHING,
                "portal_system": "SELECT (id, state, expires_at), DELETE",
            },
        ),
        protect_table(
            "referrals_calendarfeed",
            _of_person(
                see=f"({MINE}) OR token_hash = "
                "nullif(current_setting('portal.calendar_token', true), '')"
            ),
            {"portal_app": "SELECT, INSERT, DELETE"},
        ),
    ]
