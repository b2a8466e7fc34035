"""The moves, each a page with its form: asked before what cannot be undone, told afterwards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from referrals.forms.finding import FIND
from referrals.forms.moves import AskOthersForm
from referrals.selectors import Asked, Case, read_case
from referrals.services.writing import MoveRefused

from .common import for_case_workers
from .move_pages import MOVE_PAGES, PAGES, Target


@dataclass(frozen=True)
class MoveLink:
    """A button on the referral's page."""

    title: Promise
    url: str
    kind: str


# What is to be done comes first, what ends the matter last.
PLACES = {"primary": 0, "secondary": 1, "danger": 2}


def moves_of(case: Case, asked: Asked | None, *, now: datetime) -> list[MoveLink]:
    """What the reader may do here: with one request, or with the referral as a whole."""
    at = asked.standpoint if asked else case.standpoint
    arguments = [case.referral.pk] + ([asked.request.pk] if asked else [])
    links = [
        MoveLink(
            page.title,
            reverse(
                "referrals:request_move" if asked else "referrals:move",
                args=[*arguments, page.slug],
            ),
            page.kind,
        )
        for page in MOVE_PAGES
        if page.listed
        and page.on_request == (asked is not None)
        and page.allowed(at)
        and page.fits(case, now)
    ]
    return sorted(links, key=lambda link: PLACES[link.kind])


def link_to(case: Case, slug: str) -> MoveLink | None:
    """The button of one move of the whole referral; None when the reader may not make it."""
    page = PAGES[slug]
    if not page.allowed(case.standpoint):
        return None
    return MoveLink(page.title, reverse("referrals:move", args=[case.referral.pk, slug]), page.kind)


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def move(
    request: HttpRequest, referral_id: UUID, slug: str, request_id: UUID | None = None
) -> HttpResponse:
    """Ask for what the move needs, make it, say what happened.

    A move that is refused (somebody was quicker) is answered by 409 with the form as it was typed.
    """
    page = PAGES.get(slug)
    if page is None or page.on_request != (request_id is not None):
        raise Http404
    now = timezone.now()
    case = read_case(referral_id, now=now)
    asked = next((a for a in case.asked if a.request.pk == request_id), None)
    if page.on_request and asked is None:
        raise Http404
    allowed = page.allowed(asked.standpoint if asked else case.standpoint)
    if not allowed and request.method != "POST":
        messages.warning(request, _("This is not possible as the referral stands now."))
        return redirect("referrals:detail", referral_id)
    form = page.form(request.POST if request.method == "POST" else None, case=case, asked=asked)
    status = 200
    if request.method == "POST" and FIND in request.POST and isinstance(form, AskOthersForm):
        form = AskOthersForm(case=case, asked=asked)
        form.show_again(request.POST)
    elif request.method == "POST":
        if form.is_valid():
            try:
                following = page.perform(Target(referral_id, request_id), form, now)
            except MoveRefused as refused:
                form.add_error(None, str(refused))
                form.refused()
                status = 409
            else:
                messages.success(request, str(page.done))
                back = reverse("referrals:detail", args=[referral_id])
                return redirect(following if isinstance(following, str) else back)
        else:
            status = 422
    return render(
        request,
        page.template,
        {"case": case, "asked": asked, "page": page, "form": form, "referral": case.referral},
        status=status,
    )
