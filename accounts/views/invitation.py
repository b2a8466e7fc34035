"""From the link in an invitation to an account, or to one organisation more."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import inviting
from accounts.actors import SESSION_KEY
from accounts.forms import AcceptForm
from accounts.inviting import Refused
from accounts.joining import Invitation
from accounts.models import User

IN_SESSION = "invitation"


@login_not_required
@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that no page passes it on; nothing is used up."""
    request.session[IN_SESSION] = token
    return redirect("account:invitation")


def _invitation(request: HttpRequest, *, lock: bool = False) -> Invitation | None:
    token = request.session.get(IN_SESSION, "")
    return inviting.find(token, now=timezone.now(), lock=lock) if token else None


def _expired(request: HttpRequest) -> HttpResponse:
    """The same for every link that opens nothing."""
    return render(request, "members/invitation_expired.html", status=404)


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """A new person makes an account; somebody who has one is asked to sign in, or to join."""
    found = _invitation(request, lock=request.method == "POST")
    if found is None:
        return _expired(request)
    context: dict[str, object] = {"invitation": found}
    if request.user.is_authenticated:
        context["own"] = request.user.email == found.email
        return render(request, "members/invitation_join.html", context)
    if inviting.account_of(found) is not None:
        return render(request, "members/invitation_sign_in.html", context)
    form = AcceptForm(
        request.POST or None, email=found.email, language=get_language() or found.language
    )
    if form.is_valid():
        return _begin(request, found, form)
    context["form"] = form
    status = 422 if form.is_bound else 200
    return render(request, "members/invitation_accept.html", context, status=status)


def _begin(request: HttpRequest, found: Invitation, form: AcceptForm) -> HttpResponse:
    """Make the account and sign in; the second factor is asked for on the next page."""
    data = form.cleaned_data
    user = inviting.accept_as_new(
        found,
        first_name=data["first_name"],
        last_name=data["last_name"],
        language=data["language"],
        password=data["password1"],
        now=timezone.now(),
    )
    del request.session[IN_SESSION]
    return perform_login(request, user, email_verification="none", redirect_url=_home(user))


def _home(user: User) -> str:
    return f"/{user.language}/"


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Join with the account that is signed in, second factor included."""
    found, user = _invitation(request, lock=True), request.user
    if found is None or not isinstance(user, User):
        return _expired(request)
    try:
        membership = inviting.accept_as(found, user, now=timezone.now())
    except Refused as refused:
        context = {"invitation": found, "own": False, "refused": str(refused)}
        return render(request, "members/invitation_join.html", context, status=409)
    del request.session[IN_SESSION]
    request.session[SESSION_KEY] = membership.pk
    messages.success(request, _("You have joined. From now on you act for this organisation."))
    return redirect("home")
