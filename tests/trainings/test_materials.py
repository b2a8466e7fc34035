"""The library: found in both languages, shared with those who may, files looked into."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actors import actor_of
from accounts.models import Membership, Role
from protection.actor import acting_as
from tests.factories import MembershipFactory
from tests.referrals.files import samples
from tests.trainings.held import NOW, people, training
from trainings.life import State
from trainings.materials import keeping, library
from trainings.materials.library import Question
from trainings.models import Material, MaterialVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat() -> Membership:
    made: Membership = MembershipFactory.create(secretariat=True)
    return made


def tool(secretariat: Membership, **values: object) -> Material:
    known: dict[str, object] = {
        "kind": "card",
        "title_nl": "Signalenkaart voor controleurs",
        "title_fr": "Fiche de signaux pour contrôleurs",
        "about_nl": "Herkennen van uitbuiting op de werkvloer",
        "about_fr": "Reconnaître l’exploitation au travail",
        "languages": ["nl", "fr"],
        "jurisdictions": ["NL"],
        "licence": "cc-by",
        "audience": "everybody",
        "country_id": "NL",
        "address": "https://example.org/",
    }
    material = Material(**{**known, **values})
    with acting_as(actor_of(secretariat)):
        keeping.save(material, now=NOW, data=values.pop("data", None))  # type: ignore[arg-type]
    return material


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("signalenkaarten", True),
        ("controleur", True),
        ("uitbuiting werkvloer", True),
        ("contrôleurs", True),
        ("exploitation", True),
        ("visserij", False),
    ],
)
def test_it_is_found_by_the_words_of_either_language(
    secretariat: Membership, text: str, found: bool
) -> None:
    tool(secretariat)
    reader: Membership = MembershipFactory.create()
    page = library.page(actor_of(reader), Question(text=text), "")
    assert bool(page.rows) is found


def test_what_is_for_participants_is_for_participants(secretariat: Membership) -> None:
    made = training()
    there: Membership = MembershipFactory.create()
    elsewhere: Membership = MembershipFactory.create()
    people(made, 1, user=there.user)
    shared = tool(secretariat, training=made, audience="participants", country_id=None)
    for reader, rows in ((there, [shared]), (secretariat, [shared]), (elsewhere, [])):
        assert library.of_training(actor_of(reader), made.pk) == rows
    client = Client()
    client.force_login(elsewhere.user)
    assert client.get(f"/nl/trainings/tools/{shared.pk}/").status_code == 404


def test_what_belongs_to_a_training_in_preparation_is_for_who_prepares_it(
    secretariat: Membership,
) -> None:
    shared = tool(secretariat, training=training(state=State.DRAFT), country_id=None)
    for role, rows in ((Role.CASEWORKER, []), (Role.MEMBER, []), (Role.EDITOR, [shared])):
        reader: Membership = MembershipFactory.create(role=role)
        assert library.page(actor_of(reader), Question(), "").rows == rows


def test_a_newer_version_leaves_the_older_and_shows_its_first_words(
    secretariat: Membership,
) -> None:
    material = tool(secretariat)
    client = Client()
    client.force_login(secretariat.user)
    for note in ("", "Kort"):
        upload = SimpleUploadedFile("kaart.pdf", samples.pdf(), content_type="application/pdf")
        address = f"/nl/trainings/tools/{material.pk}/version/"
        assert client.post(address, {"file": upload, "note": note}).status_code == 302
    assert list(material.versions.values_list("number", "kind")) == [(2, "pdf"), (1, "pdf")]
    response = client.get(f"/nl/trainings/tools/{material.pk}/1/")
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content.startswith(b"%PDF")
    assert "Kort" in client.get(f"/nl/trainings/tools/{material.pk}/").text


def test_a_file_that_could_do_harm_is_refused_and_the_words_stay(secretariat: Membership) -> None:
    material = tool(secretariat)
    client = Client()
    client.force_login(secretariat.user)
    upload = SimpleUploadedFile("kaart.pdf", b"MZ this is a program", "application/pdf")
    address = f"/nl/trainings/tools/{material.pk}/version/"
    response = client.post(address, {"file": upload, "note": "Nieuwe versie"})
    assert response.status_code == 422
    assert 'value="Nieuwe versie"' in response.text
    assert not MaterialVersion.objects.exists()


def test_the_secretariat_adds_and_withdraws_a_tool(secretariat: Membership) -> None:
    client = Client()
    client.force_login(secretariat.user)
    typed = {
        "title_nl": "Handboek",
        "title_fr": "Manuel",
        "kind": "handbook",
        "languages": ["fr"],
        "jurisdictions": ["LU"],
        "licence": "internal",
        "country": "LU",
    }
    assert client.post("/nl/trainings/tools/add/", typed).status_code == 422
    added = client.post("/nl/trainings/tools/add/", {**typed, "address": "https://example.org/"})
    assert added.status_code == 302
    material = Material.objects.get(title_nl="Handboek")
    assert client.post(f"/nl/trainings/tools/{material.pk}/withdraw/").status_code == 302
    reader: Membership = MembershipFactory.create()
    assert library.page(actor_of(reader), Question(), "").rows == []
