"""The members of an organisation, for its team leads; of every organisation, for the operator."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import inviting, leaving, members, reviewing
from accounts.forms import InviteForm, LeaveForm, RoleForm
from accounts.inviting import Refused
from accounts.models import Membership
from accounts.permissions import (
    can_change_member,
    can_manage_all_members,
    can_manage_members,
    roles_to_give,
)
from contacts.models import Organisation
from protection.actor import Actor, current_actor


def _manager() -> Actor:
    """The actor, who may manage the members of some organisation. Raises Http404."""
    actor = current_actor()
    if actor is None or not can_manage_members(actor, actor.organisation_id):
        raise Http404
    return actor


def _organisation(slug: str) -> Organisation:
    actor = _manager()
    found = Organisation.objects.filter(slug=slug).first()
    if found is None or not can_manage_members(actor, found.pk):
        raise Http404
    return found


def _membership(membership_id: int) -> Membership:
    """Somebody else's membership, locked, that the actor may change. Raises Http404."""
    found = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "organisation")
        .filter(pk=membership_id)
        .first()
    )
    if found is None or not can_change_member(_manager(), found):
        raise Http404
    return found


def _key(request: HttpRequest) -> int | None:
    """The row after which a page begins. Raises Http404 for what is no key."""
    text = request.GET.get("after", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)


def _back(organisation: Organisation, query: str = "") -> HttpResponse:
    answer = redirect("members:of_organisation", organisation.slug)
    answer["Location"] += query
    return answer


def _attempt(request: HttpRequest, done: str, act: Callable[[], Any]) -> None:
    """Do it and say so, or say why not: the page that follows shows how things stand."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The operator's list of organisations; a team lead has one, and goes there."""
    actor = _manager()
    if not can_manage_all_members(actor):
        own = Organisation.objects.only("slug").get(pk=actor.organisation_id)
        return redirect("members:of_organisation", own.slug)
    page = members.organisations(_key(request))
    return render(request, "members/organisations.html", {"page": page})


@require_safe
def of_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works there; `?former=1`: who did."""
    organisation = _organisation(slug)
    former = request.GET.get("former") == "1"
    actor = _manager()
    context = {
        "organisation": organisation,
        "former": former,
        "page": members.members_of(organisation.pk, actor, former=former, after=_key(request)),
        "invitations": [] if former else members.invitations_of(organisation.pk),
        "review": None if former else reviewing.open_review(organisation.pk),
        "every_organisation": can_manage_all_members(actor),
    }
    return render(request, "members/list.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody by mail."""
    organisation = _organisation(slug)
    form = InviteForm(
        request.POST or None,
        roles=roles_to_give(_manager(), organisation.pk),
        language=get_language() or "",
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            inviting.invite(
                data["email"], organisation, data["role"], data["language"], now=timezone.now()
            )
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("The invitation is on its way. Its link works for 7 days."))
            return _back(organisation)
    context = {"organisation": organisation, "form": form}
    return render(request, "members/invite.html", context, status=422 if form.is_bound else 200)


@require_POST
def invitation_act(request: HttpRequest, invitation_id: UUID, act: str) -> HttpResponse:
    """Send an open invitation once more, or withdraw it."""
    _manager()
    invitation = inviting.invitation_of(invitation_id)
    if invitation is None:
        raise Http404
    now = timezone.now()
    if act == "send":
        done = _(
            "The invitation was mailed once more. The link of the earlier mail no longer works."
        )
        _attempt(request, done, lambda: inviting.mail_again(invitation, now=now))
    else:
        done = _("The invitation is withdrawn. Its link no longer works.")
        _attempt(request, done, lambda: inviting.withdraw(invitation, now=now))
    return _back(invitation.organisation)


@require_http_methods(["GET", "POST"])
def change_role(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Another role for a member."""
    membership = _membership(membership_id)
    roles = roles_to_give(_manager(), membership.organisation_id)
    form = RoleForm(request.POST or None, roles=roles, now=membership.role)
    if form.is_valid():
        try:
            leaving.change_role(membership, form.cleaned_data["role"])
        except Refused as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, _("The role is changed. It holds from the next page on."))
            return _back(membership.organisation)
    context = {"member": membership, "organisation": membership.organisation, "form": form}
    return render(request, "members/role.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Deactivate a member: what they leave behind, who takes it over, and a last question."""
    membership = _membership(membership_id)
    work = leaving.work_left_by(membership)
    form = LeaveForm(
        request.POST if request.method == "POST" else None,
        colleagues=leaving.successors(membership) if work else [],
    )
    status = 200
    if form.is_valid():
        try:
            leaving.end_membership(membership, successor_id=form.successor_id, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            reviewing.finish_if_done(membership.organisation_id, now=timezone.now())
            done = _("This person can no longer read anything here. You can undo it below.")
            messages.success(request, done)
            return _back(membership.organisation, "?former=1")
    elif form.is_bound:
        status = 422
    context = {
        "member": membership,
        "organisation": membership.organisation,
        "work": work,
        "form": form,
        "alone": leaving.is_last_case_worker(membership),
    }
    return render(request, "members/leave.html", context, status=status)


@require_POST
def bring_back(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Undo a deactivation."""
    membership = _membership(membership_id)
    done = _("This person can sign in again. Work that was handed over stays where it is.")
    _attempt(request, done, lambda: leaving.bring_back(membership, now=timezone.now()))
    return _back(membership.organisation)


@require_POST
def confirm(request: HttpRequest, membership_id: int) -> HttpResponse:
    """“Still works here.”"""
    membership = _membership(membership_id)
    reviewing.confirm(membership, now=timezone.now())
    return _back(membership.organisation)
