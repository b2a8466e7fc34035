"""What every role gets of the figures."""

from uuid import UUID

from accounts.models import Role

from .readers import EVERY_CASE_WORKER, only, signed_in

A_TABLE = {"table": "months", "file_kind": "csv", "release_id": UUID(int=1)}
GROUP = (Role.SECRETARIAT, Role.MEMBER)
OF_FIGURES: dict[str, dict[str, int]] = {
    "/nl/monitoring/": only(*GROUP, *EVERY_CASE_WORKER),
    "/nl/monitoring/of-guide/": only(*GROUP),
    "/nl/monitoring/of-directory/": only(*GROUP, Role.CONTACT_POINT),
    "/nl/monitoring/own/<table>.<file_kind>": only(*EVERY_CASE_WORKER),
    "/nl/monitoring/<release_id>/<table>.<file_kind>": signed_in(404),
}
