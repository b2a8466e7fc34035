"""Production reads its configuration and refuses to start with each mistake, in one line."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from benelux_thb.settings.environment import Environment

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = base64.b64encode(bytes(range(32))).decode()
COMPLETE = {
    "PORTAL_SECRET_KEY": "u7Jq2sXw9zLk4Vb1Nn6Tt3Rr8Yy5Pp0Aa-Ss_DdFfGgHhJjKkLlQqWw",
    "PORTAL_KEY_ENCRYPTION_KEYS": f'{{"1": "{KEY}"}}',
    "PORTAL_AUDIT_SEAL_KEY": KEY,
    "PORTAL_BLIND_INDEX_KEY": KEY,
    "PORTAL_RECEIPT_SIGNING_KEYS": f'{{"1": "{KEY}"}}',
    "PORTAL_AUDIT_WITNESS_PATH": "/var/lib/portal/audit-witness.log",
    "PORTAL_BASE_URL": "https://portal.test",
    "PORTAL_DATABASE_HOST": "database",
    "PORTAL_DATABASE_PASSWORD_DEFAULT": "one",
    "PORTAL_DATABASE_PASSWORD_SYSTEM": "two",
    "PORTAL_DATABASE_PASSWORD_STATISTICS": "three",
    "PORTAL_BROKER_URL": "redis://:four@broker:6379/0",
    "PORTAL_EMAIL_HOST": "mail",
    "PORTAL_EMAIL_FROM": "portal@portal.test",
    "PORTAL_ALARM_EMAIL": "operator@portal.test",
}


SHOW = (
    "from django.conf import settings as s;"
    "print(s.DATABASES['default']['USER'], s.DATABASES['owner']['PASSWORD'] or 'no-owner',"
    " s.SESSION_COOKIE_NAME, s.DEVICE_COOKIE_NAME, s.DEBUG, s.DEMONSTRATION,"
    " s.EMAIL_USE_TLS, s.ALLOWED_HOSTS)"
)


def start(variables: dict[str, str], program: str = SHOW) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "benelux_thb.settings.production",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_starts_with_a_complete_configuration_and_no_owner_password() -> None:
    said = start(COMPLETE)
    assert said.stdout.strip() == (
        "portal_app no-owner __Host-session __Host-device False False True"
        " ['portal.test', 'localhost']"
    ), said.stderr


def test_a_failed_request_is_never_mailed() -> None:
    program = (
        "import django, logging; django.setup(); of = logging.getLogger;"
        "print([h for name in (None, 'django', 'django.request') for h in of(name).handlers])"
    )
    said = start(COMPLETE, program)
    assert said.stdout.strip() == "[<StreamHandler <stderr> (NOTSET)>]", said.stderr


def test_secrets_come_from_files(tmp_path: Path) -> None:
    variables = dict(COMPLETE)
    for name in ("PORTAL_SECRET_KEY", "PORTAL_AUDIT_SEAL_KEY", "PORTAL_KEY_ENCRYPTION_KEYS"):
        (tmp_path / name).write_text(variables.pop(name) + "\n")
        variables[f"{name}_FILE"] = str(tmp_path / name)
    assert start(variables).returncode == 0


def test_every_mistake_is_one_line_and_all_are_shown_at_once() -> None:
    said = start({"PORTAL_DEBUG": "1", "PORTAL_EMAIL_PORT": "smtp"})
    lines = [line for line in said.stderr.splitlines() if line.startswith("- ")]
    assert said.returncode != 0
    for name in (*COMPLETE, "PORTAL_DEBUG", "PORTAL_EMAIL_PORT"):
        assert sum(line.startswith(f"- {name} ") for line in lines) == 1, name


PROVIDER = (
    '[{"id": "a", "name": "A", "organisation": "a", "server_url": "https://a.test",'
    ' "client_id": "portal", "secret": "s", "mfa_amr": ["mfa"]}]'
)


def test_a_provider_for_single_sign_on_is_taken_as_it_stands() -> None:
    said = start({**COMPLETE, "PORTAL_OIDC_PROVIDERS": PROVIDER})
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("PORTAL_SECRET_KEY", "short", "default or too short"),
        ("PORTAL_SECRET_KEY", "django-insecure-" + "aB3$eF6hIj9" * 6, "default or too short"),
        ("PORTAL_SECRET_KEY", "a" * 64, "default or too short"),
        ("PORTAL_KEY_ENCRYPTION_KEYS", "", "is missing"),
        ("PORTAL_KEY_ENCRYPTION_KEYS", "[]", "must look like"),
        ("PORTAL_KEY_ENCRYPTION_KEYS", "{}", "must look like"),
        ("PORTAL_KEY_ENCRYPTION_KEYS", '{"one": "x"}', "must look like"),
        ("PORTAL_KEY_ENCRYPTION_KEYS", '{"1": "c2hvcnQ="}', "base64 of 32 random bytes"),
        ("PORTAL_AUDIT_SEAL_KEY", "", "is missing"),
        ("PORTAL_AUDIT_SEAL_KEY", "A" * 43 + "=", "base64 of 32 random bytes"),
        ("PORTAL_BLIND_INDEX_KEY", "", "is missing"),
        ("PORTAL_RECEIPT_SIGNING_KEYS", "", "is missing"),
        ("PORTAL_BASE_URL", "http://portal.test", "must look like https"),
        ("PORTAL_BASE_URL", "https://portal.test/path", "must look like https"),
        ("PORTAL_EMAIL_ENCRYPTION", "ssl", "must be one of"),
        ("PORTAL_OIDC_PROVIDERS", "{}", "must be a JSON list"),
        ("PORTAL_OIDC_PROVIDERS", '[{"id": "a"}]', "each provider has client_id, id, name"),
        ("PORTAL_OIDC_PROVIDERS", PROVIDER.replace("https", "http"), "must begin with https"),
        ("PORTAL_OIDC_PROVIDERS", f"[{PROVIDER[1:-1]}, {PROVIDER[1:-1]}]", "the same id"),
        ("DEBUG", "true", "must not be set"),
    ],
)
def test_refuses(name: str, value: str, complaint: str) -> None:
    said = start({**COMPLETE, name: value})
    lines = [line for line in said.stderr.splitlines() if line.startswith("- ")]
    assert said.returncode != 0
    assert len(lines) == 1
    assert name in lines[0]
    assert complaint in lines[0]


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    path = tmp_path / "latin"
    path.write_bytes(b"\xff\xfe")
    return path


def test_a_secret_file_that_cannot_be_read_is_named(unreadable: Path) -> None:
    environment = Environment({"A_FILE": str(unreadable), "B_FILE": str(unreadable / "none")})
    environment.text("A")
    environment.text("B")
    with pytest.raises(ImproperlyConfigured, match=r"A_FILE: cannot read .* \(not UTF-8 text\)"):
        environment.refuse_if_wrong()
    assert environment.mistakes[1].startswith("B_FILE: cannot read ")
