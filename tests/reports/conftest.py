"""People who read reports, and a report made without Celery where Celery is not the point."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Role, User
from contacts.models import Organisation
from protection.actor import acting_as
from reports import versions
from reports.charts import Chart
from reports.life import MoveCode
from reports.models import ReportRun, ReportVersion
from reports.runner import perform_next_step
from reports.services import claim_run, start_run
from tests.reports.cases import invent, store
from tests.reports.sample import YEAR_ONE
from tests.services import Untouched


@pytest.fixture
def not_sent(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Tasks that would have gone to the broker."""
    sent: list[UUID] = []
    monkeypatch.setattr("reports.tasks.send_work", sent.append)
    return sent


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts and files without content, for tests of what is around them."""
    monkeypatch.setattr(
        "reports.steps.draw", lambda figures, key, language: Chart(key, language, SVG, b"png")
    )
    monkeypatch.setattr(
        "reports.steps.render", lambda document, charts, data, kind: f"a {kind} file".encode()
    )


@pytest.fixture
def sign_in(settings: object) -> Callable[..., Client]:
    """A client signed in with a role; case roles at Payoke, others at a Benelux body."""
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]

    def signed_in(role: str, language: str = "nl") -> Client:
        slug = "payoke" if role in {"caseworker", "team_lead", "contact_point"} else "benelux"
        organisation, _ = Organisation.objects.get_or_create(
            slug=slug, defaults={"name": "Benelux", "kind": "benelux_body"}
        )
        user, _ = User.objects.get_or_create(
            email=f"{role}@reports.example", defaults={"language": language}
        )
        Membership.objects.get_or_create(user=user, organisation=organisation, role=Role(role))
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def move(report_id: UUID, code: MoveCode, role: Role | None = Role.SECRETARIAT) -> ReportVersion:
    """One move of the newest version, as the secretariat makes it."""
    version = ReportVersion.objects.filter(report=report_id).latest("number")
    with acting_as(None):
        return versions.move(version.pk, code, role=role, user_id=None, now=timezone.now())


def run_to_the_end(run_id: UUID) -> ReportRun:
    """Do all steps of a run here and now."""
    claim = claim_run(run_id, now=timezone.now())
    while claim is not None:
        claim = perform_next_step(run_id, claim)
    return ReportRun.objects.get(pk=run_id)


@pytest.fixture
def finished(not_sent: list[UUID], quick: None, django_db_setup: Untouched) -> ReportRun:
    """A finished run over invented referrals: made once, then put back for each test."""
    if not django_db_setup.put_back("finished"):
        assert not User.objects.exists(), "Kept is what the run made, not somebody of one test"
        store(invent(YEAR_ONE, 400, 11))
        run_to_the_end(start_run(YEAR_ONE, user_id=None, now=timezone.now()).pk)
        django_db_setup.keep("finished")
    not_sent.clear()
    return ReportRun.objects.get()
