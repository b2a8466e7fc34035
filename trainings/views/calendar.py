"""The calendar: a month, one training as a file, and the secret address of a feed."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.step_up import step_up_required
from protection.pace import within_pace
from trainings.calendars import feeds, month
from trainings.calendars.entries import entries_of, with_half_days
from trainings.calendars.ical import CANCEL, PUBLISH, calendar_of
from trainings.forms.calendar import FeedForm, MonthFilter
from trainings.life import State
from trainings.models import FeedScope, Training
from trainings.views.common import for_readers, found_training, reader

# Programs ask every quarter of an hour or so; who tries secrets is stopped.
MOST_REQUESTS = 30
WINDOW_SECONDS = 600


@require_safe
@for_readers
def month_page(request: HttpRequest) -> HttpResponse:
    """One month, week by week."""
    today = timezone.localdate()
    shown = month.month_of(request.GET.get("month", ""), today)
    form = MonthFilter(request.GET, label_suffix="")
    asked = form.asked()
    weeks = month.weeks_of(
        reader(),
        shown,
        topic=asked["topic"],
        language=asked["language"],
        own=bool(asked["own"]),
    )
    context = {
        "month": shown,
        "today": today,
        "weeks": weeks,
        "form": form,
        "before": _address(month.beside(shown, -1), asked),
        "after": _address(month.beside(shown, 1), asked),
        "this_month": _address(today, asked),
        "some": any(day.items for week in weeks for day in week if day.inside),
    }
    return render(request, "trainings/calendar/month.html", context)


def _address(day: date, asked: dict[str, str]) -> str:
    chosen = {name: asked[name] for name in ("topic", "language", "own") if asked[name]}
    return "?" + urlencode({"month": f"{day:%Y-%m}", **chosen})


@require_safe
@for_readers
def training_file(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """The half-days of one training for a calendar program; 404 for a draft."""
    found = found_training(training_id)
    if found.state == State.DRAFT or not found.first_day:
        raise Http404
    training = with_half_days(Training.objects.filter(pk=found.pk)).get()
    method = CANCEL if training.state == State.CANCELLED else PUBLISH
    content = calendar_of(
        entries_of(training), name=training.reference, method=method, reminder=True
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{training.reference}.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
@step_up_required
def feed_settings(request: HttpRequest) -> HttpResponse:
    """Make, replace or revoke the address. A new one is shown once."""
    address, status = "", 200
    form = FeedForm(request.POST or None, label_suffix="")
    if request.method == "POST" and "revoke" in request.POST:
        feeds.revoke_feed()
        messages.success(request, _("The calendar address no longer works."))
        return redirect("trainings:feed")
    if request.method == "POST":
        status = 422
        if form.is_valid():
            scope = FeedScope(form.cleaned_data["scope"])
            token = feeds.make_feed(scope, language=get_language() or "en")
            address = settings.PORTAL_BASE_URL + reverse("training_feed", args=[token])
            status = 200
    context = {"form": form, "address": address, "feed": feeds.own_feed(reader())}
    response = render(request, "trainings/calendar/feed.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The trainings, for a program that knows the secret; 404 for any other, 429 for too many."""
    who = request.META.get("REMOTE_ADDR", "")
    if not within_pace("training-feed", who, most=MOST_REQUESTS, seconds=WINDOW_SECONDS):
        return HttpResponse(status=429, headers={"Retry-After": str(WINDOW_SECONDS)})
    content = feeds.calendar_behind(token, today=timezone.localdate())
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
