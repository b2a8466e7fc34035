"""Whether links still lead somewhere: asked on loopback here, and nowhere beyond."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from contacts.models import Organisation
from guide.links import checking
from guide.links.asking import ask
from guide.links.models import Link, LinkState
from guide.models import Section
from tests.factories import MembershipFactory

from .world import NOW, editor

pytestmark = pytest.mark.django_db
# Path -> status and Location of the answers to HEAD and to GET.
ANSWERS: dict[str, dict[str, tuple[int, str]]] = {
    "/good": {"HEAD": (200, "")},
    "/gone": {"HEAD": (410, "")},
    "/no-head": {"HEAD": (405, ""), "GET": (200, "")},
    "/lost": {"HEAD": (404, ""), "GET": (404, "")},
    "/moved": {"HEAD": (301, "/good")},
    "/elsewhere": {"HEAD": (302, "/good")},
    "/round": {"HEAD": (302, "/round")},
    "/inside": {"HEAD": (301, "http://10.0.0.1/")},
    "/closed": {"HEAD": (403, ""), "GET": (403, "")},
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            status, location = ANSWERS[self.path][self.command]
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def log_message(self, *_unused: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _nothing_beyond_loopback(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMONSTRATION = True
    look_up = socket.getaddrinfo

    def only_here(host: str, *rest: Any, **named: Any) -> Any:
        assert host in {"localhost", "127.0.0.1", "::1"}, f"{host} was looked up"
        return look_up(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/good", LinkState.GOOD),
        ("/gone", LinkState.BROKEN),
        ("/no-head", LinkState.GOOD),
        ("/lost", LinkState.BROKEN),
        ("/moved", LinkState.MOVED),
        ("/elsewhere", LinkState.GOOD),
        ("/round", LinkState.BROKEN),
        ("/inside", LinkState.REFUSED),
        ("/closed", LinkState.UNCLEAR),
    ],
)
def test_what_an_answer_means(site: str, path: str, state: LinkState) -> None:
    answer = ask(f"{site}{path}")
    assert answer.state == state
    assert answer.moved_to == (f"{site}/good" if path == "/moved" else "")


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "https://intranet/",
        "http://[::ffff:192.168.0.1]/",
        "https://user:word@myria.example/",
        "ftp://myria.example/",
        "http://myria.example:6379/",
    ],
)
def test_a_closed_network_is_not_asked(address: str) -> None:
    assert ask(address).state == LinkState.REFUSED


def test_nobody_there_is_silence(site: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://localhost:{port}/").state == LinkState.SILENT


class TestList:
    @pytest.fixture
    def broken(self, site: str) -> str:
        section = Section.objects.get(version__page__slug="be-law", key="offence")
        section.sources = [{"label": "Weg", "url": f"{site}/gone"}]
        section.save()
        return f"{site}/gone"

    def test_it_names_who_uses_what_fails(self, broken: str) -> None:
        Organisation.objects.filter(slug="payoke").update(website=broken)
        assert checking.check_due(NOW) == 1, "only what is on this machine was asked"
        client = Client()
        client.force_login(editor().user)
        text = client.get("/nl/guide/edit/links/").text
        assert broken in text
        assert "/nl/guide/edit/be-law/" in text
        assert "/nl/contacts/payoke/" in text
        assert "myria.be" not in text
        assert "myria.be" in client.get("/nl/guide/edit/links/?group=all").text

    def test_it_is_asked_again_the_next_day_and_forgotten_with_its_text(self, broken: str) -> None:
        checking.check_due(NOW)
        assert checking.check_due(NOW + timedelta(hours=1)) == 0
        assert checking.check_due(NOW + timedelta(days=1)) == 1
        assert Link.objects.get(address=broken).failing_since == NOW
        Section.objects.filter(version__page__slug="be-law").update(sources=[])
        checking.collect()
        assert not Link.objects.filter(address=broken).exists()

    def test_outside_the_demonstration_and_production_nothing_is_asked(
        self, broken: str, settings: Any
    ) -> None:
        settings.DEMONSTRATION = False
        assert checking.check_due(NOW) == 0

    def test_it_takes_as_many_queries_however_many_there_are(
        self, broken: str, django_assert_num_queries: Any
    ) -> None:
        for number in range(3):
            Link.objects.create(address=f"https://{number}.example/", state=LinkState.BROKEN)
            with django_assert_num_queries(3):
                checking.links(all_of_them=False)

    def test_it_is_paged_by_what_was_shown_last(self) -> None:
        Link.objects.bulk_create(
            Link(address=f"https://{number}.example/", state=LinkState.BROKEN)
            for number in range(checking.PAGE_SIZE + 1)
        )
        first = checking.links(all_of_them=False)
        assert len(first.lines) == checking.PAGE_SIZE
        rest = checking.links(all_of_them=False, after=first.following)
        assert (len(rest.lines), rest.following) == (1, None)

    def test_a_caseworker_has_no_such_list(self) -> None:
        client = Client()
        client.force_login(MembershipFactory.create().user)
        assert client.get("/nl/guide/edit/links/").status_code == 404
