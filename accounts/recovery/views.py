"""The person's own page, open with the password alone, and the pages of who confirms."""

from uuid import UUID

from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import FactorRecovery, User
from accounts.step_up import step_up_required
from protection.actor import Actor, current_actor

from . import services
from .codes import State
from .forms import ConfirmForm
from .permissions import can_confirm, can_see_recoveries


def _person(request: HttpRequest) -> User | None:
    """Who gave the password: signed in, or halfway, where the second step is asked."""
    if isinstance(request.user, User):
        return request.user
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return stage.login.user if stage else None


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a recovery (POST), see how far it is, and at its end set up a new factor."""
    person = _person(request)
    if person is None:
        return redirect("account_login")
    now = timezone.now()
    if request.method == "POST":
        try:
            services.ask(person, now=now)
        except services.RecoveryRefused:
            messages.error(
                request, _("This cannot be asked now. Call your team lead or the operator.")
            )
        return redirect("account_lost_factor")
    recovery = services.latest(person)
    state = recovery.state(now) if recovery else None
    context = {
        "recovery": recovery,
        "state": state,
        "is_open": recovery is not None and recovery.is_open(now),
        "has_factor": Authenticator.objects.filter(user=person).exists(),
    }
    return render(request, "accounts/recovery/lost.html", context)


@login_not_required
@require_POST
def cancel_lost_factor(request: HttpRequest) -> HttpResponse:
    """The person calls it off: the factor turned up, or somebody else had asked."""
    person = _person(request)
    recovery = services.latest(person) if person else None
    if person is None or recovery is None:
        return redirect("account_login")
    try:
        services.cancel(recovery, now=timezone.now())
    except services.RecoveryRefused:
        pass  # it is over already, as the page says
    else:
        messages.success(request, _("Cancelled. Your second step stays as it was."))
    return redirect("account_lost_factor")


@login_not_required
@require_POST
def complete_lost_factor(request: HttpRequest) -> HttpResponse:
    """After the delay: the lost factors go, and enrolment opens."""
    person = _person(request)
    recovery = services.latest(person) if person else None
    if person is None or recovery is None:
        return redirect("account_login")
    try:
        services.complete(recovery, now=timezone.now())
    except services.RecoveryRefused:
        return redirect("account_lost_factor")
    logout(request)  # with no factor left, the password leads to setting up a new one
    messages.success(request, _("Sign in with your password and set up a new second step."))
    return redirect("account_login")


def _approver() -> Actor:
    actor = current_actor()
    if actor is None or not can_see_recoveries(actor):
        raise Http404
    return actor


@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """Colleagues who lost their second factor, for their team lead or the operator."""
    actor, now = _approver(), timezone.now()
    rows = [
        {"recovery": recovery, "state": State(recovery.state(now)).label}
        for recovery in services.open_recoveries(actor, now)
        if recovery.is_open(now) and can_confirm(actor, recovery.user)
    ]
    return render(request, "accounts/recovery/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest, recovery_id: UUID) -> HttpResponse:
    """One of them: confirm the identity check, or call it off."""
    actor = _approver()
    found = get_object_or_404(FactorRecovery.objects.select_related("user"), pk=recovery_id)
    if not can_confirm(actor, found.user):
        raise Http404
    return _confirm(request, found) if request.method == "POST" else _page(request, found, 200)


@step_up_required
def _confirm(request: HttpRequest, found: FactorRecovery) -> HttpResponse:
    now = timezone.now()
    try:
        if "cancel" in request.POST:
            services.cancel(found, now=now)
            messages.success(request, _("Cancelled. Your colleague is told."))
            return redirect("account_recoveries")
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return _page(request, found, 422, form)
        services.confirm(found.pk, form.cleaned_data["way"], now=now)
    except services.RecoveryRefused:
        return _page(request, found, 409)
    messages.success(
        request, _("Confirmed. Your colleague is told, and can go on after the waiting time.")
    )
    return redirect("account_recoveries")


def _page(
    request: HttpRequest, found: FactorRecovery, status: int, form: ConfirmForm | None = None
) -> HttpResponse:
    found.refresh_from_db()
    state = found.state(timezone.now())
    context = {
        "recovery": found,
        "state": state,
        "label": State(state).label,
        "is_open": found.is_open(timezone.now()),
        "memberships": found.user.memberships.filter(active=True).select_related("organisation"),
        "form": form or ConfirmForm(),
    }
    return render(request, "accounts/recovery/confirm.html", context, status=status)
