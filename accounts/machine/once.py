"""`Idempotency-Key`: a call that is sent again, after a timeout or a double click, acts once.

A refused call did nothing and is not remembered: the same key may be sent again with the mended
body. What was done is answered in the same words for a day, also to two calls at the same moment,
as the second one waits at the unique index until the first has ended.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from protection.actor import require_actor, system_transaction
from protection.blind_index import blind_index
from protection.pocket import open_text, seal_text

from .models import AnsweredCall

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 100
KEPT = timedelta(hours=24)
KEPT_HEADERS = ("ETag", "Location")
Handler = Callable[..., Response]


class KeyMissing(APIException):
    """400: an unsafe call without a usable key."""

    status_code = 400
    default_code = "idempotency_key_missing"


class KeyReused(APIException):
    """422: the key was used for another call."""

    status_code = 422
    default_code = "idempotency_key_reused"


def once(handler: Handler) -> Handler:
    """Act on a call once for each key. Raises KeyMissing or KeyReused."""

    @wraps(handler)
    def wrapped(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        call, is_new = _call_of(request)
        if not is_new:
            return _answer_of(call)
        response = handler(view, request, *args, **kwargs)
        _keep(call, response)
        return response

    return wrapped


def forget_answered_calls() -> None:
    """Delete what is older than a day."""
    with system_transaction():
        AnsweredCall.objects.using("system").filter(expires_at__lt=timezone.now()).delete()


def _call_of(request: Request) -> tuple[AnsweredCall, bool]:
    """The call under this key, and whether this request is the first to make it."""
    key = request.headers.get(HEADER, "")
    if not (key.isascii() and key.isprintable() and 0 < len(key) <= LONGEST):
        raise KeyMissing(
            _("Send the header Idempotency-Key: a text of your own, at most 100 characters, new "
              "for each change and the same when you send it again.")
        )  # fmt: skip
    actor, fingerprint = require_actor(), _fingerprint(request)
    fresh = AnsweredCall(
        id=uuid4(),
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        key=key,
        fingerprint=fingerprint,
        expires_at=timezone.now() + KEPT,
    )
    # Waits for a call that is under way under the same key; takes its place if that one failed.
    AnsweredCall.objects.bulk_create([fresh], ignore_conflicts=True)
    call = AnsweredCall.objects.get(
        user_id=actor.user_id, organisation_id=actor.organisation_id, key=key
    )
    if bytes(call.fingerprint) != fingerprint:
        raise KeyReused(_("This Idempotency-Key was used for another call. Choose a new one."))
    return call, call.pk == fresh.pk


def _fingerprint(request: Request) -> bytes:
    """A keyed digest: what was sent cannot be guessed from it."""
    files = [
        (name, file.name, hashlib.sha256(file.read()).hexdigest())
        for name, file in sorted(request.FILES.items())
    ]
    for file in request.FILES.values():
        file.seek(0)
    fields = request.data
    if hasattr(fields, "lists"):  # a form with files
        fields = {name: values for name, values in fields.lists() if name not in request.FILES}
    said = json.dumps([fields, files], sort_keys=True)
    body = hashlib.sha256(said.encode()).hexdigest()
    return blind_index("answered_call", request.method or "", request.path.rstrip("/"), body)


def _place(call: AnsweredCall) -> dict[str, str]:
    return {"table": AnsweredCall._meta.db_table, "row": str(call.pk), "field": "answer"}


def _keep(call: AnsweredCall, response: Response) -> None:
    if response.status_code >= 400:  # rolled back with the request
        return
    kept = {
        "body": json.loads(JSONRenderer().render(response.data)),
        "headers": {name: response[name] for name in KEPT_HEADERS if name in response},
    }
    call.status = response.status_code
    call.answer = seal_text(json.dumps(kept), **_place(call))
    call.save(update_fields=["status", "answer"])


def _answer_of(call: AnsweredCall) -> Response:
    kept = json.loads(open_text(bytes(call.answer or b""), **_place(call)))
    return Response(kept["body"], status=call.status, headers={**kept["headers"], REPLAYED: "true"})
