"""Blank papers, the words of the consent sheet, and the consent sheet of one referral."""

import logging
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.consent_sheet import (
    Sheet,
    StaleSheet,
    all_sheets,
    find_sheet,
    offered_sheets,
    write_sheet,
)
from documents import DocumentError
from protection.actor import Actor, current_actor
from protection.audit import record
from referrals.forms.papers import ConsentSheetForm, SheetLanguageForm
from referrals.papers.consent import Asking, consent_pdf, parts_of, phones_of
from referrals.papers.paper import LANGUAGES, Paper
from referrals.permissions import can_print_blank, can_write_sheets
from referrals.selectors import Case, read_case
from referrals.services.drafts import is_minor
from referrals.services.writing import NotAParty

from .common import for_case_workers

logger = logging.getLogger(__name__)
BLANK = Asking(sender="", country="")


def as_file(paper: Paper) -> HttpResponse:
    """An answer that a browser saves; its name is a reference at most."""
    response = HttpResponse(paper.content, content_type=paper.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=paper.name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


def reader_of_blanks() -> Actor:
    """The actor, if their role prints blank papers. Raises Http404 otherwise."""
    actor = current_actor()
    if actor is None or not can_print_blank(actor.role):
        raise Http404
    return actor


def _editor() -> Actor:
    actor = current_actor()
    if actor is None or not can_write_sheets(actor.role):
        raise Http404
    return actor


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Every paper that needs no referral: blank forms, and the consent sheet in its languages."""
    actor = reader_of_blanks()
    writes = can_write_sheets(actor.role)
    context = {
        "languages": LANGUAGES.items(),
        "sheets": all_sheets() if writes else offered_sheets(),
        "writes": writes,
    }
    return render(request, "referrals/papers/papers.html", context)


def _offered(code: str) -> Sheet:
    sheet = find_sheet(code)
    if sheet is None or not sheet.texts:
        raise Http404
    return sheet


@require_safe
def blank_sheet(request: HttpRequest, sheet: str) -> HttpResponse:
    """The blank consent sheet as a page to print, in any script that the browser can show."""
    reader_of_blanks()
    return _sheet_page(request, _offered(sheet), BLANK)


@require_safe
def blank_sheet_pdf(request: HttpRequest, sheet: str) -> HttpResponse:
    """The blank consent sheet as PDF; where no font has its script, the page instead."""
    reader_of_blanks()
    return _pdf_or_page(request, _offered(sheet), BLANK, now=timezone.now())


def _sheet_page(
    request: HttpRequest,
    sheet: Sheet,
    asking: Asking,
    *,
    no_font: bool = False,
    referral_id: UUID | None = None,
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "parts": parts_of(sheet, asking),
        "no_font": no_font,
        "referral_id": referral_id,
        "reference": asking.reference,
    }
    return render(request, "referrals/papers/sheet.html", context)


def _pdf_or_page(
    request: HttpRequest,
    sheet: Sheet,
    asking: Asking,
    *,
    now: datetime,
    referral_id: UUID | None = None,
) -> HttpResponse:
    try:
        return as_file(consent_pdf(sheet, asking, now=now))
    except DocumentError:
        # Its message quotes the sheet, and a name of an organisation may stand there: not logged.
        logger.info("No font has the script of the consent sheet in %s", sheet.language)
        return _sheet_page(request, sheet, asking, no_font=True, referral_id=referral_id)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_sheet(request: HttpRequest, sheet: str = "") -> HttpResponse:
    """The sentences of one language; without a code, of a language that is new."""
    editor = _editor()
    saved = find_sheet(sheet) if sheet else None
    if sheet and saved is None:
        raise Http404
    form = SheetLanguageForm(saved, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = form.cleaned_data
            try:
                written = write_sheet(
                    sheet or values["code"],
                    name=values["name"],
                    direction=values["direction"],
                    active=values["active"],
                    texts=form.texts(),
                    shown=values["version"],
                    by=editor.user_id,
                    now=timezone.now(),
                )
            except StaleSheet:
                form.add_error(
                    None,
                    _(
                        "Somebody saved this language meanwhile. What you typed is still here: "
                        "open the language in another tab, compare, and save there."
                    ),
                )
                status = 409
            else:
                record(
                    "consent_sheet_written", subject="consent_sheet", subject_id=written.language
                )
                messages.success(request, _("Version %d was saved.") % written.version)
                return redirect("referrals:papers")
    context = {
        "form": form,
        "sheet": saved,
        "missing": len(saved.missing) if saved else 0,
        "outdated": [form[f"text_{key}"].label for key in saved.outdated] if saved else [],
    }
    return render(request, "referrals/papers/edit_sheet.html", context, status=status)


def _asking(case: Case, form: ConsentSheetForm) -> Asking:
    referral = case.referral
    return Asking(
        sender=case.sender.name,
        country=referral.sender_country,
        phones=phones_of(case.sender, referral.callback_number),
        reference=referral.reference,
        named=form.named(),
        scope=form.cleaned_data["scope"],
        minor=is_minor(referral),
        filled=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def consent_sheet(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The sheet of one referral, for its sender alone: it names everybody who is asked."""
    now = timezone.now()
    case = read_case(referral_id, now=now)
    if not case.is_sender:
        raise NotAParty
    form = ConsentSheetForm(case, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            record(
                "paper_printed",
                subject="referral",
                subject_id=str(referral_id),
                purpose="consent_sheet",
                detail={"language": form.sheet().language, "version": str(form.sheet().version)},
            )
            asking = _asking(case, form)
            if "page" in request.POST:
                return _sheet_page(request, form.sheet(), asking, referral_id=referral_id)
            return _pdf_or_page(request, form.sheet(), asking, now=now, referral_id=referral_id)
    context = {"form": form, "referral": case.referral, "case": case}
    return render(request, "referrals/papers/consent_form.html", context, status=status)
