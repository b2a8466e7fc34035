"""The board of signals and trends. Who has no part in it gets 404."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import codes
from workinggroup import contributing
from workinggroup.models.signals import Signal
from workinggroup.practices.selectors import portal_countries
from workinggroup.practices.views import reader
from workinggroup.signals import drawing, selectors, services
from workinggroup.signals.forms import BoardForm, ConfirmForm, SignalForm
from workinggroup.signals.rows import draw_lines
from workinggroup.themes import SignalKind
from workinggroup.wording import BOTH, told


def _countries() -> list[tuple[str, str]]:
    return [(country.code, country.name) for country in portal_countries()]


def _in_words(signal: Signal) -> dict[str, Any]:
    """A signal on its page; no query beyond those that read it."""
    return {
        "title": told(signal, "title"),
        "text": told(signal, "text"),
        "kind": SignalKind(signal.kind).label,
        "country": codes.label("country", signal.country_id),
        "organisation": signal.organisation.name,
        "at": signal.posted_at,
        "since": signal.since,
        "form": codes.label("exploitation_form", signal.form) if signal.form else "",
        "sector": codes.label("exploitation_sector", signal.sector) if signal.sector else "",
    }


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Chart, table and signals of a period, narrowed as the reader asks."""
    actor, today = reader(), timezone.localdate()
    form = BoardForm(request.GET, countries=codes.choices("country"), today=today)
    filters = form.filters()
    months = selectors.months(actor, filters, today)
    page = selectors.listed(actor, filters, request.GET.get("page", ""), today)
    context = {
        "form": form,
        "filtered": bool(filters.query()),
        "months": months,
        "kinds": [kind.label for kind in SignalKind],
        "chart": drawing.as_address(drawing.chart(months)),
        "alternative": drawing.alternative(months),
        "lines": draw_lines(page.rows),
        "links": page.links(filters.query()),
        "may_post": contributing.can_contribute(actor),
    }
    return render(request, "workinggroup/signals/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def signal_post(request: HttpRequest) -> HttpResponse:
    """Post a signal; 422 with what was typed where a piece of it may not go out."""
    actor = reader()
    if not contributing.can_contribute(actor):
        raise Http404
    form = SignalForm(
        request.POST if request.method == "POST" else None,
        countries=_countries(),
        own_country=actor.country,
        today=timezone.localdate(),
        language=get_language() if get_language() in BOTH else "nl",
    )
    if form.is_bound and form.is_valid():
        signal = services.post(form.values(), now=timezone.now())
        messages.success(request, _("Your signal stands on the board."))
        return redirect("workinggroup:signal", signal.pk)
    status = 422 if form.is_bound else 200
    return render(request, "workinggroup/signals/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def signal_page(request: HttpRequest, signal_id: int) -> HttpResponse:
    """One signal; posted to, it is confirmed by the reader's organisation."""
    actor = reader()
    signal = selectors.one(actor, signal_id)
    if signal is None:
        raise Http404
    may_confirm = contributing.can_confirm_signal(actor, signal.country_id)
    posted = request.method == "POST"
    if posted and not may_confirm:
        raise Http404
    form = ConfirmForm(request.POST if posted else None) if may_confirm else None
    if posted and form is not None and form.is_valid():
        try:
            services.confirm(
                signal_id,
                form.cleaned_data["note"],
                language=get_language() or "nl",
                now=timezone.now(),
            )
        except services.NotFoundError:  # taken off the board while it was being typed
            raise Http404 from None
        messages.success(request, _("Thank you. Your confirmation stands with the signal."))
        return redirect("workinggroup:signal", signal_id)
    confirmations = list(signal.confirmations.all())
    context = {
        "signal": signal,
        "line": _in_words(signal),
        "confirmations": [
            (one, codes.label("country", one.country_id), one.organisation.name)
            for one in confirmations
        ],
        "form": form,
        "confirmed": any(one.organisation_id == actor.organisation_id for one in confirmations),
        "may_withdraw": contributing.can_withdraw_signal(actor, signal.organisation_id),
    }
    status = 422 if posted else 200
    return render(request, "workinggroup/signals/page.html", context, status=status)


@require_POST
def signal_withdraw(request: HttpRequest, signal_id: int) -> HttpResponse:
    """Take a signal off the board and delete its words."""
    reader()
    try:
        services.withdraw(signal_id, now=timezone.now())
    except services.NotFoundError:
        raise Http404 from None
    messages.success(request, _("The signal was taken off the board and its words are deleted."))
    return redirect("workinggroup:signals")


@require_safe
def signals_of_week(request: HttpRequest, week: str) -> HttpResponse:
    """What a week brought: where the weekly mail leads. 404 for what is no Monday."""
    actor = reader()
    try:
        begins = date.fromisoformat(week)
    except ValueError:
        raise Http404 from None
    if begins.weekday() or not selectors.FIRST_YEAR <= begins.year <= timezone.localdate().year:
        raise Http404
    posted, confirmed = selectors.of_week(actor, begins)
    context = {
        "begins": begins,
        "ends": begins + timedelta(days=6),
        "posted": draw_lines(posted),
        "confirmed": draw_lines(confirmed),
    }
    return render(request, "workinggroup/signals/week.html", context)
