"""The secret address of a calendar, and what a calendar program gets from it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.step_up import step_up_required
from referrals import calendar_feed

from .common import case_worker, for_case_workers

# Programs ask every quarter of an hour or so; who tries secrets is stopped.
MOST_REQUESTS = 30
WINDOW_SECONDS = 600


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
@step_up_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """Make, replace or revoke the address. A new one is shown once."""
    actor = case_worker()
    address = ""
    if request.method == "POST":
        if "revoke" in request.POST:
            calendar_feed.revoke_feed()
            messages.success(request, _("The calendar address no longer works."))
            return redirect("referrals:calendar")
        token = calendar_feed.make_feed(language=get_language() or "en", now=timezone.now())
        address = settings.PORTAL_BASE_URL + reverse("calendar_feed", args=[token])
    context = {"feed": calendar_feed.own_feed(actor), "address": address}
    response = render(request, "referrals/team/calendar.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines, for a program that knows the secret; 404 for any other, 429 for too many."""
    if _too_many(request):
        return HttpResponse(status=429, headers={"Retry-After": str(WINDOW_SECONDS)})
    content = calendar_feed.calendar_of(token, now=timezone.now())
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _too_many(request: HttpRequest) -> bool:
    """Counted by network address, so that trying many secrets is counted too."""
    key = f"calendar-feed:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return bool(cache.incr(key) > MOST_REQUESTS)
    except ValueError:  # it expired between the two
        return False
