"""What an app above shows of itself on a page, asked for by the name of its address.

The page may not import that app; and its view decides, as for everybody, whether this reader sees
anything at all.
"""

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.safestring import SafeString, mark_safe


def answer_of(request: HttpRequest, name: str) -> bytes:
    """What the view of that name answers this reader; b"" where it is not there or says no."""
    try:
        found = resolve(reverse(name))
        response = found.func(request, *found.args, **found.kwargs)
    except (NoReverseMatch, Http404):
        return b""
    # A view takes GET alone: a page that answers what was posted shows no figures.
    return bytes(response.content) if response.status_code == 200 else b""


def fragment_of(request: HttpRequest, name: str) -> SafeString:
    """The same as a piece of a page; "" where there is nothing."""
    return mark_safe(answer_of(request, name).decode())  # noqa: S308 - a template's own answer
