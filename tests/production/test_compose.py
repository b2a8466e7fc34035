"""docker-compose.yml: valid, consistent, and its services work together."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Mailbox

from .installation import ROOT, Installation, compose

PORTAL_SERVICES = ("migrate", "web", "worker", "beat")


def test_it_follows_the_compose_specification() -> None:
    checker = str(Path(sys.executable).parent / "check-jsonschema")
    said = subprocess.run(
        [checker, "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout


def test_secrets_are_declared_and_made(tmp_path: Path) -> None:
    declared = compose()["secrets"]
    used = {
        name for service in compose()["services"].values() for name in service.get("secrets", ())
    }
    assert used == set(declared)
    make = [sys.executable, str(ROOT / "deploy" / "make_secrets.py"), str(tmp_path / "secrets")]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(declared)
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    assert made == {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}


def test_only_the_migration_holds_the_owner_s_password() -> None:
    holders = [
        name
        for name, service in compose()["services"].items()
        if "database_password_owner" in service.get("secrets", ()) and name != "database"
    ]
    assert holders == ["migrate"]


@pytest.mark.parametrize("name", PORTAL_SERVICES)
def test_the_portal_s_services_hold_no_more_than_they_need(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "ports" not in service
    assert not [
        variable
        for variable in service["environment"]
        if "PASSWORD" in variable and not variable.endswith("_FILE")
    ]


def test_only_the_proxy_is_published() -> None:
    published = [name for name, service in compose()["services"].items() if "ports" in service]
    assert published == ["proxy"]


def test_what_lasts_is_on_volumes_and_every_service_is_watched() -> None:
    services: dict[str, Any] = compose()["services"]
    assert {name for name, service in services.items() if "healthcheck" not in service} == {
        "migrate"
    }
    assert set(compose()["volumes"]) == {"database", "broker", "portal", "certificates"}


@pytest.fixture(scope="module")
def installation(mail_receiver: tuple[Mailbox, int]) -> Iterator[Installation]:
    """Database and broker started, migrated, then web, worker and beat."""
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        made = Installation(Path(folder), mail_receiver[1])
        try:
            made.build()
            made.make_secrets()
            made.start_database()
            made.start_broker()
            migrated = made.run("migrate")
            assert migrated.returncode == 0, migrated.stderr[-4000:]
            for service in ("web", "worker", "beat"):
                made.start(service)
            yield made
        finally:
            made.stop()


def test_web_worker_and_beat_come_up(installation: Installation) -> None:
    installation.wait_until(lambda: installation.get("/healthz")[0] == 200, within=60, told="web")
    installation.wait_until(lambda: installation.get("/readyz")[0] == 200, within=60, told="worker")


def test_a_second_migration_changes_nothing(installation: Installation) -> None:
    again = installation.run("migrate")
    assert again.returncode == 0
    assert "No migrations to apply." in again.stdout


def test_plain_http_is_sent_to_https(installation: Installation) -> None:
    installation.wait_until(lambda: installation.get("/healthz")[0] == 200, within=60, told="web")
    status, text = installation.get("/nl/accounts/login/")
    assert status == 200
    assert "__Host-csrf" not in text


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"PORTAL_KEY_ENCRYPTION_KEYS_FILE": ""}, "PORTAL_KEY_ENCRYPTION_KEYS is missing"),
        ({"PORTAL_SECRET_KEY_FILE": "", "PORTAL_SECRET_KEY": "secret"}, "default or too short"),
        ({"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG must not be set"),
    ],
)
def test_the_web_server_refuses(
    installation: Installation, changed: dict[str, str], complaint: str
) -> None:
    refused = installation.run("web", **changed)
    assert refused.returncode != 0
    assert complaint in refused.stdout + refused.stderr
