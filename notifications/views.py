"""A person's notices, and the demonstration's mailbox."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from protection.actor import current_actor

from . import mailbox, selectors, services
from .forms import PreferenceForm


def _reader(request: HttpRequest) -> int:
    """The signed-in reader's id. Raises Http404 without one, which the login rule excludes."""
    if request.user.pk is None:
        raise Http404
    return request.user.pk


def _key(text: str) -> tuple[datetime, UUID] | None:
    """The place in the list that an address names. Raises Http404 for anything else."""
    if not text:
        return None
    at, _, key = text.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise Http404
        # A time outside the calendar overflows.
        return moment.astimezone(UTC), UUID(key)
    except (ValueError, OverflowError) as error:
        raise Http404 from error


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """The reader's own notices, newest first."""
    page = selectors.notices_of(_reader(request), _key(request.GET.get("before", "")))
    older = f"?{urlencode({'before': page.next})}" if page.next else ""
    context = {"page": page, "older": older, "many": page.unread > selectors.MOST_COUNTED}
    return render(request, "notifications/list.html", context)


@require_POST
def notice_read(request: HttpRequest) -> HttpResponse:
    """Mark one notice (field `notice`) or, without it, all as read. Others' are left alone."""
    named = request.POST.get("notice")
    try:
        ids = [str(UUID(named))] if named else None
    except ValueError as error:
        raise Http404 from error
    services.mark_read(_reader(request), ids)
    return redirect("notifications:list")


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How the reader wants to be told of each kind, when digests come, and quiet hours."""
    user_id, actor = _reader(request), current_actor()
    form = PreferenceForm(
        request.POST or None,
        preference=services.preference_of(user_id),
        role=actor.role if actor else "",
    )
    if form.is_valid():
        own = ("rhythm", "quiet_from", "quiet_until", "quiet_weekends")
        rest = {name: form.cleaned_data[name] for name in own}
        services.save_preference(user_id, ways=form.chosen_ways(), **rest)
        messages.success(request, _("Your choices are saved. They hold from now on."))
        return redirect("notifications:preferences")
    status = 422 if form.is_bound else 200
    return render(request, "notifications/preferences.html", {"form": form}, status=status)


def _mailbox() -> Path:
    if not settings.DEMONSTRATION:
        raise Http404
    return Path(settings.MAILBOX_DIR)


@login_not_required
@require_GET
def mailbox_list(request: HttpRequest) -> HttpResponse:
    """The mails of the demonstration, newest first; there is none outside it."""
    return render(request, "notifications/mailbox.html", {"mails": mailbox.newest(_mailbox())})


@login_not_required
@require_GET
def mailbox_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail of the demonstration."""
    stored = mailbox.find(_mailbox(), name)
    if stored is None:
        raise Http404
    return render(request, "notifications/mail.html", {"mail": stored})
