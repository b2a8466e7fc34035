"""The editor's list of what to improve."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guide import improving
from guide.permissions import can_read_answers
from guide.views.reading import ADEQUACY
from protection.actor import current_actor
from protection.asking import fragment_of


@require_safe
def improve(request: HttpRequest) -> HttpResponse:
    """Pages ranked by what calls for an editor, and how often each is read. Others get 404."""
    if not can_read_answers(current_actor()):
        raise Http404
    today = timezone.localdate()
    context = {
        "rows": improving.rows(today),
        "lists": improving.lists(improving.views(today)),
        "adequacy": fragment_of(request, ADEQUACY),
    }
    return render(request, "guide/improve.html", context)
