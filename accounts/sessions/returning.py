"""Brings kept text back to its page, and deletes it once its form has been posted again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from protection.crypto import Undecryptable

from .codes import KEPT_PAGES
from .keeping import kept_texts, open_kept, remember_kept
from .models import KeptText
from .putting_back import put_back

MAIN = '<main id="main" class="wrap" tabindex="-1">'


class PutBackMiddleware:
    """Stands behind the actor's: what it reads and writes belongs to the request's transaction.

    Without kept text, which the session knows, it asks the database nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "just_kept", False):
            return response
        waiting = request.session.get(KEPT_PAGES) if request.user.is_authenticated else None
        if not waiting:
            return response
        pages, actions = zip(*waiting, strict=True)
        if request.method == "GET" and request.path in pages and _is_page(response):
            _fill(request, response)
        elif request.method == "POST" and request.path in actions and _is_done(response):
            KeptText.objects.filter(user_id=request.user.pk or 0, action=request.path).delete()
            remember_kept(request, request.user.pk or 0)
        return response


def _is_page(response: HttpResponse) -> bool:
    return response.status_code == 200 and "text/html" in response.get("Content-Type", "")


def _is_done(response: HttpResponse) -> bool:
    """Not when the form came back with mistakes, nor when a second factor is asked for first."""
    return response.status_code < 400 and "reauthenticate" not in response.get("Location", "")


def _fill(request: HttpRequest, response: HttpResponse) -> None:
    page = response.content.decode()
    told: list[dict[str, KeptText | bool]] = []
    for kept in kept_texts(request.user.pk or 0):
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
