"""A chapter of a country added without a programmer: Germany, from a draft to its readers."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Role
from contacts import codes
from contacts.models import Organisation
from guide.brochure.content import collect
from guide.models import Page
from tests.contacts.test_countries import Post, prepare
from tests.factories import MembershipFactory

from .test_coming_and_going import typed
from .test_editing import client_of

pytestmark = pytest.mark.django_db
EDIT = "/nl/guide/edit/"
# What an editor writes in each language, and the German contact point agrees to.
TITLE = {"nl": "Verblijf in Duitsland", "fr": "Le séjour en Allemagne"}
TEXT = {
    "nl": "De bedenktijd is ten minste drie maanden; het document heet **Duldung**.",
    "fr": "Le délai de réflexion est d’au moins trois mois ; le document est la **Duldung**.",
}
SHOWN = {"nl": "ten minste drie maanden", "fr": "au moins trois mois"}
COUNTRY = {"nl": "Duitsland", "fr": "Allemagne"}


@pytest.fixture
def editor() -> Membership:
    codes.forget()
    return MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)


@pytest.fixture
def post(editor: Membership) -> Post:
    client = client_of(editor)

    def send(address: str, values: dict[str, object]) -> int:
        return client.post(f"/nl/contacts/countries/{address}", values).status_code

    return send


def write(client: Client, slug: str) -> None:
    """Fill in the first section of a chapter, and send it for review."""
    values = typed(client, slug, sections="1", s0_edition="2026-11-22", s0_place="1")
    for language in ("nl", "fr"):
        values |= {
            f"title_{language}": TITLE[language],
            f"s0_title_{language}": TITLE[language],
            f"s0_body_{language}": TEXT[language],
        }
    values["s0_sources"] = "AufenthG | https://www.gesetze-im-internet.de/aufenthg_2004/"
    values["bodies"] = "Hilfe am Rhein"
    assert client.post(f"{EDIT}{slug}/write/", values).status_code == 302
    assert client.post(f"{EDIT}{slug}/send/", {"reason": "Eerste tekst"}).status_code == 302


def agree(client: Client, slug: str) -> None:
    stamp = client.get(f"{EDIT}{slug}/review/").context["form"].initial["version"]
    values: dict[str, Any] = {"decision": "approve", "version": stamp}
    assert client.post(f"{EDIT}{slug}/review/", values).status_code == 302


def test_its_chapter_is_read_in_both_languages_compared_and_printed(
    post: Post, editor: Membership
) -> None:
    prepare(post)
    help_point = Organisation.objects.get(slug="hilfe-rhein")
    Organisation.objects.filter(pk=help_point.pk).update(public_fields=["name", "phone"])
    german = MembershipFactory.create(organisation=help_point, contact_point=True)
    belgian = MembershipFactory.create(
        organisation=Organisation.objects.get(slug="payoke"), contact_point=True
    )
    slug = Page.objects.get(country_id="DE", topic="stay").slug
    assert Client().get(f"/nl/guide/{slug}/").status_code == 404, "a draft is nobody’s to read"

    write(client_of(editor), slug)
    assert client_of(belgian).get(f"{EDIT}{slug}/review/").status_code == 404
    agree(client_of(german), slug)
    assert client_of(belgian).post("/nl/contacts/countries/DE/open/").status_code == 302

    for language in ("nl", "fr"):
        page = Client().get(f"/{language}/guide/{slug}/").text
        assert TITLE[language] in page
        assert "<strong>Duldung</strong>" in page
        assert "+49 211 555 01 23" in page
        assert f'href="/{language}/guide/{slug}/"' in Client().get(f"/{language}/guide/").text
        compared = Client().get(f"/{language}/guide/compare/stay/").text
        assert COUNTRY[language] in compared
        assert SHOWN[language] in compared
        brochure = collect(language, timezone.localdate())
        chapter = next(c for c in brochure["chapters"] if c["title"] == COUNTRY[language])
        assert SHOWN[language] in str(chapter)
        assert "+49 211 555 01 23" in str(brochure)
