"""The papers of one referral, and the page where anybody checks a receipt."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protection.audit import record
from protection.signing import public_keys
from referrals.codes import State
from referrals.forms.printing import DossierForm, HandoverForm, ReceiptForm
from referrals.papers.blank import form_pdf, indicators_pdf
from referrals.papers.dossier import dossier_pdf
from referrals.papers.handover import handover_pdf
from referrals.papers.paper import LANGUAGES
from referrals.papers.receipts import (
    own_receipts,
    read_receipt,
    receipt_json,
    receipt_lines,
    receipt_pdf,
    signed_receipt,
)
from referrals.permissions import is_of_the_two_sides
from referrals.selectors import Case, read_case
from referrals.services.writing import NotAParty, is_restricted
from referrals.terms import term_for

from .common import for_case_workers
from .papers import as_file, reader_of_blanks

BLANK = {"form": form_pdf, "indicators": indicators_pdf}
FILES = ("json", *LANGUAGES)


@require_safe
def blank_paper(request: HttpRequest, paper: str, language: str) -> HttpResponse:
    """The blank form, or the checklist of indicators, in one language."""
    reader_of_blanks()
    if paper not in BLANK or language not in LANGUAGES:
        raise Http404
    return as_file(BLANK[paper](language, now=timezone.now()))


def may_have_handover(case: Case) -> bool:
    """Whether there is a handover sheet for the reader: the two sides, once it is agreed, and not
    while the person has the use restricted (GDPR art. 18)."""
    return (
        is_of_the_two_sides(case.standpoint)
        and case.referral.state in {State.AGREED, State.HANDED_OVER}
        and not is_restricted(case.referral.pk)
    )


def _sent(referral_id: UUID, now: datetime) -> Case:
    case = read_case(referral_id, now=now)
    if case.referral.state == State.DRAFT:
        raise NotAParty
    return case


def _page(
    request: HttpRequest,
    case: Case,
    *,
    dossier: DossierForm | None = None,
    handover: HandoverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if handover is None and may_have_handover(case):
        handover = HandoverForm(case)
    context = {
        "case": case,
        "referral": case.referral,
        "dossier": dossier or DossierForm(),
        "handover": handover,
        "term": term_for(case.referral.pk, timezone.localdate()),
        "form": next((f for f in (dossier, handover) if f is not None and f.is_bound), None),
        "receipts": own_receipts(case),
        "languages": LANGUAGES.items(),
    }
    return render(request, "referrals/papers/case.html", context, status=status)


@require_safe
@for_case_workers
def case_papers(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What can be printed of this referral."""
    return _page(request, _sent(referral_id, timezone.now()))


def _printed(referral_id: UUID, what: str, **detail: str) -> None:
    record(
        "paper_printed",
        subject="referral",
        subject_id=str(referral_id),
        purpose=what,
        detail=detail,
    )


@require_POST
@for_case_workers
def dossier(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The referral for the dossier, with who printed it on each page."""
    now = timezone.now()
    case, form = _sent(referral_id, now), DossierForm(request.POST)
    if not form.is_valid():
        return _page(request, case, dossier=form, status=422)
    language, identity = form.cleaned_data["language"], form.cleaned_data["with_identity"]
    _printed(referral_id, "dossier", language=language, identity="yes" if identity else "no")
    paper = dossier_pdf(
        referral_id,
        language=language,
        with_identity=identity,
        printed_by=_who(request),
        now=now,
    )
    return as_file(paper)


def _who(request: HttpRequest) -> str:
    membership = getattr(request, "membership", None)
    return f"{request.user} ({membership.organisation})" if membership else str(request.user)


@require_POST
@for_case_workers
def handover(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The handover sheet, for the two sides of an agreed referral."""
    now = timezone.now()
    case = _sent(referral_id, now)
    if not may_have_handover(case):
        raise NotAParty
    form = HandoverForm(case, request.POST)
    if not form.is_valid():
        return _page(request, case, handover=form, status=422)
    values = form.cleaned_data
    _printed(referral_id, "handover_sheet", name="yes" if values["with_name"] else "no")
    paper = handover_pdf(
        case,
        form.receiver_chosen(),
        languages=(values["first"], values["second"]),
        with_name=values["with_name"],
        printed_by=_who(request),
        now=now,
    )
    return as_file(paper)


@require_safe
@for_case_workers
def receipt(request: HttpRequest, referral_id: UUID, event_id: UUID, file: str) -> HttpResponse:
    """The receipt of one of the reader's own moves: as JSON, or as PDF in a language."""
    now = timezone.now()
    case = _sent(referral_id, now)
    if file not in FILES:
        raise Http404
    try:
        signed = signed_receipt(case, event_id, now=now)
    except KeyError:
        raise NotAParty from None
    _printed(referral_id, "receipt", move=signed["receipt"]["move"])
    if file == "json":
        return as_file(receipt_json(signed))
    return as_file(receipt_pdf(signed, language=file, now=now))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Whether the portal signed a receipt. Nothing is looked up: it shows what the paper says."""
    form = ReceiptForm(request.POST if request.method == "POST" else None, label_suffix="")
    found, status, genuine = None, 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            found = read_receipt(form.cleaned_data["receipt"])
            status, genuine = 200, found is not None
    context = {
        "form": form,
        "genuine": genuine,
        "lines": receipt_lines(found) if found else [],
        "keys": public_keys().items(),
        "language": get_language(),
    }
    return render(request, "referrals/papers/check_receipt.html", context, status=status)
