"""The list of links, for those who work on the guide."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.links import checking
from guide.views.editing import for_readers_of_drafts


@require_safe
@for_readers_of_drafts
def link_list(request: HttpRequest) -> HttpResponse:
    """Addresses that fail or have moved, or all, each with the pages that use it."""
    typed = request.GET.get("after", "")
    everything = request.GET.get("group") == "all"
    after = int(typed) if typed.isdecimal() and len(typed) < 18 else None
    context = {
        "found": checking.links(all_of_them=everything, after=after),
        "everything": everything,
        "checked_here": settings.CHECK_LINKS,
    }
    return render(request, "guide/edit/links.html", context)
