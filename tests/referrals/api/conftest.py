"""Two organisations' programs, and a referral that one files and the other answers."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from accounts.programs import Scope, create_account, create_token
from tests.factories import MembershipFactory, acting

ROOT = "/api/v1/referrals"
PROBLEM = "application/problem+json"


@dataclass
class Program:
    """An organisation's program with its token."""

    person: Membership
    token: str
    client: Client = field(default_factory=Client)

    @property
    def organisation_id(self) -> str:
        return str(self.person.organisation.public_id)

    def get(self, path: str = "", **query: str) -> Any:
        return self.client.get(f"{ROOT}{path}", query, headers=self._headers())

    def post(
        self,
        path: str = "",
        body: Any = None,
        *,
        key: str | None = "new",
        version: Any = "now",
        method: str = "POST",
    ) -> Any:
        """A change on the version as it is now, unless another is named (None: none)."""
        headers = self._headers()
        if key is not None:
            headers["Idempotency-Key"] = str(uuid4()) if key == "new" else key
        if version == "now" and path:
            version = self.get(f"/{path.split('/')[1]}").headers.get("ETag", '"0"')
        if version is not None and path:
            headers["If-Match"] = version
        if isinstance(body, dict) and "file" in body:
            return self.client.post(f"{ROOT}{path}", body, headers=headers)
        said, kind = json.dumps(body or {}), "application/json"
        return self.client.generic(method, f"{ROOT}{path}", said, kind, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": "nl"}


def program_of(person: Membership, *scopes: Scope) -> Program:
    with acting(person):
        account = create_account(
            person.organisation, f"Dossiersysteem {uuid4()}", now=timezone.now()
        )
        token = create_token(account, scopes or tuple(Scope), days=30, now=timezone.now())
    return Program(person, token)


@pytest.fixture
def sender(db: None) -> Program:
    return program_of(MembershipFactory.create())


@pytest.fixture
def recipient(db: None) -> Program:
    return program_of(MembershipFactory.create(belgian=True))


def body(*recipients: Program, **steps: dict[str, Any]) -> dict[str, Any]:
    """A whole referral to these recipients; `steps` replace what they name."""
    ids = [one.organisation_id for one in recipients]
    whole: dict[str, dict[str, Any]] = {
        "request": {"destination_country": "BE", "urgency": "urgent"},
        "person": {"age_group": "18-22", "gender": "F", "languages": ["ro"]},
        "situation": {
            "needs": ["safe_accommodation", "legal"],
            "note": "Afraid of the man in the grey car.",
            "note_language": "en",
        },
        "recipients": {"asked": ids},
        "identity": {"given_names": "Amina Zoë", "family_name": "Geheimhouder"},
        "consent": {
            "legal_basis": "explicit_consent",
            "callback_number": "+31 20 123 45 67",
            "consent_basis": "explicit_consent",
            "given_on": "2026-03-01",
            "organisations": ids,
        },
    }
    return whole | steps


@pytest.fixture
def filed(sender: Program, recipient: Program) -> str:
    """The path of a filed referral."""
    answer = sender.post(body=body(recipient))
    assert answer.status_code == 201, answer.json().get("errors")
    return f"/{answer.json()['id']}"


def request_of(program: Program, path: str) -> str:
    """The path of the only request of a referral."""
    (asked,) = program.get(path).json()["requests"]
    return f"{path}/requests/{asked['id']}"
