"""One's own profile: name, language, address, and for whom one acts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import addresses
from accounts.actors import SESSION_KEY
from accounts.forms import AddressForm, ProfileForm
from accounts.inviting import Refused
from accounts.models import Membership, User
from accounts.step_up import step_up_required
from protection.audit import record

IN_SESSION = "address_change"


def _user(request: HttpRequest) -> User:
    """The signed-in user. Raises Http404 without one, which the login rule excludes."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name and language, and the ways to the rest of one's account."""
    user = _user(request)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if form.is_valid():
        saved = form.save()
        with override(saved.language):
            messages.success(request, _("Your profile is saved."))
            return redirect("account:profile")
    context = {
        "form": form,
        "memberships": _memberships(user),
        "change": addresses.pending(user, now=timezone.now()),
    }
    status = 422 if form.is_bound else 200
    return render(request, "members/profile.html", context, status=status)


def _memberships(user: User) -> list[Membership]:
    return user.memberships_in_force or []


@require_http_methods(["GET", "POST"])
def membership(request: HttpRequest) -> HttpResponse:
    """Choose for which organisation, and in which role, one acts in this session."""
    mine = _memberships(_user(request))
    if request.method == "POST":
        chosen = next((m for m in mine if str(m.pk) == request.POST.get("membership")), None)
        if chosen is None:
            raise Http404
        record("membership_switched", subject="membership", subject_id=str(chosen.pk))
        request.session[SESSION_KEY] = chosen.pk
        messages.success(request, _("The top of every page says for whom you act now."))
        return redirect("home")
    context = {"memberships": mine, "acting": getattr(request, "membership", None)}
    return render(request, "members/membership.html", context)


@step_up_required
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another e-mail address; it changes when the new mailbox has confirmed."""
    user = _user(request)
    form = AddressForm(request.POST or None, user=user)
    if form.is_valid():
        addresses.ask_for_change(user, form.cleaned_data["email"], now=timezone.now())
        messages.success(
            request, _("If the address can be used, a mail with a link is on its way to it.")
        )
        return redirect("account:profile")
    status = 422 if form.is_bound else 200
    return render(request, "members/address.html", {"form": form}, status=status)


@require_POST
def address_cancel(request: HttpRequest) -> HttpResponse:
    """Give up a change that waits for its confirmation."""
    if addresses.cancel(_user(request), now=timezone.now()):
        messages.success(request, _("Your address stays as it is."))
    return redirect("account:profile")


@require_safe
def address_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, so that no page passes it on; nothing is used up."""
    request.session[IN_SESSION] = token
    return redirect("account:address_confirm")


@require_http_methods(["GET", "POST"])
def address_confirm(request: HttpRequest) -> HttpResponse:
    """Change the address, signed in as the one who asked for it."""
    now, token = timezone.now(), request.session.get(IN_SESSION, "")
    change = addresses.find(_user(request), token, now=now) if token else None
    if change is None:
        return render(request, "members/address_expired.html", status=404)
    if request.method == "POST":
        try:
            addresses.confirm(change, now=now)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Your address is changed. Sign in with it from now on."))
        del request.session[IN_SESSION]
        return redirect(reverse("account:profile"))
    return render(request, "members/address_confirm.html", {"change": change})
