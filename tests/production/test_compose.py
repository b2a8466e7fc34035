"""docker-compose.yml: valid, consistent, and its services work together."""

import base64
import hashlib
import re
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


def test_a_request_that_arrives_byte_by_byte_waits_in_the_proxy() -> None:
    """A web copy has few threads; each would wait for the rest of a body (tried: four hold it)."""
    proxy = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    largest = re.search(r"max_size (\w+)", proxy)
    held_back = re.search(r"request_buffers (\w+)", proxy)
    assert largest is not None
    assert held_back is not None
    assert largest[1] == held_back[1]
    assert re.search(r"read_header \d+s\s+read_body \d+s", proxy)


def test_a_page_of_the_proxy_stands_in_while_no_web_copy_answers() -> None:
    """In the three languages, with 112, and with no style but the one its policy names."""
    proxy = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    page = (ROOT / "deploy" / "maintenance" / "index.html").read_text(encoding="utf-8")
    assert "./deploy/maintenance:/srv/maintenance:ro" in compose()["services"]["proxy"]["volumes"]
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in proxy
    assert re.findall(r'lang="(\w+)"', page) == ["nl", "fr", "en"]
    assert page.count('href="tel:112"') == 3
    assert not re.search(r"src=|<script|<link", page)


def test_a_client_s_own_word_on_its_address_does_not_pass_the_proxy() -> None:
    proxy = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    assert "header_up X-Forwarded-For {remote_host}" in proxy
    assert "trusted_proxies" not in proxy


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
            made.wait_until(lambda: made.answers("/healthz"), within=120, told="web")
            made.wait_until(lambda: made.answers("/readyz"), within=120, told="worker")
            yield made
        finally:
            made.stop()


def test_web_worker_and_beat_come_up(installation: Installation) -> None:
    assert installation.answers("/healthz")
    assert installation.answers("/readyz")


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_health_checks_see_that_all_is_well(installation: Installation, service: str) -> None:
    checked = installation.run(service, *installation.health_check(service))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_second_migration_changes_nothing(installation: Installation) -> None:
    again = installation.run("migrate")
    assert again.returncode == 0
    assert "No migrations to apply." in again.stdout


def test_pages_and_static_files_are_served(installation: Installation) -> None:
    visitor = installation.visitor()
    page = visitor.get("/nl/accounts/login/")
    assert page.status == 200
    assert set(visitor.cookies) == {"__Host-csrf"}
    (stylesheet,) = re.findall(r'href="(/static/css/portal\.\w+\.css)"', page.text)
    assert visitor.get(stylesheet).status == 200
    assert visitor.get("/nl/gallery/").status == 404


SOMEBODY = """
import sys
from accounts.models import Membership, User
from allauth.mfa.totp.internal.auth import TOTP
from contacts.models import Organisation
login, password, secret, organisation, role = sys.stdin.read().split()
user = User.objects.create_user(login, password, language="nl")
TOTP.activate(user, secret)
Membership.objects.create(
    user=user, organisation=Organisation.objects.get(slug=organisation), role=role
)
"""
REMOVE_INVENTED = """
SET session_replication_role = replica;
DELETE FROM accounts_user WHERE email LIKE '%.example'
"""
PASSWORD, SECRET = "a-long-password-of-the-test", "JBSWY3DPEHPK3PXP"


def join(installation: Installation, login: str, organisation: str, role: str) -> None:
    """An account with a second factor, made as an operator would."""
    made = installation.run(
        *("web", "python", "manage.py", "shell", "-c", SOMEBODY),
        typed=f"{login} {PASSWORD} {SECRET} {organisation} {role}",
    )
    assert made.returncode == 0, made.stderr


def test_a_referral_is_filed_and_the_mail_arrives(
    installation: Installation, mail_receiver: tuple[Mailbox, int]
) -> None:
    join(installation, "sender@portal.test", "payoke", "caseworker")
    join(installation, "recipient@portal.test", "comensha", "contact_point")
    sender = installation.visitor()
    sender.sign_in("sender@portal.test", PASSWORD, SECRET)
    page = sender.get("/nl/referrals/new/")
    for fields in (
        {"destination_country": "NL", "urgency": "urgent"},
        {"age_group": "23-29", "gender": "F", "languages": ["ro"]},
        {"needs": ["safe_accommodation"]},
        {},  # exploitation and safety: all of it may wait
        {"contact_point": "on", "asking_order": "parallel"},
        {"given_names": "Ana", "family_name": "Zachtemaker"},
        {"legal_basis": "explicit_consent", "callback_number": "+3232011690"},
    ):
        before = page.path
        page = sender.fill_in(page, **fields)
        assert page.path != before, page.text[-4000:]
    assert page.path.endswith("/check/")
    assert "Zachtemaker" in page.text
    page = sender.fill_in(page)
    assert page.path.endswith("/confirmation/"), page.text[-4000:]

    mailbox, _port = mail_receiver

    def told() -> list[str]:
        mails = [str(mail) for mail in mailbox.to("recipient@portal.test")]
        return [mail for mail in mails if "https://portal.test/nl/referrals/" in mail]

    installation.wait_until(lambda: bool(told()), within=60, told="worker")
    assert "Zachtemaker" not in told()[0]

    recipient = installation.visitor()
    assert recipient.get("/nl/referrals/").path.startswith("/nl/accounts/login/")
    recipient.sign_in("recipient@portal.test", PASSWORD, SECRET)
    assert "/identity/" not in recipient.get("/nl/referrals/").text


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


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_a_demonstration_account_stops_the_start(installation: Installation, service: str) -> None:
    join(installation, f"{service}@payoke.example", "payoke", "caseworker")
    try:
        refused = installation.run(service)
    finally:
        installation.psql("portal", "-c", REMOVE_INVENTED)
    assert refused.returncode != 0
    assert "1 demonstration account(s)" in refused.stdout + refused.stderr
