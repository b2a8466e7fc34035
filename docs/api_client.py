"""An example client: files a referral for one organisation and answers it for another.

    python docs/api_client.py http://localhost:8000 SENDER_TOKEN RECIPIENT_TOKEN RECIPIENT_ID

RECIPIENT_ID is the `id` of the recipient in the directory (`/api/v1/contacts`); it is in another
country than the sender, here Belgium. Nobody in the referral exists.
"""

import base64
import hashlib
import hmac
import json
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from typing import Any

OLDEST_SECONDS = 5 * 60


class Refused(Exception):
    """The portal said no; `problem` says why (RFC 9457)."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(f"{problem['status']} {problem.get('detail', problem['title'])}")
        self.problem = problem


class Portal:
    """The interface of the portal, as one organisation's program uses it."""

    def __init__(self, address: str, token: str) -> None:
        self.root = f"{address}/api/v1"
        self.token = token

    def read(self, path: str) -> tuple[Any, str]:
        """What is at an address, and its ETag."""
        return self._ask("GET", path)

    def change(self, path: str, body: Any, *, version: str = "", key: str = "") -> Any:
        """Make a change. Keep the key and send it again when no answer came: it acts once."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        if version:
            headers["If-Match"] = version
        answer, _version = self._ask("POST", path, body, headers)
        return answer

    def _ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[Any, str]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.root}{path}", data, method=method)  # noqa: S310
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Accept-Language", "nl")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return json.load(answer), answer.headers.get("ETag", "")
        except urllib.error.HTTPError as error:
            raise Refused(json.load(error)) from None


def verified(secret: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """The event that a webhook was sent. `headers` in small letters, `body` as it arrived.

    Raises ValueError for what the portal did not sign, or signed too long ago. An event may come
    twice: remember its `id`.
    """
    moment = headers.get("webhook-timestamp", "")
    said = f"{headers.get('webhook-id', '')}.{moment}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = b"v1," + base64.b64encode(hmac.digest(key, said, hashlib.sha256))
    signatures = headers.get("webhook-signature", "").encode().split(b" ")
    if not any(hmac.compare_digest(wanted, signature) for signature in signatures):
        raise ValueError("Not signed by the portal")
    if abs(time.time() - int(moment)) > OLDEST_SECONDS:
        raise ValueError("Signed too long ago")
    event: dict[str, Any] = json.loads(body)
    return event


def referral_to(recipient_id: str) -> dict[str, Any]:
    """A small referral: one object for each step of the form."""
    return {
        "request": {"destination_country": "BE", "urgency": "urgent"},
        "person": {"age_group": "18-22", "gender": "F", "languages": ["ro"]},
        "situation": {"needs": ["safe_accommodation", "legal"]},
        "recipients": {"asked": [recipient_id]},
        "consent": {"legal_basis": "anonymous", "callback_number": "+31 20 123 45 67"},
    }


def main(address: str, sender_token: str, recipient_token: str, recipient_id: str) -> str:
    """File, find it in the other organisation's list, say yes; the state it is in then."""
    sender, recipient = Portal(address, sender_token), Portal(address, recipient_token)
    filed = sender.change("/referrals", referral_to(recipient_id))
    sys.stdout.write(f"Filed {filed['reference']}\n")
    received, _version = recipient.read("/referrals?side=received&state=asked")
    (line,) = [line for line in received["results"] if line["id"] == filed["id"]]
    _referral, version = recipient.read(f"/referrals/{line['id']}")
    answer = f"/referrals/{line['id']}/requests/{line['request']}/answer"
    answered = recipient.change(answer, {"answer": "can_help"}, version=version)
    sys.stdout.write(f"Answered: {answered['state']['label']}\n")
    return str(answered["state"]["code"])


if __name__ == "__main__":
    main(*sys.argv[1:5])
