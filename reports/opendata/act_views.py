"""Publishing figures outside a report: the secretariat proposes, a member of the group agrees."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.figures import from_json
from reports.models import ProposalState, PublicationProposal, Release, WithdrawalReason
from reports.monitoring.panels import public_panels
from reports.opendata import publishing
from reports.opendata.forms import AnswerForm, ProposeForm, WithdrawForm
from reports.opendata.publishing import PublishingRefused, publications, sources
from reports.opendata.words import country_of
from reports.permissions import can_agree_to_publish, can_write_reports
from reports.views.common import reader, writer

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MOST = 50
KINDS = {
    ProposalState.WAITING: "info",
    ProposalState.PUBLISHED: "good",
    ProposalState.REFUSED: "bad",
    ProposalState.TAKEN_BACK: "quiet",
}


def _proposals() -> Any:
    found = PublicationProposal.objects.select_related("source", "publication", "proposed_by")
    return found.defer("source__counted", "source__shown")


def period_of(entry: Release) -> str:
    """A release's period in the reader's language, with its country where it is about one."""
    first, last = (date_format(day, "DATE_FORMAT") for day in (entry.period_from, entry.period_to))
    country = country_of(entry, get_language() or "en")
    return f"{first} – {last} ({country})" if country else f"{first} – {last}"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what is published, and what was proposed before."""
    actor = reader()
    rows = list(_proposals().defer("shown", "source__counted", "source__shown")[:MOST])
    context = {
        "proposals": [
            {"row": row, "period": period_of(row.source), "kind": KINDS[ProposalState(row.state)]}
            for row in rows
        ],
        "published": [
            {"row": one, "period": period_of(one.release)} for one in publications()[:MOST]
        ],
        "may_write": can_write_reports(actor),
        "may_propose": can_write_reports(actor) and bool(sources()),
    }
    return render(request, "reports/opendata/overview.html", context)


@GET_OR_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Choose figures and say who decided; 409 where they cannot be published."""
    actor = writer()
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        sources=sources(),
        named=period_of,
        today=timezone.localdate(),
        label_suffix="",
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = publishing.propose(
                    form.source(), form.decision(), by=actor, now=timezone.now()
                )
            except PublishingRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(
                    request, _("The members of the working group are asked. Nothing is public yet.")
                )
                return redirect("reports:proposal", made.pk)
    return render(request, "reports/opendata/propose.html", {"form": form}, status=status)


@GET_OR_POST
def proposal(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """What everybody would see, and a member's answer; 409 when it cannot be given any more."""
    actor = reader()
    row = get_object_or_404(_proposals(), pk=publication_id)
    answers = row.state == ProposalState.WAITING and can_agree_to_publish(actor)
    form = AnswerForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST":
        if not can_agree_to_publish(actor):
            raise Http404
        status = 422
        if form.is_valid():
            try:
                if form.cleaned_data["answer"] == "agree":
                    made = publishing.agree(publication_id, by=actor, now=timezone.now())
                    messages.success(request, _("Published. Everybody can read these figures now."))
                    return redirect("opendata:release", made.slug)
                remarks = form.cleaned_data["remarks"]
                publishing.refuse(publication_id, remarks=remarks, by=actor, now=timezone.now())
                messages.success(request, _("You refused. Nothing was published."))
                return redirect("reports:publications")
            except PublishingRefused as refused:
                form.add_error(None, str(refused))
                status = 409
    context = {
        "row": row,
        "kind": KINDS[ProposalState(row.state)],
        "period": period_of(row.source),
        "panels": public_panels(from_json(row.shown), get_language() or "en"),
        "form": form if answers or status == 409 else None,
        "may_take_back": row.state == ProposalState.WAITING and can_write_reports(actor),
    }
    return render(request, "reports/opendata/proposal.html", context, status=status)


@require_POST
def take_back(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """The secretariat no longer asks."""
    actor = writer()
    get_object_or_404(PublicationProposal.objects.only("pk"), pk=publication_id)
    try:
        publishing.take_back(publication_id, by=actor, now=timezone.now())
    except PublishingRefused as refused:
        messages.error(request, str(refused))
    return redirect("reports:proposal", publication_id)


@GET_OR_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand published figures out no longer; asks first, since it cannot be undone."""
    actor = writer()
    publication = publications().filter(slug=slug).first()
    if publication is None:
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reason = WithdrawalReason(form.cleaned_data["reason"])
                publishing.withdraw(publication, reason, by=actor, now=timezone.now())
                return redirect("opendata:release", slug)
            except PublishingRefused as refused:
                form.add_error(None, str(refused))
                status = 409
    context = {"form": form, "period": period_of(publication.release), "slug": slug}
    return render(request, "reports/opendata/withdraw.html", context, status=status)
