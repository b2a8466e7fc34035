"""Words that all countries share: translated at the workbench, agreed to by a contact point."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Membership, Role
from contacts import proposals
from contacts.models import (
    Code,
    CodeList,
    Country,
    CountryNotice,
    CountryRule,
    DataProposal,
    Organisation,
)
from guide.models import Fact
from guide.translating import reading, xliff
from guide.translating.reading import Filters
from guide.translating.streams import key_field
from notifications.models import Notice
from tests.factories import NOW, MembershipFactory, acting

from .test_translating import found, save

pytestmark = pytest.mark.django_db
SHARED = "/nl/contacts/shared-data/"
CODE = "contacts.code.name"


@pytest.fixture
def member() -> Membership:
    return MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)


@pytest.fixture
def point() -> Membership:
    organisation = Organisation.objects.get(slug="payoke")
    return MembershipFactory.create(organisation=organisation, contact_point=True)


def client_of(person: Membership) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def words_of(stream: str, row: Any) -> str:
    row.refresh_from_db()
    return str(getattr(row, f"{stream.rpartition('.')[2]}_de"))


def test_an_editor_translates_a_contact_point_agrees_and_then_readers_see_it(
    member: Membership, point: Membership
) -> None:
    first, second = Code.objects.filter(list_id="urgency").order_by("order")[:2]
    editor, decider = client_of(member), client_of(point)
    for code, text in ((first, "Sofort!"), (second, "Bald!")):
        unit = found(CODE, str(code.pk), "de")
        address = f"/nl/guide/translations/de/{CODE}/{code.pk}/"
        typed = {
            "text": text,
            "source_digest": unit.source_digest,
            "target_digest": unit.target_digest,
        }
        assert editor.post(address, typed).status_code == 302
        assert words_of(CODE, code) != text, "not before somebody else looked at it"
        assert found(CODE, str(code.pk), "de").state == "proposed"
        assert editor.post(address, typed).status_code == 409, "it waits already"
        assert "wachten op een contactpunt" in editor.get(address).text
    places = {unit.key for unit in reading.units(Filters("de", "codes"), limit=9999)}
    assert not {str(first.pk), str(second.pk)} & places, "nobody translates it twice"
    ids = [one.pk for one in DataProposal.objects.order_by("pk")]
    page = decider.get(SHARED).text
    assert "Sofort!" in page
    assert editor.post(f"{SHARED}translations/", {"agree": ids}).status_code == 404
    assert decider.post(f"{SHARED}translations/", {}).status_code == 422
    assert decider.post(f"{SHARED}translations/", {"agree": ids[:1]}).status_code == 302
    assert (words_of(CODE, first), words_of(CODE, second)) != ("Sofort!", "Bald!")
    assert words_of(CODE, first) == "Sofort!"
    assert found(CODE, str(first.pk), "de").state == "done"
    assert decider.post(f"{SHARED}translations/", {"agree": ids[:1]}).status_code == 409
    assert decider.post(f"{SHARED}translations/", {"agree": ids[1:]}).status_code == 302
    for person, kind in ((point, "data_proposed"), (member, "data_decided")):
        with acting(person):
            kinds = list(Notice.objects.values_list("kind", flat=True))
        assert kinds == [kind], "one mail for many words"


def test_whatever_countries_share_is_proposed(member: Membership, point: Membership) -> None:
    of_all = CountryRule.objects.filter(country=None)[0]
    rows = {
        "contacts.codelist.title": CodeList.objects.get(pk="urgency"),
        "contacts.country.name": Country.objects.get(pk="BE"),
        "contacts.countrynotice.text": CountryNotice.objects.filter(country="BE", active=True)[0],
        "guide.fact.text": Fact.objects.filter(country="BE")[0],
        "contacts.countryrule.note": CountryRule.objects.filter(country="BE").exclude(note_nl="")[
            0
        ],
        "contacts.countryrule.document": of_all,
    }
    CountryRule.objects.filter(pk=of_all.pk).update(document_nl="Verdrag", document_fr="Traité")
    for stream, row in rows.items():
        unit = found(stream, str(getattr(row, key_field(type(row)))), "de")
        save(member, unit, "Auf Deutsch")
        assert words_of(stream, row) != "Auf Deutsch", stream
    waiting = [one.pk for one in DataProposal.objects.all()]
    with acting(point):
        assert proposals.accept_words(waiting, now=NOW) == (len(rows), 0)
    assert {words_of(stream, row) for stream, row in rows.items()} == {"Auf Deutsch"}


def test_two_languages_of_a_row_are_one_proposal_of_one_editor(
    member: Membership, point: Membership
) -> None:
    code = Code.objects.filter(list_id="urgency").order_by("order")[0]
    for language in ("de", "en"):
        unit = found(CODE, str(code.pk), language)
        save(member, unit, f"Now ({language})")
    first, both = DataProposal.objects.order_by("pk")
    assert first.state == DataProposal.State.WITHDRAWN, "what was shown is not what would hold"
    other = MembershipFactory.create(role=Role.EDITOR, organisation__of_the_benelux=True)
    with pytest.raises(ValidationError):
        save(other, found(CODE, str(code.pk), "fr"), "Maintenant")
    with acting(point):
        proposals.accept_words([both.pk], now=NOW)
    code.refresh_from_db()
    assert (code.name_de, code.name_en) == ("Now (de)", "Now (en)")  # type: ignore[attr-defined]


def test_a_bureau_s_words_are_proposed_too(member: Membership) -> None:
    code = Code.objects.filter(list_id="urgency").order_by("order")[0]
    Code.objects.filter(pk=code.pk).update(name_de="")
    place = f"{CODE} {code.pk}"
    units = [u for u in reading.units(Filters("de", "codes"), limit=9999) if u.place == place]
    filled = xliff.write(units, "de").replace(b"</source>", b"</source><target>Sofort!</target>")
    editor = client_of(member)
    page = editor.post(
        "/nl/guide/translations/import/", {"file": SimpleUploadedFile("back.xlf", filled)}
    )
    asked = {"token": page.context["token"], "agreed": page.context["plan"].digest}
    answer = editor.post("/nl/guide/translations/import/", asked, follow=True)
    assert "1 tekst is voorgesteld" in answer.text
    assert words_of(CODE, code) != "Sofort!"
