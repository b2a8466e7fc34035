"""Copies of the brochure that were handed out, and how far it has spread."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guide.permissions import can_read_spread, can_record_copies
from guide.use import spread
from guide.use.forms import ELSEWHERE, FIRST_DAY, CopiesForm, countries
from protection.actor import Actor, current_actor


def _recorder() -> Actor:
    actor = current_actor()
    if actor is None or not can_record_copies(actor):
        raise Http404
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
def copies(request: HttpRequest) -> HttpResponse:
    """Record copies (POST), the list, and for the secretariat the totals. Others get 404."""
    actor, today = _recorder(), timezone.localdate()
    if request.method == "POST":
        form = CopiesForm(request.POST, today=today)
        if form.is_valid():
            spread.record_copies(actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The copies have been recorded. Thank you."))
            return redirect("guide:copies")
    else:
        form = CopiesForm(today=today, initial={"day": today, "country": actor.country})
    context: dict[str, Any] = {
        "form": form,
        "listed": spread.listed(actor, _number(request.GET.get("before", ""))),
        "totals": None,
    }
    if can_read_spread(actor):
        names = dict(countries()) | {
            ELSEWHERE: _("Another country"),
            "": _("Several countries, or not said"),
        }
        year = _number(request.GET.get("year", ""))
        known = year is not None and FIRST_DAY.year <= year <= today.year
        context["totals"] = spread.totals(
            year if year is not None and known else today.year, today, names
        )
    return render(request, "guide/copies.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, copies_id: int) -> HttpResponse:
    """Take back a line; 404 where the reader has none such."""
    if not spread.remove_copies(_recorder(), copies_id):
        raise Http404
    messages.success(request, _("The line has been removed."))
    return redirect("guide:copies")


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 18 else None
