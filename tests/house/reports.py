"""What every role gets of the progress report: the secretariat alone, until one is shared.

The report of the table has a version that nobody has seen, and no run has made files of it.
"""

from accounts.models import Role

from .readers import only, signed_in

ONE = "/nl/reports/<report_id>/"
OF_THE_REPORTS: dict[str, dict[str, int]] = {
    "/nl/reports/": only(Role.SECRETARIAT, Role.MEMBER),
    "/nl/reports/evidence/": signed_in(404),  # nothing was released
    "/nl/reports/board/": only(Role.SECRETARIAT, Role.MEMBER),
    "/nl/reports/chapters/": only(Role.SECRETARIAT, Role.MEMBER),
    "/nl/reports/publications/": only(Role.SECRETARIAT, Role.MEMBER),
    "/nl/reports/publications/propose/": only(Role.SECRETARIAT),
    "/nl/reports/publications/<publication_id>/": signed_in(404),  # nothing was proposed
    "/nl/reports/publications/<publication_id>/take-back/": signed_in(405),
    "/nl/reports/publications/<slug>/withdraw/": signed_in(404),
    ONE: only(Role.SECRETARIAT),
    f"{ONE}progress/": only(Role.SECRETARIAT),
    f"{ONE}run/": signed_in(405),
    f"{ONE}versions/<number>/": only(Role.SECRETARIAT),
    f"{ONE}versions/<number>/difference/": signed_in(404),  # there is no version before it
    f"{ONE}texts/<key>/": signed_in(404),
    f"{ONE}texts/<key>/comments/": signed_in(405),
    f"{ONE}comments/<comment_id>/resolve/": signed_in(405),
    f"{ONE}move/<code>/": signed_in(405),
    f"{ONE}make-files/": signed_in(405),
    f"{ONE}put/": only(Role.SECRETARIAT),
    f"{ONE}send/": only(Role.SECRETARIAT),
    f"{ONE}sent/<dispatch_id>/receipt/": signed_in(404),
    f"{ONE}sent/<dispatch_id>/proof/": signed_in(404),
    f"{ONE}publish/": signed_in(404),  # it was not sent yet
    f"{ONE}correct/": only(Role.SECRETARIAT),
    f"{ONE}again/": signed_in(405),
    f"{ONE}figures/": signed_in(404),
    f"{ONE}plan/": only(Role.SECRETARIAT),
    f"{ONE}outside/": only(Role.SECRETARIAT),
    f"{ONE}outside/<figure_id>/remove/": signed_in(405),
    f"{ONE}charts/<language>/<key>.svg": signed_in(404),
    f"{ONE}files/<name>": signed_in(404),
}
