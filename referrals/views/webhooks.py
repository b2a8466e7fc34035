"""Webhooks of the organisation's programs, for its team leads: where to, and what was delivered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from accounts.service_accounts import ServiceAccount
from accounts.step_up import step_up_required
from protection.actor import require_actor
from referrals.forms.webhooks import WebhookForm
from referrals.lists import Cursor
from referrals.models import Webhook
from referrals.webhooks import log, registering
from referrals.webhooks.registering import MOST_OF_A_PROGRAM, Registered

from .keeping import for_role

team_lead = for_role(Role.TEAM_LEAD)


def _account(account_id: UUID) -> ServiceAccount:
    """A program of the actor's own organisation. Raises Http404."""
    found = (
        ServiceAccount.objects.select_related("organisation")
        .filter(
            pk=account_id,
            organisation_id=require_actor().organisation_id,
            ended_at__isnull=True,
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def _webhook(webhook_id: UUID) -> Webhook:
    found = registering.find_webhook(webhook_id)
    if found is None:
        raise Http404
    return found


def _context(account: ServiceAccount, **more: Any) -> dict[str, Any]:
    return {"account": account, "organisation": account.organisation, **more}


def _secret_page(request: HttpRequest, registered: Registered, *, rotated: bool) -> HttpResponse:
    """The secret, this once; no page is kept (the portal's answers are not stored)."""
    webhook = registered.webhook
    context = _context(webhook.account, registered=registered, rotated=rotated)
    return render(request, "referrals/webhooks/secret.html", context)


@require_safe
@team_lead
def of_program(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The webhooks of one program."""
    account = _account(account_id)
    shown = registering.webhooks_of(account)
    context = _context(account, webhooks=shown, may_add=len(shown) < MOST_OF_A_PROGRAM)
    return render(request, "referrals/webhooks/of_program.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@team_lead
def add(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Register an address; its secret is shown once."""
    account = _account(account_id)  # before the step-up: a stranger gets 404
    if len(registering.webhooks_of(account)) >= MOST_OF_A_PROGRAM:
        raise Http404
    return _add(request, account)


@step_up_required
def _add(request: HttpRequest, account: ServiceAccount) -> HttpResponse:
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        address = form.cleaned_data["address"]
        registered = registering.register(account, address, now=timezone.now())
        return _secret_page(request, registered, rotated=False)
    return render(
        request,
        "referrals/webhooks/add.html",
        _context(account, form=form),
        status=422 if form.is_bound else 200,
    )


@require_safe
@team_lead
def webhook(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """One webhook with the log of its deliveries, the newest first."""
    found = _webhook(webhook_id)
    page = log.read_page(found, Cursor.decode(request.GET.get("after", "")))
    context = _context(found.account, webhook=found, page=page)
    return render(request, "referrals/webhooks/webhook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@team_lead
def new_secret(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Ask, then replace the secret."""
    return _new_secret(request, _webhook(webhook_id))


@step_up_required
def _new_secret(request: HttpRequest, found: Webhook) -> HttpResponse:
    if request.method == "POST":
        return _secret_page(request, registering.rotate(found, now=timezone.now()), rotated=True)
    context = _context(found.account, webhook=found)
    return render(request, "referrals/webhooks/new_secret.html", context)


@require_POST
@team_lead
def test(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Queue a test event."""
    found = _webhook(webhook_id)
    if found.off:
        messages.warning(request, _("Switch it on first."))
    else:
        registering.send_test(found, now=timezone.now())
        messages.success(
            request, _("A test event is on its way. Load this page again in a few seconds.")
        )
    return redirect("referrals:webhook", webhook_id)


@require_POST
@team_lead
def switch(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Send nothing, or send again."""
    found = _webhook(webhook_id)
    registering.switch(found, on=bool(found.off))
    if found.off:
        messages.success(request, _("Nothing is sent to this address any more."))
    else:
        messages.success(request, _("What happens from now on is sent to this address again."))
    return redirect("referrals:webhook", webhook_id)


@require_http_methods(["GET", "HEAD", "POST"])
@team_lead
def end(request: HttpRequest, webhook_id: UUID) -> HttpResponse:
    """Ask, then end it for good."""
    found = _webhook(webhook_id)
    if request.method == "POST":
        registering.end(found, now=timezone.now())
        messages.success(request, _("The webhook was removed."))
        return redirect("referrals:webhooks", found.account_id)
    context = _context(found.account, webhook=found)
    return render(request, "referrals/webhooks/end.html", context)


@require_POST
@team_lead
def send_again(request: HttpRequest, webhook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Queue one delivery once more."""
    found = _webhook(webhook_id)
    if found.off:
        messages.warning(request, _("Switch it on first."))
    elif registering.send_again(found, delivery_id, now=timezone.now()):
        messages.success(request, _("It is sent once more, with the same event id."))
    else:
        raise Http404
    return redirect("referrals:webhook", webhook_id)
