"""What these pages share: who may enter, and strangers get 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from protection.actor import Actor, current_actor
from rights.registers import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_those(who: Callable[[Actor], bool]) -> Callable[[View[P]], View[P]]:
    """Only actors of whom `who` is true; everybody else, and what one may not see, gets 404."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = current_actor()
            if actor is None or not who(actor):
                raise Http404
            try:
                return view(request, *args, **kwargs)
            except NotAllowed:
                raise Http404 from None

        return wrapped

    return decorate


def download(data: bytes, name: str, content_type: str) -> HttpResponse:
    """A file that the browser saves and nobody keeps on the way."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
