"""“Something is wrong”: a note reaches the owner, who answers; nobody else reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, User
from contacts import tasks
from contacts.models import EntryNote, Organisation
from contacts.notes import KEPT_AT_MOST, KEPT_SETTLED, MOST_A_DAY, PAGE_SIZE, forget_notes
from notifications.models import Notice
from protection.actor import Actor, acting_as

pytestmark = pytest.mark.django_db

ADD = "/nl/contacts/comensha/something-wrong/"
TEXT = "Het nummer is van een winkel"
NOBODY = 999_999  # nobody's id


@pytest.fixture
def reader() -> Callable[[str, str], Client]:
    """A browser of its own for each person."""

    def signed_in(slug: str, role: str = "caseworker") -> Client:
        user, _made = User.objects.get_or_create(
            email=f"{role}@{slug}.example", defaults={"first_name": "A", "last_name": "B"}
        )
        organisation = Organisation.objects.get(slug=slug)
        Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
        client = Client()
        client.force_login(user)
        return client

    return signed_in


Reader = Callable[..., Client]


def written(client: Client, **changes: str) -> str:
    """The page of a note that a reader wrote about CoMensha."""
    response = client.post(ADD, {"reason": "phone", "text": TEXT} | changes)
    assert response.status_code == 302
    return str(response["Location"])


def told() -> dict[str, list[str]]:
    """The kinds of notices by address; none holds anything of what was written."""
    found: dict[str, list[str]] = {}
    for user in User.objects.order_by("pk"):
        with acting_as(Actor(user.pk, 0, "caseworker", "")):
            for notice in Notice.objects.order_by("pk"):
                assert TEXT not in str(notice.__dict__)
                found.setdefault(notice.email, []).append(notice.kind)
    return found


def test_the_owner_and_the_contact_point_are_told_and_the_writer_gets_a_word_back(
    reader: Reader,
) -> None:
    owner, point = reader("comensha", "team_lead"), reader("comensha", "contact_point")
    writer = reader("payoke")
    note = written(writer)
    assert set(told()) == {"team_lead@comensha.example", "contact_point@comensha.example"}
    for client in (owner, point):
        assert TEXT in client.get(note).content.decode()
        assert "Payoke" in client.get("/nl/contacts/notes/").content.decode()
    answer = {"answer": "Aangepast, dank u", "resolved": "on"}
    assert owner.post(note, answer).status_code == 302
    assert told()["caseworker@payoke.example"] == ["entry_note_answered"]
    assert "Aangepast, dank u" in writer.get(note).content.decode()
    assert "Er staat niets open" in owner.get("/nl/contacts/notes/").content.decode()
    assert note in owner.get("/nl/contacts/notes/?state=resolved").content.decode()


def test_an_answer_that_settles_nothing_stays_open(reader: Reader) -> None:
    owner, note = reader("comensha"), written(reader("payoke"))
    assert owner.post(note, {"answer": "Welk nummer?"}).status_code == 302
    assert note in owner.get("/nl/contacts/notes/").content.decode()
    assert owner.post(note, {"answer": "Het is goed", "resolved": "on"}).status_code == 302


def test_what_is_settled_is_answered_no_more(reader: Reader) -> None:
    owner, note = reader("comensha"), written(reader("payoke"))
    owner.post(note, {"answer": "Goed", "resolved": "on"})
    assert owner.post(note, {"answer": "Nog iets"}).status_code == 409
    assert EntryNote.objects.filter(answer="Nog iets").count() == 0


@pytest.mark.parametrize(
    ("slug", "role"),
    [("pag-asa", "caseworker"), ("payoke", "contact_point"), ("benelux", "secretariat")],
)
def test_strangers_do_not_learn_of_it(reader: Reader, slug: str, role: str) -> None:
    note = written(reader("payoke"))
    stranger = reader(slug, role)
    assert stranger.get(note).status_code == 404
    assert stranger.post(note, {"answer": "x"}).status_code == 404
    assert note not in stranger.get("/nl/contacts/notes/").content.decode()


def test_the_writer_answers_nothing(reader: Reader) -> None:
    writer = reader("payoke")
    assert writer.post(written(writer), {"answer": "x"}).status_code == 409


@pytest.mark.parametrize(
    "typed",
    [
        {"reason": ""},
        {"reason": "no_such"},
        {"reason": "other", "text": ""},
        {"text": "<script>"},
        {"text": "x" * 1001},
    ],
    ids=["no reason", "unknown", "other without words", "markup", "too long"],
)
def test_bad_input_is_told_and_not_written(reader: Reader, typed: dict[str, str]) -> None:
    response = reader("payoke").post(ADD, {"reason": "phone", "text": TEXT} | typed)
    assert response.status_code == 422
    assert b"error-summary" in response.content
    assert told() == {}


def test_one_person_cannot_bury_an_owner(reader: Reader) -> None:
    writer = reader("payoke")
    user = User.objects.get()
    organisation = Organisation.objects.get(slug="comensha")
    with acting_as(Actor(user.pk, 0, "caseworker", "BE")):
        for _number in range(MOST_A_DAY):
            EntryNote(
                organisation=organisation,
                reason="phone",
                written_by=user.pk,
                written_at=timezone.now(),
            ).save(force_insert=True)
    assert writer.post(ADD, {"reason": "phone", "text": TEXT}).status_code == 409


def test_the_list_is_paged_with_the_same_queries(reader: Reader) -> None:
    writer = reader("payoke")
    numbers = []
    for count in (1, PAGE_SIZE + 1):
        user = User.objects.get()
        organisation = Organisation.objects.get(slug="comensha")
        with acting_as(Actor(user.pk, 0, "caseworker", "BE")):
            for _number in range(count):
                EntryNote(
                    organisation=organisation,
                    reason="phone",
                    written_by=user.pk,
                    written_at=timezone.now(),
                ).save(force_insert=True)
        writer.get("/nl/contacts/notes/")
        with CaptureQueriesContext(connection) as queries:
            response = writer.get("/nl/contacts/notes/")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    address = f"?after={response.context['next'].replace('+', '%2B')}"
    older = writer.get(f"/nl/contacts/notes/{address}")
    assert len(older.context["notes"]) == 2
    assert writer.get("/nl/contacts/notes/?after=x_y").status_code == 200


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_notes_go_at_the_end_of_their_term(reader: Reader) -> None:
    reader("payoke")
    now = timezone.now()
    organisation = Organisation.objects.get(slug="comensha")
    second = timedelta(seconds=1)
    for text, state, written, answered in (
        ("new", "open", now, None),
        ("old and open", "open", now - KEPT_AT_MOST + second, None),
        ("too old", "open", now - KEPT_AT_MOST - second, None),
        ("settled", "resolved", now - KEPT_SETTLED * 1.5, now - KEPT_SETTLED + second),
        ("settled long ago", "resolved", now - KEPT_SETTLED * 1.5, now - KEPT_SETTLED - second),
        ("answered", "answered", now - KEPT_SETTLED * 1.5, now - KEPT_SETTLED * 1.2),
    ):
        EntryNote(
            organisation=organisation, reason="phone", text=text, state=state,
            written_by=NOBODY, written_at=written, answered_at=answered,
        ).save(force_insert=True, using="owner")  # fmt: skip
    tasks.forget_notes()
    left = set(EntryNote.objects.using("owner").values_list("text", flat=True))
    assert left == {"new", "old and open", "settled", "answered"}
    assert forget_notes(now) == 0


@pytest.mark.parametrize(("language", "words"), [("nl", "na twee jaar"), ("fr", "deux ans")])
def test_who_writes_one_knows_how_long_it_is_kept(
    reader: Reader, language: str, words: str
) -> None:
    page = reader("payoke").get(ADD.replace("/nl/", f"/{language}/")).content.decode()
    assert words in page


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (Actor(NOBODY, NOBODY, "caseworker", "NL"), 0),
        (Actor(NOBODY, 0, "contact_point", "NL"), 1),
        (Actor(NOBODY, 0, "contact_point", "BE"), 0),
        (Actor(NOBODY, 0, "caseworker", "NL"), 0),
    ],
    ids=["stranger", "contact point", "of another country", "of the country"],
)
def test_the_database_itself_hides_it(reader: Reader, actor: Actor, seen: int) -> None:
    written(reader("payoke"))
    with acting_as(actor):
        assert EntryNote.objects.count() == seen


def test_the_database_lets_nobody_write_in_another_s_name_or_rewrite_a_note(
    reader: Reader,
) -> None:
    written(reader("payoke"))
    organisation = Organisation.objects.get(slug="comensha")
    note = EntryNote(
        organisation=organisation, reason="phone", written_by=7, written_at=timezone.now()
    )
    with acting_as(Actor(8, organisation.pk, "caseworker", "NL")):
        with pytest.raises(DatabaseError), transaction.atomic():
            note.save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            EntryNote.objects.update(text="Alles klopt")
        with pytest.raises(DatabaseError), transaction.atomic():
            EntryNote.objects.all().delete()
