"""Certificates: the secretariat's page of a training, one's own, and the public check."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protection.actor import current_actor
from protection.audit import record
from protection.pace import within_pace
from trainings.attending import lists_missing
from trainings.certificates import making, revoking, selectors
from trainings.certificates.checking import look_up
from trainings.certificates.paper import lines_of
from trainings.certificates.tasks import send_work
from trainings.forms.certificates import CheckForm, RevokeForm
from trainings.models import Certificate, CertificateRun, Revocation, Training
from trainings.permissions import can_fetch_certificate, can_make_certificates
from trainings.views.common import for_readers, found_training, reader

# Who has a paper types its code a few times; a program that tries codes is stopped.
MOST_CHECKS = 30
WINDOW_SECONDS = 600


def _training(training_id: UUID) -> Training:
    training = found_training(training_id)
    if not can_make_certificates(current_actor()):
        raise Http404
    return training


@require_http_methods(["GET", "HEAD", "POST"])
def of_training(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """The certificates of a training; POST has those made that are missing. 409 when refused."""
    training = _training(training_id)
    status = 200
    if request.method == "POST":
        membership = request.membership.pk  # type: ignore[attr-defined]
        try:
            run = making.ask_for(training.pk, membership, now=timezone.now())
        except making.MakingRefused as refusal:
            messages.error(request, REFUSALS[refusal.reason]())
            status = 409
        else:
            transaction.on_commit(partial(send_work, run.pk))
            return redirect("trainings:training_certificates", training_id=training.pk)
    run_now = CertificateRun.objects.filter(training=training).first()
    context: dict[str, Any] = {"training": training, "run": run_now}
    if status == 200 and "waiting" in request.GET and "X-Activity" in request.headers:
        response = render(request, "trainings/certificates/progress.html", context)
        response["X-Progress"] = "active" if run_now and run_now.is_open else "ended"
        return response
    record("certificates_viewed", subject="training", subject_id=str(training.pk))
    context |= {
        "page": selectors.of_training(training.pk, request.GET.get("after", "")),
        "missing": making.to_be_made(training.pk).count(),
        "lists_missing": lists_missing(training),
        "held": training.state in making.ISSUED_IN,
        "revoke_form": RevokeForm(initial={"reason": Revocation.CANCELLED}, label_suffix=""),
    }
    return render(request, "trainings/certificates/of_training.html", context, status=status)


REFUSALS = {
    "role": lambda: _("The secretariat has certificates made."),
    "state": lambda: _("Certificates can be made once the training was held."),
    "lists": lambda: _("Take the list of every half-day first."),
    "running": lambda: _("The certificates are being made already."),
    "none": lambda: _("Everybody who was there has a certificate."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, training_id: UUID, certificate_id: UUID) -> HttpResponse:
    """Revoke one certificate, with the reason. 409 when it was revoked already."""
    training = _training(training_id)
    certificate = (
        Certificate.objects.defer("content").filter(training=training, pk=certificate_id).first()
    )
    if certificate is None:
        raise Http404
    form = RevokeForm(request.POST or None, label_suffix="")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reason = Revocation(form.cleaned_data["reason"])
                revoking.revoke(certificate.pk, reason, now=timezone.now())
            except revoking.RevocationRefused:
                messages.error(request, _("This certificate was revoked already."))
                status = 409
            else:
                messages.success(request, _("The certificate is revoked."))
                return redirect("trainings:training_certificates", training_id=training.pk)
    context = {"training": training, "certificate": certificate, "form": form}
    return render(request, "trainings/certificates/revoke.html", context, status=status)


@require_POST
def revoke_all(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Revoke every certificate of a training."""
    training = _training(training_id)
    form = RevokeForm(request.POST, label_suffix="")
    if not form.is_valid():
        raise Http404
    number = revoking.revoke_all(
        training.pk, Revocation(form.cleaned_data["reason"]), now=timezone.now()
    )
    messages.success(request, _("Revoked certificates: %(number)s") % {"number": number})
    return redirect("trainings:training_certificates", training_id=training.pk)


@require_safe
@for_readers
def own(request: HttpRequest) -> HttpResponse:
    """The reader's own certificates, and those of colleagues without an account."""
    actor = reader()
    page = selectors.for_reader(actor, request.GET.get("after", ""))
    others = sum(row.user_id != actor.user_id for row in page.rows)
    if others:
        record(
            "colleagues_certificates_viewed",
            subject="organisation",
            subject_id=str(actor.organisation_id),
            detail={"people": str(others)},
        )
    return render(request, "trainings/certificates/own.html", {"page": page})


@require_safe
@for_readers
def certificate_file(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The paper, for who may have it; each fetching is logged. 404 once revoked or erased."""
    found = (
        Certificate.objects.select_related("registration", "training")
        .filter(pk=certificate_id, revoked_at=None)
        .first()
    )
    if found is None or found.content is None or not can_fetch_certificate(current_actor(), found):
        raise Http404
    record("certificate_fetched", subject="certificate", subject_id=str(found.pk))
    response = HttpResponse(bytes(found.content), content_type="application/pdf")
    name = f"{found.training.reference}-{found.language}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


# A stranger has no session that a foreign site could borrow, and the answer changes nothing.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """What stands on a paper, for who types its code. The code goes by POST: in no address or log.

    422 for what cannot be a code, 429 for too many tries of one network address.
    """
    form = CheckForm(request.POST or None, label_suffix="")
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        address = request.META.get("REMOTE_ADDR", "")
        if not within_pace("certificate", address, most=MOST_CHECKS, seconds=WINDOW_SECONDS):
            context["too_many"] = True
            response = render(request, "trainings/certificates/check.html", context, status=429)
            response["Retry-After"] = str(WINDOW_SECONDS)
            return response
        if form.is_valid():
            answer = look_up(form.cleaned_data["code"])
            context |= {"asked": True, "answer": answer}
            if answer and answer.paper:
                context |= {"lines": lines_of(answer.paper), "language": answer.paper.language}
        else:
            status = 422
    response = render(request, "trainings/certificates/check.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
