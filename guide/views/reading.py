"""Reading the guide: contents, a page, a topic of the three countries, the comparison table."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts import codes
from contacts.public import public_contacts
from guide import selectors
from guide.comparison import comparison
from guide.models import Topic
from guide.pages import gone
from guide.permissions import can_read_answers, can_read_drafts
from guide.use.counting import counted
from protection.actor import current_actor
from protection.asking import fragment_of

ADEQUACY = "monitoring:of_guide"  # whether the guide was enough, for who may read figures


@login_not_required
@require_safe
@counted("~index")
def index(request: HttpRequest) -> HttpResponse:
    """What the guide holds, the quickest first."""
    context = {
        "contents": selectors.contents(),
        "can_read_answers": can_read_answers(current_actor()),
        "can_read_drafts": can_read_drafts(current_actor()),
        "adequacy": fragment_of(request, ADEQUACY),
    }
    return render(request, "guide/index.html", context)


@login_not_required
@require_safe
@counted("{slug}")
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page, with the contact data that belong to it."""
    found = selectors.page_text(slug)
    if found is None:
        return _gone(request, slug)
    context = {
        "page": found,
        "can_read_drafts": can_read_drafts(current_actor()),
        "contacts": public_contacts(found.organisations),
        "topic": Topic(found.topic).label if found.topic else "",
        "country": codes.label("country", found.country) if found.country else "",
    }
    return render(request, "guide/page.html", context)


def _gone(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a page has left the guide: the one that took its place, or 410 with a way on."""
    found = gone(slug)
    if found is None:
        raise Http404
    if found.successor:
        # Not for ever: an editor may bring the page back.
        return redirect("guide:page", found.successor)
    return render(request, "guide/gone.html", {"slug": slug}, status=410)


@login_not_required
@require_safe
@counted("~compare-{topic}")
def compare(request: HttpRequest, topic: str) -> HttpResponse:
    """A topic of the three countries beside each other."""
    if topic not in Topic.values:
        raise Http404
    context = {
        "topic": Topic(topic),
        "topics": Topic,
        "beside": selectors.beside(topic),
    }
    return render(request, "guide/compare.html", context)


@login_not_required
@require_safe
@counted("~table")
def table(request: HttpRequest) -> HttpResponse:
    """The comparison table."""
    context = {"table": comparison(timezone.localdate()), "topics": Topic.choices}
    return render(request, "guide/table.html", context)
