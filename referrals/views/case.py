"""The page of one referral, and the page of its identity."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from notifications.services import mark_read_for
from protection.actor import require_actor
from referrals.case_parts import handover_context, linked_to
from referrals.codes import ChosenAs, RequestState, Side, State
from referrals.danger import in_danger
from referrals.forms.identity import IdentityForm
from referrals.forms.stale import settle
from referrals.forms.steps import StepForm
from referrals.permissions import (
    can_add_file,
    can_edit_identity,
    can_hold,
    can_propose_erasure,
    can_record_answer,
    can_restrict,
)
from referrals.residence import residence_of
from referrals.selectors import Case, read_case, read_identity
from referrals.services.answering import mark_seen
from referrals.services.calling import YES, Call, calls_of
from referrals.services.writing import MoveRefused, NotAParty
from referrals.terms import term_for
from referrals.working import read_working

from .common import for_case_workers
from .correcting import still_to_fill
from .moves import moves_of
from .stage_1 import stage_1_lines
from .stage_2 import identity_lines


@require_safe
@for_case_workers
def detail(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The referral from where the reader stands; opening a request marks it as seen."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    if case.referral.state == State.DRAFT:
        return redirect("referrals:check", case.referral.pk)
    if case.party.request_id is not None and case.party.state == RequestState.ASKED:
        mark_seen(referral_id, case.party.request_id, now=now)
        case = read_case(referral_id, now=now)
    mark_read_for(require_actor().user_id, "referrals:detail", str(referral_id))
    return render(request, "referrals/detail.html", detail_context(case, now=now))


def detail_context(case: Case, *, now: datetime) -> dict[str, object]:
    """What the template of the page needs besides the case."""
    referral, to_fill = case.referral, still_to_fill(case)
    chosen = [a.request for a in case.asked if a.request.state == RequestState.CHOSEN]
    released = any(a.identity_open for a in case.asked if a.request.pk == case.party.request_id)
    return {
        "case": case,
        "referral": referral,
        "stage_1": stage_1_lines(case),
        "residence": residence_of(referral, timezone.localdate()),
        "still_to_fill": to_fill,
        "something_to_fill": any(line.kind == "warn" for line in to_fill),
        "several_chosen": any(r.chosen_as != ChosenAs.RECEIVES for r in chosen),
        "calls": _calls(case),
        "files": case.files,
        "may_add_files": can_add_file(case.standpoint),
        "asked": [(asked, moves_of(case, asked, now=now)) for asked in case.asked],
        "moves": moves_of(case, None, now=now),
        "own_identity": case.is_sender,
        "identity_open": case.is_sender or released,
        "danger": in_danger(case, now=now, released=released),
        "identity_closed": case.identity_closed,
        "term": term_for(referral.pk, timezone.localdate()),
        "may_hold": can_hold(case.standpoint),
        "may_restrict": can_restrict(case.standpoint),
        "may_erase": can_propose_erasure(case.standpoint),
        "may_write_identity": can_edit_identity(case.standpoint),
        "working": read_working(case, now=now),
        "by_contact_point": case.party.side == Side.CONTACT_POINT,
        **handover_context(case),
        "linked": linked_to(case),
    }


def _calls(case: Case) -> list[Call]:
    """The sender's calls; a phoned yes has the address at which it can be recorded."""
    if not case.is_sender:
        return []
    open_for = {
        organisation.pk: asked.request.pk
        for asked in case.asked
        if can_record_answer(asked.standpoint)
        for organisation in asked.who
    }

    def with_address(call: Call) -> Call:
        request_id = open_for.get(call.organisation_id) if call.outcome == YES else None
        if request_id is None:
            return call
        of = [case.referral.pk, request_id, "record-yes"]
        return replace(call, record_at=reverse("referrals:request_move", args=of))

    return [with_address(call) for call in calls_of(case.referral.pk)]


@require_safe
@for_case_workers
def identity(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The identity, for the sender and those to whom it was released; each view is logged."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    own_opening = in_danger(case, now=now).own
    opened = read_identity(referral_id, purpose="danger" if own_opening else "case")
    lines = [
        (line.label, "" if line.withheld else line.text, line.withheld)
        for line in (identity_lines(case, opened) if opened else [])
    ]
    term = term_for(referral_id, timezone.localdate())
    return render(
        request,
        "referrals/identity.html",
        {
            "case": case,
            "term": term,
            "closed": bool(opened and term and term.retention.restricted)
            and not any(text for _label, text, _withheld in lines),
            "referral": case.referral,
            "opened": opened,
            "line": own_opening,
            "lines": lines,
            "remarks_language": opened.remarks_language if opened else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def edit_identity(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The sender fills in the identity after sending, until the handover.

    An identity that was changed meanwhile is answered by 409, with where the two differ.
    """
    case = read_case(referral_id, now=timezone.now())
    if not case.is_sender:
        raise NotAParty
    if case.referral.state == State.DRAFT:
        return redirect("referrals:step", referral_id, IdentityForm.slug)
    if not can_edit_identity(case.standpoint):
        messages.warning(request, _("The identity can no longer be changed."))
        return redirect("referrals:detail", referral_id)
    settled, status = None, 200
    if request.method != "POST":
        form: StepForm = IdentityForm(case.referral)
    else:
        settled = settle(IdentityForm, case.referral, request.POST)
        form, status = settled.form, 409 if settled.differences else 422
        if form.is_valid() and not settled.differences:
            try:
                form.save(now=timezone.now())
            except MoveRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("The identity was saved."))
                return redirect("referrals:detail", referral_id)
    context = {
        "case": case,
        "referral": case.referral,
        "form": form,
        "differences": settled.differences if settled else [],
        "compared": settled.compared if settled else "",
    }
    return render(request, "referrals/edit_identity.html", context, status=status)
