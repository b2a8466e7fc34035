"""Filing a referral: step by step, check, send. Strangers and other roles get 404."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.models import Country
from referrals.codes import Side, State
from referrals.forms.finding import FIND
from referrals.forms.recipients import RecipientsForm
from referrals.forms.stale import Settled, settle
from referrals.forms.steps import STEPS, CreateForm, RequestForm, StepForm
from referrals.models import Referral
from referrals.permissions import can_file
from referrals.residence import residence_of
from referrals.services.calling import calls_of
from referrals.services.deciding import send as send_referral
from referrals.services.drafts import StaleDraft, create_draft, is_minor, missing_for_sending
from referrals.services.drafts import delete_draft as delete_the_draft
from referrals.services.writing import MoveRefused, NotAParty, own_party

from .autosaving import (
    AUTOSAVE,
    autosave,
    autosave_begun,
    keep_for_later,
    typed_after_sending,
)
from .common import case_worker, for_case_workers
from .filing_pages import asked_now, check_sections, consent_names, missing_items, step_list
from .notices import beside_the_contact_point, crossing_notices, destination_notices

CHECK = "check"


def _own(referral_id: UUID) -> Referral:
    """The sender's own referral, draft or not. Raises NotAParty for everybody else."""
    if own_party(referral_id, case_worker()).side != Side.SENDER:
        raise NotAParty
    return Referral.objects.get(pk=referral_id)


def _sent_already(request: HttpRequest, draft: Referral, slug: str = "") -> HttpResponse | None:
    """Where to go when the draft was sent: its own page, or with what was typed in a step to where
    that is corrected now."""
    if draft.state == State.DRAFT:
        return None
    if request.method == "POST" and (typed := typed_after_sending(request, draft, slug)):
        return typed
    messages.info(request, _("This referral was sent already. This is how it stands."))
    return redirect("referrals:detail", draft.pk)


def _after(form: StepForm, draft_id: UUID, request: HttpRequest) -> HttpResponse:
    """The next page after a saved step: the same one, where the answers open further questions."""
    slug = form.slug
    if "later" in request.POST:
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("referrals:draft", draft_id)
    if form.opens_more():
        messages.info(request, _("Saved. Your answers open further questions, shown below."))
        return redirect("referrals:step", draft_id, slug)
    slugs = list(STEPS)
    following = slugs[slugs.index(slug) + 1 :]
    if request.POST.get("then") == CHECK or not following:
        return redirect("referrals:check", draft_id)
    return redirect("referrals:step", draft_id, following[0])


def _emergency(draft: Referral, *, always: bool = False) -> dict[str, Any]:
    """Whether it is an emergency; then, or `always`, the sender's country with its numbers."""
    emergency = draft.urgency == "emergency"
    countries = Country.objects.filter(pk=draft.sender_country)
    return {
        "emergency": emergency,
        "numbers": countries.first() if emergency or always else None,
    }


def _show_step(
    request: HttpRequest,
    draft: Referral,
    form: StepForm,
    *,
    status: int = 200,
    settled: Settled | None = None,
) -> HttpResponse:
    slugs = list(STEPS)
    number = slugs.index(form.slug) + 1
    saved = not draft._state.adding
    missing = missing_for_sending(draft) if saved else []
    context: dict[str, Any] = {
        "draft": draft,
        "form": form,
        "number": number,
        "total": len(STEPS),
        "back": slugs[number - 2] if number > 1 else "",
        "steps": step_list(draft, missing) if saved else [],
        "saved": saved,
        "differences": settled.differences if settled else [],
        "compared": settled.compared if settled else "",
        "residence": residence_of(draft, timezone.localdate()) if form.slug == "person" else None,
        "notices": destination_notices(draft) if form.slug == "recipients" else [],
        "then": CHECK if CHECK in {request.GET.get("then"), request.POST.get("then")} else "",
        **_emergency(draft, always=number == 1),
    }
    return render(request, f"referrals/filing/{form.slug}.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def create(request: HttpRequest) -> HttpResponse:
    """The first step of a new referral. Its id comes from the page: a double click makes one."""
    actor = case_worker()
    if not can_file(actor):
        raise Http404
    blank = Referral(sender_country=actor.country, sender_organisation_id=actor.organisation_id)
    if request.method != "POST":
        form = CreateForm(blank)
        form.initial["draft_id"] = uuid.uuid4()
        return _show_step(request, blank, form)
    by_itself = AUTOSAVE in request.POST
    form = CreateForm(blank, request.POST, may_wait=by_itself or "later" in request.POST)
    if not form.is_valid():
        if by_itself:
            return keep_for_later(request)
        if "draft_id" in form.errors:
            form.data = {**request.POST.dict(), "draft_id": str(uuid.uuid4())}
        return _show_step(request, blank, form, status=422)
    form.draft = draft = create_draft(form.cleaned_data["draft_id"], now=timezone.now())
    if draft.version == 1:
        form.save(now=timezone.now())
    elif not form.says_what_is_saved():
        # Sent again with other answers: a draft that moved on since the first time.
        data = request.POST.copy()
        data["version"] = "1"
        return _sent_already(request, draft) or _save_step(request, draft, RequestForm, data)
    if by_itself:
        return autosave_begun(request, draft)
    return _after(form, draft.pk, request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def step(request: HttpRequest, referral_id: UUID, slug: str) -> HttpResponse:
    """One step of a draft."""
    form_class = STEPS.get(slug)
    if form_class is None:
        raise Http404
    draft = _own(referral_id)
    if elsewhere := _sent_already(request, draft, slug):
        return elsewhere
    if request.method != "POST":
        return _show_step(request, draft, form_class(draft))
    if form_class is RecipientsForm and FIND in request.POST:
        return _show_step(request, draft, RecipientsForm.shown_again(draft, request.POST))
    if AUTOSAVE in request.POST:
        return autosave(request, draft, form_class)
    return _save_step(request, draft, form_class, request.POST)


def _save_step(
    request: HttpRequest, draft: Referral, form_class: type[StepForm], data: QueryDict
) -> HttpResponse:
    """Save what was typed and go on; or show it again with what is wrong with it, or with where it
    differs from what was saved meanwhile (422)."""
    may_wait = "later" in data
    settled = settle(form_class, draft, data, may_wait=may_wait)
    if settled.differences or not settled.form.is_valid():
        return _show_step(request, draft, settled.form, status=422, settled=settled)
    try:
        settled.form.save(now=timezone.now())
    except StaleDraft:  # saved between our reading and our writing
        draft = _own(draft.pk)
        settled = settle(form_class, draft, data, may_wait=may_wait)
        return _show_step(request, draft, settled.form, status=422, settled=settled)
    except MoveRefused as refused:
        settled.form.add_error(None, str(refused))
        return _sent_already(request, _own(draft.pk)) or _show_step(
            request, draft, settled.form, status=422
        )
    return _after(settled.form, draft.pk, request)


@require_safe
@for_case_workers
def draft(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The list of steps of a draft, with the state of each."""
    found = _own(referral_id)
    if elsewhere := _sent_already(request, found):
        return elsewhere
    missing = missing_for_sending(found)
    context = {"draft": found, "steps": step_list(found, missing), "complete": not missing}
    return render(request, "referrals/filing/draft.html", context)


def _show_check(
    request: HttpRequest, found: Referral, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    named, unnamed = consent_names(found)
    context = {
        "draft": found,
        "sections": check_sections(found),
        "named": named,
        "unnamed": unnamed,
        "missing": missing_items(found.pk, missing_for_sending(found)),
        "refused": refused,
        "notices": crossing_notices(found),
        "residence": residence_of(found, timezone.localdate()),
        "beside_the_contact_point": beside_the_contact_point(found),
        "own_consent_of_minor": found.legal_basis == "explicit_consent" and is_minor(found),
        **_emergency(found),
    }
    return render(request, "referrals/filing/check.html", context, status=status)


@require_safe
@for_case_workers
def check(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """All answers before sending, and what is still missing."""
    found = _own(referral_id)
    return _sent_already(request, found) or _show_check(request, found)


@require_POST
@for_case_workers
def send(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Send the checked version; a second click leads to the same confirmation."""
    found = _own(referral_id)
    if found.state == State.SENT:
        return redirect("referrals:sent_confirmation", referral_id)
    if elsewhere := _sent_already(request, found):
        return elsewhere
    version = request.POST.get("version", "")
    # What is no number was never shown: it is no version of this draft.
    checked = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    try:
        send_referral(referral_id, checked, now=timezone.now())
    except MoveRefused as refused:
        found = _own(referral_id)
        if found.state == State.SENT:  # the other click won
            return redirect("referrals:sent_confirmation", referral_id)
        return _show_check(request, found, status=422, refused=str(refused))
    return redirect("referrals:sent_confirmation", referral_id)


@require_safe
@for_case_workers
def sent_confirmation(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What happens next: who was asked, until when, and who can be phoned now."""
    found = _own(referral_id)
    if found.state == State.DRAFT:
        return redirect("referrals:check", referral_id)
    calls = calls_of(referral_id)
    context = {"draft": found, "asked": asked_now(found), "calls": calls, **_emergency(found)}
    return render(request, "referrals/filing/sent_confirmation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def delete_draft(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Ask once, then delete the draft with all it holds."""
    found = _own(referral_id)
    if elsewhere := _sent_already(request, found):
        return elsewhere
    if request.method != "POST":
        return render(request, "referrals/filing/delete_draft.html", {"draft": found})
    try:
        delete_the_draft(referral_id, now=timezone.now())
    except MoveRefused:
        return redirect("referrals:detail", referral_id)
    messages.success(request, _("The draft has been deleted."))
    return redirect(reverse("referrals:drafts"))
