"""When an edition is made, and by whom: once, after the last change, whoever is killed then."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from contacts.models import Organisation
from guide import tasks
from guide.brochure import making, orders
from guide.brochure.models import Edition, Order
from guide.models import Page, Section
from guide.signals import page_published
from tests.factories import MembershipFactory

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _nothing_waits(db: None) -> None:
    Order.objects.all().delete()


def make(language: str = "nl", now: datetime = NOW) -> Edition | None:
    """Order and make, as beat and a worker do."""
    orders.order(now - orders.QUIET)
    token = orders.claim(language, now)
    assert token is not None
    return making.make(language, token, now=now)


class TestOrders:
    def test_a_publication_orders_both_languages(
        self, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            page_published.send(sender=None, page=Page.objects.get(slug="minor"))
            assert not Order.objects.exists(), "a publication that is undone orders nothing"
        assert set(Order.objects.values_list("language", flat=True)) == {"nl", "fr"}

    def test_ten_changes_in_a_row_make_one_edition(self) -> None:
        for number in range(10):
            orders.order(NOW + number * 10 * SECOND)
        last = NOW + 90 * SECOND
        assert orders.due(last + orders.QUIET - SECOND) == []
        assert sorted(orders.due(last + orders.QUIET)) == ["fr", "nl"]

    def test_changes_without_end_do_not_put_it_off_for_ever(self) -> None:
        for number in range(60):
            orders.order(NOW + number * 10 * SECOND)
        assert sorted(orders.due(NOW + orders.MOST)) == ["fr", "nl"]

    def test_one_worker_at_a_time(self) -> None:
        orders.order(NOW)
        later = NOW + orders.QUIET
        assert orders.claim("nl", later) is not None
        assert orders.claim("nl", later) is None
        assert orders.due(later) == ["fr"]

    def test_the_order_of_a_killed_worker_is_taken_up_by_another(self) -> None:
        orders.order(NOW)
        later = NOW + orders.QUIET
        dead = orders.claim("nl", later)
        assert dead is not None
        after = later + orders.LEASE + SECOND
        assert "nl" in orders.due(after)
        alive = orders.claim("nl", after)
        assert alive is not None
        assert making.make("nl", alive, now=after) is not None
        assert making.make("nl", dead, now=after) is None, "who was not dead after all adds nothing"
        assert Edition.objects.count() == 1

    def test_a_change_while_it_is_made_is_another_order(self) -> None:
        orders.order(NOW)
        later = NOW + orders.QUIET
        token = orders.claim("nl", later)
        orders.order(later + SECOND)
        assert token is not None
        making.make("nl", token, now=later)
        assert "nl" in orders.due(later + SECOND + orders.QUIET)

    def test_a_stranger_to_an_order_ends_nothing(self) -> None:
        orders.order(NOW)
        assert not orders.settle("nl", uuid4())


class TestMaking:
    def test_what_is_the_same_is_not_made_again(self) -> None:
        first = make()
        assert first is not None
        assert make(now=NOW + timedelta(days=1)) is None
        Section.objects.filter(version__page__slug="minor").update(title_nl="Nieuw")
        second = make(now=NOW + timedelta(days=2))
        assert second is not None
        assert (first.number, second.number) == (1, 2)
        assert Order.objects.get(language="nl").claim is None

    def test_a_change_of_the_directory_is_found_without_being_told(self) -> None:
        make("nl")
        make("fr")
        Order.objects.all().delete()
        assert not making.order_if_changed(NOW)
        Organisation.objects.filter(slug="payoke").update(phone="+32 3 201 16 91")
        assert making.order_if_changed(NOW)
        assert Order.objects.count() == 2

    def test_a_failure_is_tried_again_and_told_to_the_editors(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(making, "TEMPLATE", "nowhere.typ")
            with pytest.raises(Exception, match="canonicalize"):
                make()
        row = Order.objects.get(language="nl")
        assert row.claim is None
        assert row.failed_at is not None
        editor = Client()
        editor.force_login(MembershipFactory.create(role="editor").user)
        assert "kon niet worden gemaakt" in editor.get("/nl/guide/brochure/").text
        assert "kon niet worden gemaakt" not in Client().get("/nl/guide/brochure/").text
        assert "nl" in orders.due(row.failed_at + orders.AFTER_FAILURE + SECOND)

    def test_a_task_that_comes_twice_makes_one(self) -> None:
        Order.objects.create(language="nl", asked_at=NOW, due_at=NOW)
        tasks.make_brochure("nl")
        tasks.make_brochure("nl")
        assert Edition.objects.count() == 1


class TestPage:
    def test_strangers_download_the_current_edition_and_the_older_ones(self) -> None:
        make()
        Section.objects.filter(version__page__slug="minor").update(title_nl="Nieuw")
        make(now=NOW + timedelta(days=2))
        client = Client()
        page = client.get("/nl/guide/brochure/").text
        assert "/nl/guide/brochure/nl/1/" in page
        assert "Uitgave 2 van 22 november 2026" in page
        current = client.get("/nl/guide/brochure/nl/")
        assert current.content == bytes(Edition.objects.get(number=2).content)
        assert current["Content-Type"] == "application/pdf"
        assert current["Content-Language"] == "nl"
        assert client.get("/nl/guide/brochure/nl/1/").content.startswith(b"%PDF")
        assert not client.cookies

    def test_who_has_it_is_told_so(self) -> None:
        make()
        client = Client()
        first = client.get("/fr/guide/brochure/nl/")
        assert "public" in first["Cache-Control"]
        again = client.get("/fr/guide/brochure/nl/", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head("/fr/guide/brochure/nl/")
        assert head["ETag"] == first["ETag"]

    @pytest.mark.parametrize("path", ["en/", "de/", "nl/9/", "nl/99999999999999999999/", "fr/"])
    def test_what_is_not_there_is_not_found(self, path: str) -> None:
        make()
        assert Client().get(f"/nl/guide/brochure/{path}").status_code == 404

    def test_before_the_first_one_the_page_says_so(self) -> None:
        assert "La première édition" in Client().get("/fr/guide/brochure/").text
