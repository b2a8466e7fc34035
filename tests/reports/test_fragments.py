"""Pages of the guide and the directory show figures to those alone who may read figures."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import Organisation
from reports.models import Audience, Release
from reports.monitoring.panels import panel_of
from reports.releases import figures_of, make_release
from tests.reports.sample import figures

pytestmark = pytest.mark.django_db(databases=["default"])
SignIn = Callable[..., Client]
OF_GUIDE, OF_DIRECTORY = b'id="guide-figures"', b'id="directory-figures"'


def release_of_the_guide() -> Release:
    counted = figures(25, guide_measured=True)
    tables = tuple(table for table in counted.tables if table.family in {"ages", "adequacy"})
    counted = replace(counted, tables=tables, durations=())
    return make_release(counted, Audience.INSIDE, now=timezone.now())


def test_the_guide_says_whether_it_was_enough_as_the_release_does(sign_in: SignIn) -> None:
    assert OF_GUIDE not in sign_in("member").get("/nl/guide/").content  # nothing is released yet
    entry = release_of_the_guide()
    for role, path in (
        ("member", "/nl/guide/"),
        ("secretariat", "/nl/guide/"),
        ("secretariat", "/nl/guide/improve/"),
    ):
        page = sign_in(role).get(path).content
        assert OF_GUIDE in page
        assert b"Bood de gids voldoende houvast?" in page
    shown = sign_in("member").get("/fr/guide/").content.decode()
    panel = panel_of(figures_of(entry), "adequacy", "fr")
    assert panel is not None
    assert panel.remark in shown
    assert all(f">{cell}<" in shown for row in panel.rows for cell in row)


def test_who_reads_no_released_figures_sees_none_in_the_guide(sign_in: SignIn) -> None:
    release_of_the_guide()
    for client in (Client(), *map(sign_in, ("caseworker", "contact_point", "editor", "dpo"))):
        answer = client.get("/nl/guide/")
        assert answer.status_code == 200
        assert OF_GUIDE not in answer.content
    assert OF_GUIDE not in sign_in("editor").get("/nl/guide/improve/").content


def test_the_directory_says_how_fresh_it_is(sign_in: SignIn) -> None:
    Organisation.objects.filter(country="BE").update(verified_at=timezone.localdate())
    page = sign_in("member").get("/nl/contacts/").content.decode()
    piece = page.partition('id="directory-figures"')[2]
    assert all(name in piece for name in ("Nederland", "België", "Luxemburg"))
    assert OF_DIRECTORY not in sign_in("member").get("/nl/contacts/?q=opvang").content
    own = sign_in("contact_point").get("/nl/contacts/stale/").content.decode()
    piece = own.partition('id="directory-figures"')[2]
    assert "België" in piece
    assert "Nederland" not in piece.partition("</section>")[0]


def test_others_read_no_freshness(sign_in: SignIn) -> None:
    for role in ("caseworker", "team_lead", "editor"):
        assert OF_DIRECTORY not in sign_in(role).get("/nl/contacts/").content, role
