"""The loaded demonstration as the portal's own database roles see it."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from accounts.actors import actor_of
from accounts.models import Membership
from benelux_thb.demonstration import report
from benelux_thb.demonstration.loading import load
from protection.actor import acting_as
from referrals.codes import Side, State
from referrals.escalation import escalate_overdue
from referrals.models import Disclosure, IdentityField, Party
from referrals.vault import Vault
from reports.charts import Chart
from reports.life import VersionState
from reports.models import BlockComment, ReportRun, ReportVersion, RunState
from reports.selectors import changed_figures
from tests.reports.conftest import run_to_the_end

NOW = datetime(2026, 11, 21, 14, 30, tzinfo=UTC)
DATABASES = ["default", "owner", "system", "statistics"]

pytestmark = pytest.mark.django_db(transaction=True, databases=DATABASES)


def seen_by(login: str) -> AbstractContextManager[None]:
    """Acting as the demonstration account of that login."""
    return acting_as(actor_of(Membership.objects.get(user__email=login)))


def _report_comes_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's steps in the first minutes: edited, discussed, newer figures offered."""
    monkeypatch.setattr("reports.tasks.send_work", lambda run_id: None)
    monkeypatch.setattr("reports.steps.draw", lambda *figures: Chart("", figures[2], "<svg/>", b""))
    monkeypatch.setattr("reports.steps.render", lambda *document: b"a file")
    for _ in range(4):
        report.advance(now=NOW)
        for run in ReportRun.objects.filter(state=RunState.QUEUED):
            run_to_the_end(run.pk)
    version = ReportVersion.objects.get()
    assert (version.state, version.report.period_to.year) == (VersionState.COMMENTS, 2026)
    assert version.offered_id not in {None, version.run_id}
    (change,) = changed_figures(version, "nl")
    assert (change["before"], change["after"]) == ("–", "148"), "nothing was withheld before"
    assert version.blocks.get(edited=True).comments.get().answer
    assert BlockComment.objects.filter(resolved_at=None).count() == 1


def test_each_role_sees_its_part_a_report_is_alive_and_escalation_has_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(using="owner", tell=lambda _: None, now=NOW)

    assert escalate_overdue(NOW) == 0
    with seen_by("secretariat@benelux.example"):
        assert not Party.objects.exists()
    with seen_by("caseworker@infotraite.example"):
        agreed = Party.objects.filter(side=Side.RECIPIENT, state=State.AGREED)
        opened = Disclosure.objects.filter(referral__in=agreed.values("referral"))
        name = IdentityField.objects.filter(
            referral__in=opened.values("referral"), field="family_name"
        ).first()
        assert name is not None
        names = Vault.open(name.referral_id).field_text(name)
    assert names.startswith(("Verzonnen ", "Inventée "))
    _report_comes_alive(monkeypatch)


def test_the_command_loads_and_then_has_nothing_to_do(
    settings: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    call_command("load_demonstration")
    assert "Invented referrals of December 2016 and 2017: 424." in capsys.readouterr().out

    call_command("load_demonstration")
    assert "Demonstration referrals: nothing new." in capsys.readouterr().out
