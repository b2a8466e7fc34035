"""A list's filters kept under a name, each for the person who named them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referrals.forms.fields import free_text
from referrals.inbox import Filters
from referrals.models import SavedFilter

from .common import case_worker, for_case_workers
from .lists import LISTS

MOST = 30
NAME_LENGTH = 60


@require_POST
@for_case_workers
def save_filter(request: HttpRequest, list_name: str) -> HttpResponse:
    """Keep what the list is narrowed to; a name that exists gets the new filters."""
    kind = LISTS.get(list_name)
    if kind is None or not kind.groups:
        raise Http404
    actor = case_worker()
    # Read and written anew: nothing but known codes and days is kept.
    filters = Filters.read(QueryDict(request.POST.get("query", "")).dict(), kind.groups)
    name = " ".join(request.POST.get("name", "").split())[:NAME_LENGTH]
    back = redirect(f"{kind.url}?{filters.query()}")
    own = SavedFilter.objects.filter(user_id=actor.user_id, list_name=kind.name)
    try:
        free_text(name)
    except ValidationError:
        name = ""
    if not name:
        messages.warning(request, _("Give the filter a name."))
        return back
    present = own.filter(name=name).first()
    if present is not None:
        present.query = filters.query()
        present.save(update_fields=["query"])
    elif own.count() >= MOST:
        messages.warning(
            request, _("You have %(most)d filters: forget one first.") % {"most": MOST}
        )
        return back
    else:
        SavedFilter(
            user_id=actor.user_id, list_name=kind.name, name=name, query=filters.query()
        ).save(force_insert=True)
    messages.success(request, _("The filter was kept."))
    return back


@require_POST
@for_case_workers
def forget_filter(request: HttpRequest, filter_id: UUID) -> HttpResponse:
    """Delete one's own filter."""
    saved = SavedFilter.objects.filter(pk=filter_id, user_id=case_worker().user_id).first()
    if saved is None:
        raise Http404
    saved.delete()
    messages.success(request, _("The filter was forgotten."))
    return redirect(LISTS[saved.list_name].url)
