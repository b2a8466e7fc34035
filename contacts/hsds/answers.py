"""What every answer under /hsds/v3/ has, a refusal too: language, ETag, open to all origins."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from contacts.hsds import limits
from contacts.hsds.asking import NDJSON, Asked, Refused, read
from contacts.hsds.kept import is_quiet, kept, room_stand, stand
from contacts.hsds.words import LANGUAGES, Words, negotiated
from contacts.problems import PROBLEM, problem

JSON_TYPE = "application/json"
NDJSON_TYPE = "application/x-ndjson"
# Reading only; programs of other sites may, because all of this is public and no cookie counts.
METHODS = "GET, HEAD, OPTIONS"
METHODS_OF_A_LIST = "GET, HEAD, OPTIONS, POST"
_READABLE = "Content-Language, ETag, Last-Modified, Link, Retry-After"
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Missing(Exception):
    """404: there is no such row that strangers may see."""


@dataclass(frozen=True)
class Answer:
    """What a reader gives: an object, or rows that go one a line."""

    body: Any = None
    lines: Iterable[Any] | None = None
    modified: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)


Reader = Callable[..., Answer]


def endpoint(
    names: Iterable[str] = (), *, posted: bool = False
) -> Callable[[Reader], Callable[..., HttpResponseBase]]:
    """Make a view of `reader(asked, words, **ids)`; `names` are what may be asked of it.

    `posted`: the standard lets a list be asked by POST as well.
    """
    accepted, methods = frozenset(names), METHODS_OF_A_LIST if posted else METHODS

    def decorate(reader: Reader) -> Callable[..., HttpResponseBase]:
        @csrf_exempt  # nothing is written, and no session counts
        @login_not_required
        @wraps(reader)
        def view(request: HttpRequest, **ids: Any) -> HttpResponseBase:
            language = negotiated(request)
            with translation.override(language):
                if request.method == "OPTIONS":
                    response: HttpResponseBase = _preflight(methods)
                elif request.method not in methods.split(", "):
                    response = _problem(request, HTTPStatus.METHOD_NOT_ALLOWED)
                    response["Allow"] = methods
                else:
                    response = _answer(request, reader, accepted, language, ids)
            return _open_to_all(response)

        return view

    return decorate


@endpoint()
def unknown(asked: Asked, words: Words) -> Answer:
    """404 for an address below /hsds/v3/ that does not exist."""
    raise Missing


def _answer(
    request: HttpRequest,
    reader: Reader,
    names: frozenset[str],
    language: str,
    ids: dict[str, Any],
) -> HttpResponseBase:
    try:
        asked = read(request, names)
    except Refused as refused:
        return _problem(request, HTTPStatus.BAD_REQUEST, errors=refused.errors)
    weight = limits.OF_A_WHOLE_LIST if asked.everything else 1
    if seconds := limits.seconds_to_wait(request, counts_for=weight):
        response = _problem(
            request,
            HTTPStatus.TOO_MANY_REQUESTS,
            detail=_("Too much was asked from this address. Go on in %(seconds)s seconds.")
            % {"seconds": seconds},
        )
        response["Retry-After"] = str(seconds)
        return response
    try:
        made = _made(reader, asked, language, ids)
    except Missing:
        return _problem(
            request, HTTPStatus.NOT_FOUND, detail=_("There is nothing at this address.")
        )
    response = HttpResponse(made.body, content_type=made.content_type, headers=made.headers)
    conditional = get_conditional_response(request, etag=made.headers["ETag"], response=response)
    if conditional is not None and conditional is not response:
        conditional["Content-Language"] = made.headers["Content-Language"]
        return conditional
    return response


@dataclass(frozen=True)
class _Made:
    """An answer as it is sent."""

    body: bytes
    content_type: str
    headers: dict[str, str]


def _made(reader: Reader, asked: Asked, language: str, ids: dict[str, Any]) -> _Made:
    """The answer to a question; from memory while the directory has not changed."""
    # Room stands in whole objects alone.
    rooms = room_stand(timezone.now()) if ids or asked.full or asked.full_service else None
    question = (reader.__name__, asked.shape, tuple(ids.values()), language, rooms)
    found: _Made | None = kept.get(question, stand())
    if found is None:
        quiet, at = is_quiet(), stand()
        words = Words(language)
        found = _make(reader(asked, words, **ids), words, asked)
        if quiet:
            kept.put(question, at, found, len(found.body))
    return found


def _make(answer: Answer, words: Words, asked: Asked) -> _Made:
    if answer.lines is not None:
        text = "".join(f"{_ENCODE(line)}\n" for line in answer.lines)
    else:
        text = _ENCODE(answer.body)
    body = text.encode()
    headers = {
        "ETag": f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"',
        # May be kept, but is asked for again: what is withdrawn is gone at once.
        "Cache-Control": "public, no-cache",
        "Content-Language": words.content_language,
        **answer.headers,
    }
    if answer.modified:
        headers["Last-Modified"] = http_date(answer.modified.timestamp())
    return _Made(body, NDJSON_TYPE if asked.format == NDJSON else JSON_TYPE, headers)


def _preflight(methods: str) -> HttpResponse:
    return HttpResponse(
        status=HTTPStatus.NO_CONTENT,
        headers={
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
            "Access-Control-Max-Age": "86400",
            "Allow": methods,
        },
    )


def _problem(
    request: HttpRequest,
    status: HTTPStatus,
    *,
    detail: str = "",
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    told = problem(status, request.path)
    if errors:
        told["detail"] = _("The question or the body holds values that are not accepted.")
        told["errors"] = [
            {"field": name, "detail": text, "code": "invalid"} for name, text in errors.items()
        ]
    elif detail:
        told["detail"] = detail
    # There are no German texts beside those of the directory.
    language = translation.get_language() or LANGUAGES[0]
    return HttpResponse(
        _ENCODE(told),
        status=status,
        content_type=PROBLEM,
        headers={"Content-Language": "en" if language == "de" else language},
    )


def _open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = _READABLE
    patch_vary_headers(response, ["Accept-Language"])
    return response
