"""The brochure: its page, and the files that everybody may take without signing in."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from guide.brochure import editions
from guide.brochure.models import LANGUAGES
from guide.permissions import can_read_answers, can_record_copies
from guide.use import buffer
from guide.use.counting import count_download, counted
from guide.use.forms import ReaderForm
from protection.actor import current_actor

# Whoever keeps a copy asks each time whether there is a newer one.
CACHING = "public, max-age=0, must-revalidate"


@login_not_required
@require_safe
@counted("~brochure")
def brochure(request: HttpRequest) -> HttpResponse:
    """The current edition of each language, and the older ones."""
    actor = current_actor()
    shelf = editions.shelf()
    context = {
        "shelf": shelf,
        "form": ReaderForm(),
        "can_record": can_record_copies(actor),
        "failed": editions.failed_at() if can_read_answers(actor) else None,
    }
    return render(request, "guide/brochure.html", context)


def _etag(request: HttpRequest, language: str, number: int | None = None) -> str | None:
    found = editions.find(language, number)
    return f'"{found.sha256}"' if found else None


def _made_at(request: HttpRequest, language: str, number: int | None = None) -> datetime | None:
    found = editions.find(language, number)
    return found.made_at if found else None


@login_not_required
@require_safe
@condition(etag_func=_etag, last_modified_func=_made_at)
def brochure_file(request: HttpRequest, language: str, number: int | None = None) -> HttpResponse:
    """The PDF of a language: the current edition, or the one of a number. 304 for who has it.

    A download is counted, with the country and the kind of body if its reader said so (`reader`).
    """
    if language not in LANGUAGES:
        raise Http404
    found = editions.find(language, number)
    if found is None:
        raise Http404
    if buffer.is_read(request):
        count_download(language, *ReaderForm(request.GET).said())
    response = HttpResponse(editions.content_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{editions.file_name(found)}"'
    response["Content-Language"] = language
    response["Cache-Control"] = CACHING
    return response
