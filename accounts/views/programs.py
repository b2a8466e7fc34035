"""The programs that work for an organisation, and their tokens; for its team leads."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import programs
from accounts.forms import ServiceAccountForm, TokenForm
from accounts.permissions import can_manage_members, may_keep_webhooks
from accounts.service_accounts import ApiToken, ServiceAccount
from accounts.step_up import step_up_required
from contacts.models import Organisation
from protection.actor import current_actor


def _organisation(slug: str) -> Organisation:
    """An organisation whose programs the actor manages. Raises Http404."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None or not can_manage_members(current_actor(), found.pk):
        raise Http404
    return found


def _account(account_id: UUID) -> ServiceAccount:
    found = (
        ServiceAccount.objects.select_related("organisation")
        .filter(pk=account_id, ended_at__isnull=True)
        .first()
    )
    if found is None or not can_manage_members(current_actor(), found.organisation_id):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def service_accounts(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, and the form for one more."""
    organisation = _organisation(slug)
    form = ServiceAccountForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    shown = programs.accounts_of(organisation.pk, now=now)
    if form.is_valid():
        name = form.cleaned_data["name"]
        if any(line.account.name == name for line in shown):
            form.add_error("name", _("There is a service account of this name already."))
        else:
            account = programs.create_account(organisation, name, now=now)
            messages.success(request, _("The program is known now. Make a token for it."))
            return redirect("members:new_token", account.pk)
    return render(
        request,
        "members/programs.html",
        {
            "organisation": organisation,
            "form": form,
            # The operator looks after accounts, not after what is told of cases.
            "may_be_told": may_keep_webhooks(current_actor()),
            "lines": [
                (line.account, [(token, _scopes(token)) for token in line.tokens]) for line in shown
            ],
        },
        status=422 if form.is_bound else 200,
    )


def _scopes(token: ApiToken) -> list[str]:
    return [str(programs.Scope(scope).label) for scope in token.scopes]


@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Make a token and show it, this once."""
    account = _account(account_id)  # before the step-up: a stranger gets 404
    return _new_token(request, account)


@step_up_required
def _new_token(request: HttpRequest, account: ServiceAccount) -> HttpResponse:
    form = TokenForm(
        request.POST if request.method == "POST" else None,
        contact_point=programs.is_contact_point(account.organisation_id),
    )
    context = {"account": account, "organisation": account.organisation, "form": form}
    if form.is_valid():
        data = form.cleaned_data
        context["token"] = programs.create_token(
            account, data["scopes"], days=data["days"], now=timezone.now()
        )
        return render(request, "members/token.html", context)
    return render(request, "members/new_token.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Ask, then make one token void."""
    token = ApiToken.objects.select_related("account").filter(pk=token_id).first()
    if token is None or token.revoked_at is not None:
        raise Http404
    account = _account(token.account_id)
    if request.method == "POST":
        programs.revoke_token(token, now=timezone.now())
        messages.success(request, _("The token is void. A program that shows it is refused."))
        return redirect("members:service_accounts", account.organisation.slug)
    context = {"account": account, "organisation": account.organisation, "token": token}
    return render(request, "members/end_program.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Ask, then end a service account with all its tokens."""
    account = _account(account_id)
    if request.method == "POST":
        programs.end_account(account, now=timezone.now())
        messages.success(request, _("The program has no access any more."))
        return redirect("members:service_accounts", account.organisation.slug)
    context = {"account": account, "organisation": account.organisation}
    return render(request, "members/end_program.html", context)
