"""Tables as spreadsheets: what the reader sees, and nothing that a program would run."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Role
from protection.models import AuditEntry
from tests.factories import acting
from workinggroup.meetings import following

from .gatherings import held_by
from .people import of, posted, secretariat

pytestmark = pytest.mark.django_db


def rows(client: Client, table: str) -> list[tuple[Any, ...]]:
    """The lines of a spreadsheet without its headings."""
    response = client.get(reverse("workinggroup:export", args=[table]))
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(response.content))
    return list(book.worksheets[0].iter_rows(values_only=True))[1:]


def test_everybody_fetches_what_they_see(client: Client) -> None:
    clerk, lead, other = secretariat(), of("payoke", Role.TEAM_LEAD), of("ind", Role.MEMBER)
    meeting = held_by(clerk, lead)
    posted(lead, title_nl="=1+1")
    with acting(clerk):
        said = {"nl": "Nakijken", "fr": "Vérifier"}
        day = timezone.localdate()
        following.add_action(meeting.pk, said, owner=lead.organisation, due=day)
    for person, own in ((lead, 1), (other, 0)):
        client.force_login(person.user)
        assert [row[0] for row in rows(client, "meetings")].count(meeting.reference) == own
        assert len(rows(client, "action-points")) == own
        (signal,) = rows(client, "signals")
        assert signal[5] == "'=1+1"
        assert len(rows(client, "programme")) == 15
        with acting(person):
            assert AuditEntry.objects.filter(action="group_exported").count() == 4


def test_there_is_no_other_table(client: Client) -> None:
    client.force_login(secretariat().user)
    assert client.get(reverse("workinggroup:export", args=["seats"])).status_code == 404
