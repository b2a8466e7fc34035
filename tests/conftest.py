"""What every test stands on: a real PostgreSQL, broker, Celery worker and mail receiver."""

import os
import shutil
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command, get_commands
from django.db import connections
from django.test import Client, TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker

from runtime.ports import free_port
from tests.portal import RunningPortal, short_folder, start_portal
from tests.scheduling import TogetherScheduling, longest_first
from tests.services import Servers, Untouched, celery, wait_until
from tools.messages import compile_catalogues

_SERVERS = pytest.StashKey[Servers]()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TogetherScheduling:
    return TogetherScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    longest_first(items)


def pytest_configure(config: pytest.Config) -> None:
    """The first process of the run compiles the translations and starts the servers.

    pytest-xdist's workers use its.
    """
    # Playwright's loop runs in the thread of the tests, and Django takes them for asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        compile_catalogues()
        config.stash[_SERVERS] = Servers(Path(django_settings.RUN_FOLDER))


def pytest_unconfigure(config: pytest.Config) -> None:
    if servers := config.stash.get(_SERVERS, None):
        servers.stop()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Untouched]:
    """The owner makes and migrates the database of this worker; the other roles log in to it."""
    verbosity = max(0, request.config.option.verbose)
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=verbosity, interactive=False, aliases={"owner": None})
        if "load_reference_data" in get_commands():
            call_command("load_reference_data", verbosity=0)
        untouched = Untouched(connections["owner"].settings_dict["NAME"])
    # Django would flush through `owner`, which loses the reference tables.
    TransactionTestCase._fixture_teardown = lambda *_: untouched.restore()  # type: ignore
    yield untouched
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
        teardown_databases(made, verbosity=verbosity)


class Mailbox:
    """Messages that arrived at the tests' mail receiver, oldest first."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refusing = False

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]


class _Receiver:
    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mailbox.refusing:
            return "451 Try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mailbox.messages.append(message)
        return "250 Message accepted"


@pytest.fixture(scope="session")
def mail_receiver() -> Iterator[tuple[Mailbox, int]]:
    """A mail server on a free port of loopback: its mailbox and its port."""
    mailbox = Mailbox()
    port = free_port()
    controller = Controller(_Receiver(mailbox), hostname="127.0.0.1", port=port)
    controller.start()
    yield mailbox, port
    controller.stop()


@pytest.fixture
def smtp_server(mail_receiver: tuple[Mailbox, int], settings: Any) -> Iterator[Mailbox]:
    """An empty mailbox to which this process and the Celery processes send over SMTP."""
    mailbox, port = mail_receiver
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    mailbox.messages.clear()
    mailbox.refusing = False
    yield mailbox
    mailbox.refusing = False


def _celery_environment(mail_port: int) -> dict[str, str]:
    return {
        "PORTAL_TEST_DATABASE": connections["owner"].settings_dict["NAME"],
        "PORTAL_TEST_MAIL_PORT": str(mail_port),
    }


@pytest.fixture(scope="module")
def celery_worker(
    django_db_setup: Untouched, mail_receiver: tuple[Mailbox, int], worker_id: str
) -> Iterator[Path]:
    """A real worker on this pytest worker's database and broker; yields the path of its log.

    It sees committed rows only: tests that use it are `django_db(transaction=True)`. It ends with
    its module, so that it takes no task of tests that start, and kill, workers of their own.
    """
    from benelux_thb.celery import app  # settings are ready only now

    log = Path(django_settings.RUN_FOLDER) / f"worker-{worker_id}.log"
    arguments = ("worker", "-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle")
    with celery(*arguments, log=log, **_celery_environment(mail_receiver[1])):
        wait_until(lambda: app.control.ping(timeout=0.5, limit=1), within=30, log=log)
        yield log


@pytest.fixture(scope="module")
def celery_beat(
    celery_worker: Path, mail_receiver: tuple[Mailbox, int], worker_id: str
) -> Iterator[Path]:
    """A real beat that sends what is due to the broker of `celery_worker`; yields its log."""
    folder = Path(django_settings.RUN_FOLDER)
    log = folder / f"beat-{worker_id}.log"
    schedule = ("-s", str(folder / f"beat-{worker_id}"), "--pidfile=")
    environment = _celery_environment(mail_receiver[1])
    with celery("beat", "-l", "INFO", *schedule, log=log, **environment):
        yield log


@pytest.fixture(autouse=True)
def _empty_cache_keys() -> Iterator[None]:
    """Nothing one test put into the cache is read by the next."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium where there is one; its sandbox needs a user other than root."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": shutil.which("chromium"), "args": arguments}


@pytest.fixture(autouse=True)
def _each_test_begins_in_english() -> Iterator[None]:
    """A page asked for in Dutch must not leave its language to the next test."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _forced_sign_in_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """`force_login` stands for a whole sign-in, second factor included."""
    force_login = Client.force_login

    def with_second_factor(client: Client, user: Any, backend: str | None = None) -> None:
        force_login(client, user, backend)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": time.time()}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    monkeypatch.setattr(Client, "force_login", with_second_factor)


@pytest.fixture(scope="session")
def portal() -> Iterator[RunningPortal]:
    """The whole product with its demonstration data, for browsers: `base_url` and `mailbox`.

    Started once by each pytest worker that asks for it; `tests.scheduling` keeps its tests on one.
    """
    with short_folder() as folder:
        running = start_portal(folder / "data")
        yield running
        running.stop()
