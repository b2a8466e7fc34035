"""An entry names the actor's role and country as truly as the user, and the time it was written.

A minute is allowed for a clock that is set back during a transaction.
"""

from django.db import migrations

from protection.rls import ORGANISATION, USER

NAMES = (
    f"user_id IS NOT DISTINCT FROM {USER} AND organisation_id IS NOT DISTINCT FROM {ORGANISATION}"
)
ALL_TRUE = (
    f"{NAMES} AND role = coalesce(current_setting('portal.role', true), '') "
    "AND country = coalesce(current_setting('portal.country', true), '') "
    "AND at BETWEEN now() - interval '1 minute' AND clock_timestamp() + interval '1 minute'"
)
ALTER = "ALTER POLICY app_writes_own ON protection_auditentry WITH CHECK "


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial")]

    operations = [migrations.RunSQL(f"{ALTER}({ALL_TRUE})", f"{ALTER}({NAMES})")]
