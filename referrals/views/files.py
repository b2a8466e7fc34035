"""The files of a referral: the list with its form, opening one, deleting one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protection.files.checks import FileRefused
from protection.files.scanner import is_configured
from referrals.files.reading import OpenedFile, open_file, read_file_page
from referrals.forms.files import FileForm
from referrals.services.files import add_file, delete_file
from referrals.services.writing import MoveRefused, NotAParty

from .common import for_case_workers


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def files(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The files that the reader may see, and the form for one more."""
    page = read_file_page(referral_id)
    posted = request.method == "POST"
    form = FileForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        by_sender=page.is_sender,
    )
    status = 200
    if posted:
        status = 422
        if form.is_valid():
            try:
                add_file(referral_id, form.new_file(), now=timezone.now())
            except FileRefused as refused:
                form.add_error("file", str(refused))
            except MoveRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("The file was added."))
                return redirect("referrals:files", referral_id)
    return render(
        request,
        "referrals/files.html",
        {"page": page, "referral": page.referral, "form": form, "scanned": is_configured()},
        status=status,
    )


@require_safe
@for_case_workers
def file(request: HttpRequest, referral_id: UUID, attachment_id: UUID) -> HttpResponse:
    """One file, to be saved and never to be shown inside the portal; each time is logged."""
    return as_download(open_file(referral_id, attachment_id))


def as_download(opened: OpenedFile) -> HttpResponse:
    """An answer that a browser saves and does not show."""
    response = HttpResponse(opened.data, content_type=opened.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=opened.name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def delete(request: HttpRequest, referral_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Ask, then delete one's own organisation's file for good."""
    page = read_file_page(referral_id)
    found = next((f for f in page.files if f.id == attachment_id and f.own and f.is_kept), None)
    if found is None:
        raise NotAParty
    if request.method == "POST":
        try:
            delete_file(referral_id, attachment_id, now=timezone.now())
        except MoveRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("The file was deleted."))
        return redirect("referrals:files", referral_id)
    return render(
        request,
        "referrals/delete_file.html",
        {"page": page, "referral": page.referral, "file": found},
    )
