"""Brings kept text back to its page, and deletes it once its form has been posted again."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from protection.crypto import Undecryptable

from .codes import KEPT_PAGES
from .keeping import open_kept, remember_kept
from .models import KeptText
from .putting_back import put_back

# As typing.js sees it: a form with a text area, or one that says so.
TYPED_ON = re.compile(rb"<textarea|<form[^>]* data-draft")
MAIN = '<main id="main" class="wrap" tabindex="-1">'


class PutBackMiddleware:
    """Stands behind the actor's: what it reads and writes belongs to the request's transaction.

    Where text is kept the session knows. A page on which text is typed asks the database besides:
    the text may have been kept in another browser. Any other page asks it nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "just_kept", False):
            return response
        if not request.user.is_authenticated:
            return response
        waiting = request.session.get(KEPT_PAGES, [])
        if request.method == "GET" and _is_page(response):
            if TYPED_ON.search(response.content) or request.path in {page for page, _to in waiting}:
                _fill(request, response)
        elif request.path in {action for _page, action in waiting} and _is_done(request, response):
            KeptText.objects.filter(user_id=request.user.pk or 0, action=request.path).delete()
            remember_kept(request, request.user.pk or 0)
        return response


def _is_page(response: HttpResponse) -> bool:
    if response.streaming:
        return False
    return response.status_code == 200 and "text/html" in response.get("Content-Type", "")


def _is_done(request: HttpRequest, response: HttpResponse) -> bool:
    """Not when the form came back with mistakes, when a second factor is asked for first, or when
    a script had it saved while its reader types, which sees to that itself."""
    by_form = request.method == "POST" and not _is_json(response)
    refused = response.status_code >= 400 or "reauthenticate" in response.get("Location", "")
    return by_form and not refused


def _is_json(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("application/json")


def _fill(request: HttpRequest, response: HttpResponse) -> None:
    page = response.content.decode()
    told: list[dict[str, KeptText | bool]] = []
    for kept in remember_kept(request, request.user.pk or 0):
        if kept.page != request.path:
            continue
        try:
            filled = put_back(page, request.path, kept.action, open_kept(kept))
        except Undecryptable:
            kept.delete()
            told.append({"lost": True})
            continue
        if filled is not None:
            page = filled
            told.append({"kept": kept})
    if told:
        banner = render_to_string("account/sessions/put_back.html", {"told": told}, request)
        response.content = page.replace(MAIN, MAIN + banner, 1)
