"""Publishing outside a report: two people, and what the second agrees to is what stands there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from notifications.models import Notice
from protection.models import AuditEntry
from reports.keeping import publish_first_year
from reports.models import Audience, ProposalState, Publication, PublicationProposal, Release
from reports.opendata.publishing import sources
from reports.releases import figures_of, make_release
from tests.factories import acting
from tests.reports.opendata.conftest import counted

pytestmark = pytest.mark.django_db(databases=["default"])
SignIn = Callable[..., Client]
PAGE = "/nl/reports/publications/"
PROPOSE = f"{PAGE}propose/"
QUERIES = 8


@pytest.fixture(autouse=True)
def people(sign_in: SignIn) -> tuple[Client, Client]:
    return sign_in("secretariat"), sign_in("member")


@pytest.fixture
def inside() -> Release:
    return make_release(counted(420), Audience.INSIDE, now=timezone.now())


def typed(release: Release, **other: str) -> dict[str, str]:
    return {
        "period": str(release.pk),
        "decider": "working_group",
        "decided_on": "2018-03-14",
        "reference": "PV 2018/3",
        **other,
    }


def proposed(secretariat: Client, inside: Release) -> PublicationProposal:
    response = secretariat.post(PROPOSE, typed(inside))
    assert response.status_code == 302
    return PublicationProposal.objects.get(state=ProposalState.WAITING)


def told(kind: str) -> set[str]:
    """The roles of those who find such a notice."""
    found = set()
    for person in Membership.objects.select_related("organisation"):
        with acting(person):
            if Notice.objects.filter(kind=kind, user_id=person.user_id).exists():
                found.add(str(person.role))
    return found


def done() -> set[str]:
    """What the trail says that the secretariat and the members did."""
    found: set[str] = set()
    for person in Membership.objects.select_related("organisation"):
        with acting(person):
            lines = AuditEntry.objects.filter(user_id=person.user_id)
            found |= set(lines.values_list("action", flat=True))
    return found


class TestAct:
    def test_two_people_publish(self, people: tuple[Client, Client], inside: Release) -> None:
        secretariat, member = people
        row = proposed(secretariat, inside)
        assert told("publication_proposed") == {"member"}
        assert not Publication.objects.exists()
        assert secretariat.post(f"{PAGE}{row.pk}/", {"answer": "agree"}).status_code == 404
        page = member.get(f"{PAGE}{row.pk}/").content.decode()
        assert "Publiceren kan niet ongedaan worden gemaakt" in page
        answered = member.post(f"{PAGE}{row.pk}/", {"answer": "agree"})
        publication = Publication.objects.get()
        assert answered["Location"] == f"/nl/data/{publication.slug}/"
        assert publication.release.audience == Audience.PUBLIC
        assert publication.release.threshold == 10
        assert publication.release.sha256 == row.sha256
        assert {publication.published_by, publication.agreed_by} == {
            row.proposed_by,
            PublicationProposal.objects.get().settled_by,
        }
        assert len({publication.published_by_id, publication.agreed_by_id}) == 2
        assert Client().get(f"/data/releases/{publication.slug}/ages.csv").status_code == 200
        assert told("figures_published") == {"member", "secretariat"}
        assert {"publication_proposed", "figures_published"} <= done()
        assert sources() == []

    def test_what_everybody_would_see_is_what_they_then_see(
        self, people: tuple[Client, Client], inside: Release
    ) -> None:
        row = proposed(people[0], inside)
        people[1].post(f"{PAGE}{row.pk}/", {"answer": "agree"})
        shown = figures_of(Publication.objects.get().release)
        assert row.shown["referrals"] == shown.referrals
        assert row.shown["threshold"] == shown.threshold == 10

    def test_what_would_look_different_now_is_refused(
        self, people: tuple[Client, Client], inside: Release
    ) -> None:
        row = proposed(people[0], inside)
        PublicationProposal.objects.update(sha256="0" * 64)  # as if looked at before another one
        answered = people[1].post(f"{PAGE}{row.pk}/", {"answer": "agree"})
        assert answered.status_code == 409
        assert "andere cijfers" in answered.content.decode()
        assert not Publication.objects.exists()
        assert not Release.objects.filter(audience=Audience.PUBLIC).exists()

    def test_a_member_refuses_with_a_reason(
        self, people: tuple[Client, Client], inside: Release
    ) -> None:
        row = proposed(people[0], inside)
        assert people[1].post(f"{PAGE}{row.pk}/", {"answer": "refuse"}).status_code == 422
        refused = {"answer": "refuse", "remarks": "Nog niet besloten"}
        assert people[1].post(f"{PAGE}{row.pk}/", refused).status_code == 302
        assert told("publication_refused") == {"secretariat"}
        assert "Nog niet besloten" in people[0].get(f"{PAGE}{row.pk}/").content.decode()
        assert people[1].post(f"{PAGE}{row.pk}/", {"answer": "agree"}).status_code == 409
        assert not Publication.objects.exists()
        assert [one.pk for one in sources()] == [inside.pk]  # it can be proposed anew

    def test_the_secretariat_takes_it_back(
        self, people: tuple[Client, Client], inside: Release
    ) -> None:
        row = proposed(people[0], inside)
        assert people[1].post(f"{PAGE}{row.pk}/take-back/").status_code == 404
        assert people[0].post(f"{PAGE}{row.pk}/take-back/").status_code == 302
        assert people[1].post(f"{PAGE}{row.pk}/", {"answer": "agree"}).status_code == 409

    def test_the_form_says_what_is_missing_and_keeps_what_was_typed(
        self, people: tuple[Client, Client], inside: Release
    ) -> None:
        wrong = people[0].post(PROPOSE, typed(inside, decided_on="2999-01-01"))
        assert wrong.status_code == 422
        assert "PV 2018/3" in wrong.content.decode()
        assert people[0].post(PROPOSE, typed(inside, period="other")).status_code == 422
        assert people[1].get(PROPOSE).status_code == 404

    def test_the_secretariat_withdraws_at_once(
        self, people: tuple[Client, Client], inside: Release
    ) -> None:
        row = proposed(people[0], inside)
        people[1].post(f"{PAGE}{row.pk}/", {"answer": "agree"})
        slug = Publication.objects.get().slug
        assert people[1].get(f"{PAGE}{slug}/withdraw/").status_code == 404
        assert people[0].post(f"{PAGE}{slug}/withdraw/", {}).status_code == 422
        assert people[0].post(f"{PAGE}{slug}/withdraw/", {"reason": "wrong"}).status_code == 302
        assert Client().get(f"/data/releases/{slug}/ages.csv").status_code == 410
        assert people[0].post(f"{PAGE}{slug}/withdraw/", {"reason": "wrong"}).status_code == 409
        assert "figures_withdrawn" in done()
        assert PAGE in people[0].get("/nl/reports/").content.decode()
        assert people[1].get(PAGE).status_code == 200

    def test_the_list_asks_the_same_for_one_and_for_three(
        self, people: tuple[Client, Client], inside: Release, django_assert_num_queries: object
    ) -> None:
        row = proposed(people[0], inside)
        for wanted in (1, 3):
            for number in range(PublicationProposal.objects.count(), wanted):
                row.pk, row.state = Release().pk, ProposalState.TAKEN_BACK
                row.save(force_insert=True)
                assert PublicationProposal.objects.count() == number + 1
            with django_assert_num_queries(QUERIES):  # type: ignore[operator]
                assert people[1].get(PAGE).status_code == 200


def test_the_demonstration_publishes_its_first_year_once(inside: Release) -> None:
    made = publish_first_year(now=timezone.now())
    assert made is not None
    assert made.slug == "2016-12-02_2017-12-31_1"
    assert publish_first_year(now=timezone.now()) is None
