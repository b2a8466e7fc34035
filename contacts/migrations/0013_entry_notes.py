from django.db import migrations

from protection.rls import COUNTRY, ORGANISATION, ROLE, USER, Policy, protect_table

TABLE = "contacts_entrynote"

# Who keeps the entry, and the contact point of its country.
ANSWERS = (
    f"organisation_id = {ORGANISATION} AND {ROLE} IN ('caseworker', 'team_lead', 'contact_point')"
    f" OR {ROLE} = 'contact_point' AND country <> '' AND country = {COUNTRY}"
)

SEES = f"({ANSWERS}) OR written_by = {USER}"

WRITES = f"written_by = {USER} AND state = 'open' AND answered_by IS NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0011_returned_mail"),
    ]

    operations = [
        protect_table(
            TABLE,
            [
                Policy("app_sees", "portal_app", "SELECT", using=SEES),
                Policy("app_writes", "portal_app", "INSERT", check=WRITES),
                Policy(
                    "app_answers",
                    "portal_app",
                    "UPDATE",
                    using=f"({ANSWERS}) AND state <> 'resolved'",
                    check=f"({ANSWERS}) AND state <> 'open' AND answered_by = {USER}",
                ),
            ],
            {"portal_app": ("SELECT, INSERT, UPDATE (answer, state, answered_by, answered_at)")},
        ),
    ]
