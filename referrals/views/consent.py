"""The page of a referral's consent: what holds, what held before, and what can be changed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from protection.audit import record
from referrals.consents import read_history
from referrals.danger import openings_with_reasons
from referrals.selectors import read_case
from referrals.services.writing import NotAParty

from .common import for_case_workers
from .moves import link_to

CONSENT_MOVES = ("consent", "narrow-consent", "withdraw-consent")


@require_safe
@for_case_workers
def consent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """For the sender alone: it names every recipient. Others read their own terms on the case."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    if not case.is_sender:
        raise NotAParty
    record("consent_viewed", subject="referral", subject_id=str(referral_id))
    history = read_history(referral_id)
    in_force = next((r for r in history if r.consent.withdrawn_at is None), None)
    moves = CONSENT_MOVES if in_force else CONSENT_MOVES[:1]
    return render(
        request,
        "referrals/consent/page.html",
        {
            "case": case,
            "referral": case.referral,
            "in_force": in_force,
            "openings": openings_with_reasons(referral_id, now=now),
            "earlier": [r for r in history if r is not in_force],
            "links": [link for slug in moves if (link := link_to(case, slug)) is not None],
        },
    )
