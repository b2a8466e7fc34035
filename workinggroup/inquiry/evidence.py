"""The figures on reasons of decline and bottlenecks, from the app above, by the name of its page.

Nothing of it is imported, and nothing is computed here: what was released stands there as it was
released. While there is no such page or no release, a plain sentence says so.
"""

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.safestring import SafeString, mark_safe

FRAGMENT = "reports:evidence"


def released_evidence(request: HttpRequest) -> SafeString | None:
    """The fragment as its own view answers this reader, or None where it has nothing to show."""
    try:
        found = resolve(reverse(FRAGMENT))
        response = found.func(request, *found.args, **found.kwargs)
    except (NoReverseMatch, Http404):
        return None
    if response.status_code != 200 or not response.content.strip():
        return None
    return mark_safe(response.content.decode())  # noqa: S308 - drawn by the portal's own view
