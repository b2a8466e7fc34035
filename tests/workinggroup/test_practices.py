"""A good practice goes from its contributor through the secretariat to everybody."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Role
from contacts.models import Organisation
from notifications.models import Notice
from protection.files.checks import FileRefused
from protection.models import AuditEntry
from tests.factories import MembershipFactory, acting
from tests.referrals.files import samples
from workinggroup import contributing
from workinggroup.models.practices import Practice
from workinggroup.permissions import PART_ROLES
from workinggroup.practices import services
from workinggroup.practices.life import MOVES, Move, State
from workinggroup.stale import StaleError

from .people import NOW, PRACTICE, of, published, secretariat, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Membership:
    return of("payoke", Role.TEAM_LEAD)


@pytest.fixture
def reviewer() -> Membership:
    return secretariat()


def page(practice: Practice, name: str = "practice") -> str:
    return reverse(f"workinggroup:{name}", args=[practice.pk])


def test_the_way_to_its_readers(lead: Membership, reviewer: Membership) -> None:
    practice = written(lead)
    with acting(lead):
        services.move(practice.pk, Move.SEND, now=NOW)
    with acting(reviewer):
        assert Notice.objects.get().kind == "practice_to_review"
        services.move(practice.pk, Move.RETURN, now=NOW, note="Noem de bron.")
    with acting(lead):
        services.write(
            {**PRACTICE, "source": "Omzendbrief"}, now=NOW, practice_id=practice.pk, revision=1
        )
        services.move(practice.pk, Move.SEND, now=NOW)
    with acting(reviewer):
        done = services.move(practice.pk, Move.PUBLISH, now=NOW)
    assert (done.state, done.published_at, done.review_note) == (State.PUBLISHED, NOW, "")
    with acting(lead):
        assert {one.kind for one in Notice.objects.all()} == {"practice_decided"}


@pytest.mark.parametrize("state", list(State), ids=str)
@pytest.mark.parametrize("step", list(Move), ids=str)
def test_only_the_moves_of_the_table(
    state: State, step: Move, lead: Membership, reviewer: Membership
) -> None:
    practice = written(lead)
    Practice.objects.filter(pk=practice.pk).update(state=state, published_at=NOW)
    who = lead if step in {Move.SEND, Move.TAKE_BACK} else reviewer
    after = MOVES.get((state, step))
    with acting(who):
        if after is None:
            with pytest.raises((services.MoveRefusedError, services.NotFoundError)):
                services.move(practice.pk, step, now=NOW)
        else:
            assert services.move(practice.pk, step, now=NOW).state == after


def test_nothing_is_published_in_one_language(lead: Membership, reviewer: Membership) -> None:
    practice = written(lead, title_fr="")
    assert services.missing(practice) == ["fr"]
    with acting(lead):
        services.move(practice.pk, Move.SEND, now=NOW)
    with acting(reviewer), pytest.raises(services.MoveRefusedError):
        services.move(practice.pk, Move.PUBLISH, now=NOW)


def test_two_who_write_at_once_lose_nothing(lead: Membership) -> None:
    practice = written(lead)
    with acting(lead):
        services.write(PRACTICE, now=NOW, practice_id=practice.pk, revision=1)
        with pytest.raises(StaleError):
            services.write(PRACTICE, now=NOW, practice_id=practice.pk, revision=1)


SEES = {
    State.DRAFT: {"own"},
    State.REVIEW: {"own", Role.SECRETARIAT},
    State.RETURNED: {"own", Role.SECRETARIAT},
    State.WITHDRAWN: {"own", Role.SECRETARIAT},
    State.PUBLISHED: {"own", *PART_ROLES},
}


@pytest.mark.parametrize("state", list(State), ids=str)
def test_who_sees_what(state: State) -> None:
    from protection.actor import Actor

    def sees(role: Role, organisation: int) -> bool:
        actor = Actor(1, organisation, role, "BE")
        return contributing.can_see_practice(actor, state, 7)

    assert {role for role in Role if sees(role, 8)} == SEES[state] - {"own"}
    assert sees(Role.TEAM_LEAD, 7)
    assert not contributing.can_see_practice(None, state, 7)


def test_adopted_by_who_speaks_for_the_country(lead: Membership, reviewer: Membership) -> None:
    practice = published(lead, reviewer)
    dutch = of("comensha", Role.CONTACT_POINT)
    with acting(dutch):
        services.mark_adopted(practice.pk, "NL", on=date(2026, 3, 1), now=NOW)
        services.mark_adopted(practice.pk, "NL", on=date(2026, 4, 1), now=NOW)
        for country in ("LU", "BE"):  # another's, and where it comes from
            with pytest.raises(services.MoveRefusedError):
                services.mark_adopted(practice.pk, country, on=date(2026, 3, 1), now=NOW)
    assert [(one.country_id, one.adopted_on) for one in practice.adoptions.all()] == [
        ("NL", date(2026, 4, 1))
    ]


def test_files_are_checked(lead: Membership) -> None:
    practice = written(lead)
    with acting(lead):
        services.add_file(practice.pk, "werkwijze.pdf", samples.pdf(), now=NOW)
        with pytest.raises(FileRefused):
            services.add_file(practice.pk, "werkwijze.exe", b"MZ", now=NOW)
    assert [(one.name, one.kind) for one in practice.files.all()] == [("werkwijze.pdf", "pdf")]


def test_each_step_leaves_a_line(lead: Membership, reviewer: Membership) -> None:
    published(lead, reviewer)
    for who, actions in (
        (lead, ["practice_written", "practice_send"]),
        (reviewer, ["practice_publish"]),
    ):
        with acting(who):
            found = AuditEntry.objects.filter(user_id=who.user_id).order_by("pk")
            assert [entry.action for entry in found] == actions


def test_the_list_keeps_its_filters_and_its_queries(
    client: Client, lead: Membership, reviewer: Membership, django_assert_num_queries: Any
) -> None:
    client.force_login(of("comensha", Role.CASEWORKER).user)
    address = reverse("workinggroup:practices") + "?theme=reception&q=aanspreekpunt"
    for number in (1, 3):
        while Practice.objects.count() < number:
            published(lead, reviewer)
        client.get(address)  # the code lists are kept for a minute
        with django_assert_num_queries(LIST_QUERIES):
            assert client.get(address).status_code == 200
    for number in range(20):
        one = published(lead, reviewer, title_nl=f"Aanspreekpunt {number}")
        Practice.objects.filter(pk=one.pk).update(sort_at=NOW - timedelta(days=number))
    first = client.get(address)
    following = first.context["links"]["following"]
    assert "theme=reception" in following
    assert "q=aanspreekpunt" in following
    second = client.get(reverse("workinggroup:practices") + following)
    seen = [one for answer in (first, second) for one in shown_in(answer)]
    assert len(seen) == len(set(seen)) == 23
    back = client.get(reverse("workinggroup:practices") + second.context["links"]["previous"])
    assert shown_in(back) == seen[:20]


LIST_QUERIES = 8


def shown_in(answer: Any) -> list[str]:
    """The practices of a list, by number."""
    return re.findall(r'<a href="/[a-z]+/working-group/practices/(\d+)/"', answer.content.decode())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=aanspreekpunt", True),
        ("q=maisons", True),  # by its stem, in another language than the reader's
        ("q=varken", False),
        ("country=BE", True),
        ("country=NL", False),
        ("adopted=LU", False),
        ("transferability=adapted", True),
        ("theme=minors", False),
        ("theme=nonsense&page=nonsense", True),
    ],
    ids=range(9),
)
def test_what_the_filters_find(
    asked: str, found: bool, client: Client, lead: Membership, reviewer: Membership
) -> None:
    published(lead, reviewer)
    client.force_login(lead.user)
    answer = client.get(f"{reverse('workinggroup:practices')}?{asked}")
    assert bool(answer.context["rows"]) == found


def test_a_form_that_names_somebody_is_refused_and_kept(client: Client, lead: Membership) -> None:
    client.force_login(lead.user)
    typed = {**PRACTICE, "body_nl": "Bel mevrouw Peeters op 0475 12 34 56."}
    answer = client.post(reverse("workinggroup:practice_add"), typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "0475 12 34 56" in text
    assert "mevrouw Peeters" in text
    assert not Practice.objects.exists()


def test_contribute_review_comment_and_adopt_by_the_pages(client: Client) -> None:
    member = of("payoke", Role.TEAM_LEAD)
    client.force_login(member.user)
    answer = client.post(reverse("workinggroup:practice_add"), PRACTICE)
    practice = Practice.objects.get()
    assert answer["Location"] == page(practice)
    assert client.post(page(practice, "practice_files"), {}).status_code == 422
    client.post(reverse("workinggroup:practice_move", args=[practice.pk, "send"]))
    assert client.get(page(practice, "practice_review")).status_code == 404
    reviewer = Client()
    reviewer.force_login(secretariat().user)
    review = page(practice, "practice_review")
    assert reviewer.post(review, {"decision": "return", "note": ""}).status_code == 422
    assert reviewer.post(review, {"decision": "publish"}).status_code == 302
    reader = Client()
    reader.force_login(of("infotraite", Role.CONTACT_POINT).user)
    words = {"comment-text": "Wij doen dit ook."}
    assert reader.post(page(practice, "practice_comment"), words).status_code == 302
    named = {"comment-text": "Vraag het aan Fatima."}
    assert reader.post(page(practice, "practice_comment"), named).status_code == 422
    mark = {"adoption-country": "LU", "adoption-on": "2026-05-01"}
    assert reader.post(page(practice, "practice_adopt"), mark).status_code == 302
    tomorrow = {**mark, "adoption-on": "2099-01-01"}
    assert reader.post(page(practice, "practice_adopt"), tomorrow).status_code == 422
    shown = reader.get(page(practice)).content.decode()
    assert "Wij doen dit ook." in shown
    assert "Infotraite".lower() in shown.lower()


def test_a_draft_is_nobody_elses(client: Client, lead: Membership) -> None:
    practice = written(lead)
    other = MembershipFactory.create(
        organisation=Organisation.objects.get(slug="comensha"), team_lead=True
    )
    client.force_login(other.user)
    assert client.get(page(practice)).status_code == 404
    assert client.post(page(practice, "practice_edit"), PRACTICE).status_code == 404


def test_a_step_out_of_turn_is_refused_with_the_practice_as_it_stands(
    client: Client, lead: Membership, reviewer: Membership
) -> None:
    practice = published(lead, reviewer)
    client.force_login(reviewer.user)
    withdraw = reverse("workinggroup:practice_move", args=[practice.pk, "withdraw"])
    assert client.post(withdraw).status_code == 302
    assert client.post(withdraw).status_code == 409
    comment = reverse("workinggroup:practice_comment", args=[practice.pk])
    assert client.post(comment, {"text": "Mooi."}).status_code == 404
