"""What goes wrong with trainings is refused in words that its reader understands."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from tests.factories import MembershipFactory, OrganisationFactory, acting
from tests.trainings import held, world
from trainings import placing
from trainings.calendars.entries import entries_of, with_half_days
from trainings.certificates import making
from trainings.certificates.checking import look_up
from trainings.life import State
from trainings.models import Certificate, Registration, Training

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["nl", "fr"])
Ask = Callable[..., tuple[int, str]]


@pytest.fixture
def office() -> Membership:
    return world.secretariat()


@pytest.fixture
def ask(client: Client) -> Ask:
    """Somebody sends a form of a training's page; gives the status and what is said."""

    def send(who: Membership, path: str, data: dict[str, object] | None = None) -> tuple[int, str]:
        client.force_login(who.user)
        answer = client.post(path, data or {})
        return answer.status_code, answer.content.decode()

    return send


@LANGUAGES
def test_registering_after_the_last_day(ask: Ask, office: Membership, language: str) -> None:
    made = world.opened(office, {"NL": 1})
    Training.objects.update(register_until=date(2026, 1, 1))
    status, text = ask(MembershipFactory.create(), f"/{language}/trainings/{made.pk}/register/")
    assert status == 409
    assert {"nl": "De inschrijving is gesloten.", "fr": "Les inscriptions sont closes."}[
        language
    ] in text


@LANGUAGES
def test_registering_twice(ask: Ask, office: Membership, language: str) -> None:
    now = timezone.now()
    made = world.opened(office, {"NL": 3}, now=now, day=now.date().replace(year=now.year + 1))
    worker = MembershipFactory.create()
    path = f"/{language}/trainings/{made.pk}/register/"
    assert ask(worker, path)[0] == 302
    status, text = ask(worker, path)
    assert status == 409
    assert {
        "nl": "Deze persoon werd al voorgedragen.",
        "fr": "Cette personne a déjà été proposée.",
    }[language] in text
    assert Registration.objects.count() == 1


@LANGUAGES
def test_cutting_the_places_below_what_is_taken(
    client: Client, office: Membership, language: str
) -> None:
    made = world.opened(office, {"NL": 2})
    for _ in range(2):
        with acting(MembershipFactory.create()):
            placing.register(made.pk, now=world.NOW)
    client.force_login(office.user)
    path = f"/{language}/trainings/{made.pk}/edit/"
    form = client.get(path).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in typed.items() if value or value == 0}
    answer = client.post(path, {**typed, "place": "Genk", "places_NL": 1})
    assert answer.status_code == 409
    assert {"nl": "al meer mensen een plaats", "fr": "ont déjà une place"}[
        language
    ] in answer.content.decode()
    made.refresh_from_db()
    assert (made.places, made.place) == (2, "")


def test_what_has_certificates_was_held_and_is_not_cancelled_any_more(
    ask: Ask, office: Membership
) -> None:
    made = held.training()
    held.people(made, 2)
    held.all_there(made, office.user_id)
    with acting(office):
        run = making.ask_for(made.pk, office.pk, now=held.NOW)
    claim = making.take_up(run.pk, now=held.NOW)
    assert claim is not None
    making.make_batch(run.pk, claim, now=held.NOW)
    reason = {"nl": "Ziek", "fr": "Malade"}
    status, _text = ask(office, f"/nl/trainings/{made.pk}/move/cancel/", reason)
    assert status in (404, 409)
    made.refresh_from_db()
    assert made.state == State.HELD
    path = f"/nl/trainings/{made.pk}/certificates/revoke/"
    assert ask(office, path, {"reason": "cancelled"})[0] == 302
    for paper in Certificate.objects.filter(training=made):
        answer = look_up(paper.code)
        assert answer is not None
        assert answer.paper is None


def test_the_hours_of_a_place_stay_whatever_zone_server_reader_and_organiser_are_in(
    office: Membership,
) -> None:
    made = world.opened(office, {"NL": 2})
    found: set[tuple[str, time, datetime]] = set()
    for country in ("BE", "NL", "LU"):
        Training.objects.update(organiser=OrganisationFactory.create(country_id=country))
        for zone in ("UTC", "America/New_York", "Europe/Brussels"):
            with timezone.override(zone):
                (entry,) = entries_of(with_half_days(Training.objects.filter(pk=made.pk)).get())
            found.add((entry.uid, entry.begins.time(), entry.begins.astimezone(UTC)))
    assert len(found) == 1
    assert found.pop()[1] == time(9, 30)
