"""The board of the declaration's tasks: what it shows to whom, and who writes on it."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Role
from tests.factories import acting
from workinggroup.declaration import services
from workinggroup.declaration.evidence import evidence
from workinggroup.figures import for_period
from workinggroup.models import DeclarationTask
from workinggroup.stale import StaleError
from workinggroup.themes import TaskCode

from .people import NOW, of, published, secretariat

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
LINE = {"state": "done", "line_nl": "Gedaan.", "line_fr": "Fait."}


def page(name: str, *args: object) -> str:
    with override("nl"):
        return reverse(f"workinggroup:{name}", args=args)


def test_the_tasks_are_those_of_the_declaration_in_its_order_and_words() -> None:
    said = (Path(settings.BASE_DIR) / "guide/data/texts/declaration.nl.md").read_text()
    tasks = list(DeclarationTask.objects.all())
    assert [task.pk for task in tasks] == TaskCode.values
    places = [said.index(task.text_nl) for task in tasks]  # type: ignore[attr-defined]
    assert places == sorted(places)


def test_the_board_counts_what_the_portal_holds() -> None:
    published(of("payoke", Role.TEAM_LEAD), secretariat())
    found = evidence(date(2026, 12, 31))
    assert set(found) == set(TaskCode.values)
    assert [line.value for line in found["practices"]] == ["1", "0", "0", "0"]
    assert [line.value for line in found["contacts"]] == ["1", "3", "1"]  # NL, BE, LU


def test_who_reads_no_figures_sees_none_of_the_reports(client: Client) -> None:
    for person, shown in (
        (of("payoke", Role.CASEWORKER), False),
        (of("comensha", Role.MEMBER), True),
    ):
        client.force_login(person.user)
        text = client.get(page("tasks")).content.decode()
        assert "Goede werkpraktijken uitwisselen" in text
        assert ("Gehouden gezamenlijke opleidingen" in text) is shown
        assert client.get(page("task", "report")).status_code == 404


def test_the_secretariat_writes_state_and_line_in_both_languages(client: Client) -> None:
    client.force_login(secretariat().user)
    address = page("task", "contacts")
    assert client.post(address, {**LINE, "state": "", "revision": 0}).status_code == 422
    assert client.post(address, {**LINE, "revision": 0}).status_code == 302
    late = client.post(address, {**LINE, "line_nl": "Mijn zin.", "revision": 0})
    text = late.content.decode()
    assert late.status_code == 409
    assert "Gedaan." in text  # what is saved now
    assert "Mijn zin." in text  # and what was typed
    assert 'name="revision" value="1"' in text  # the next saving is on top of theirs
    task = next(one for one in for_period(*YEAR).tasks if one.code == "contacts")
    assert (task.state, task.line) == ("done", {"nl": "Gedaan.", "fr": "Fait."})


def test_others_do_not_write_on_it() -> None:
    with acting(of("comensha", Role.MEMBER)), pytest.raises(PermissionError):
        services.write_task("contacts", LINE, revision=0, now=NOW)
    with acting(secretariat()):
        services.write_task("contacts", LINE, revision=0, now=NOW)
        with pytest.raises(StaleError):
            services.write_task("contacts", LINE, revision=0, now=NOW)
