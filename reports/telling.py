"""Who is told of the steps in the life of a version."""

from django.db import transaction

from accounts.models import Role
from accounts.selectors import people_in_role
from notifications.services import queue_notice
from reports.models import ReportVersion


def tell(version: ReportVersion, kind: str) -> None:
    """Tell the secretariat and the members of a step of this version, in the transaction."""
    with transaction.atomic():
        for role in (Role.SECRETARIAT, Role.MEMBER):
            queue_notice(
                kind,
                people_in_role(role),
                reference=str(version.report.period_to.year),
                path_name="reports:detail",
                path_args=[str(version.report_id)],
            )
