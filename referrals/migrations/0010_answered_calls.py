"""Answers to programs, kept a day; whoever asked sees their own alone."""

from django.db import migrations

from protection.rls import ORGANISATION, ROLE, USER, Policy, protect_table

CASE_ROLE = f"{ROLE} IN ('caseworker', 'team_lead', 'contact_point')"

MINE = f"{CASE_ROLE} AND user_id = {USER} AND organisation_id = {ORGANISATION}"

POLICIES = [
    Policy("app_sees", "portal_app", "SELECT", using=MINE),
    Policy("app_inserts", "portal_app", "INSERT", check=MINE),
    Policy("app_updates", "portal_app", "UPDATE", using=MINE, check=MINE),
    Policy("system_all", "portal_system", "ALL", using="true"),
]

GRANTS = {
    "portal_app": "SELECT, INSERT, UPDATE",
    "portal_system": "SELECT (id, expires_at), DELETE",
}


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0005_standard_questions"),
        ("referrals", "0009_keeping_security"),
    ]

    operations = [
        protect_table("referrals_answeredcall", POLICIES, GRANTS),
    ]
