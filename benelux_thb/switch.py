"""The language switch on a page with a form: what was typed comes along, and nothing is saved.

The script (assets/js/language.js) posts the form to the page's own address in the other language,
with SWITCH holding where the form would have been posted to. The page is then drawn as if it had
been asked for, and its form filled with what was typed. Without a script the switch is a plain
link, and the browser's way back leads to what was typed.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language

from accounts.sessions.putting_back import Fields, put_back

from .context import in_language

SWITCH = "switch-language"


class LanguageSwitchMiddleware:
    """Stands behind the check of the form's token and before whatever reads the method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        typed: tuple[str, Fields] | None = getattr(request, "typed_before_switch", None)
        if typed and response.status_code == 200 and "html" in response.get("Content-Type", ""):
            filled = put_back(response.content.decode(), request.path, *typed)
            if filled is not None:
                response.content = filled.encode()
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Django calls this in the middleware's order, before the view."""
        if request.method != "POST" or SWITCH not in request.POST:
            return
        action = in_language(request.POST[SWITCH], get_language() or "en")
        request.typed_before_switch = (  # type: ignore[attr-defined]
            action,
            {name: [str(value) for value in values] for name, values in request.POST.lists()},
        )
        request.method = request.META["REQUEST_METHOD"] = "GET"
        request.POST = QueryDict()
