"""The life of a report: comments, the vote, sending, publishing, corrections, newer figures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.models import Country
from documents.difference import pieces
from protection.audit import record
from protection.files.checks import CONTENT_TYPES, FileRefused
from reports import adoption, planning, selectors, sending, versions
from reports.figures import LANGUAGES
from reports.life import MoveCode, VersionState
from reports.life_forms import (
    ByHandForm,
    CorrectionForm,
    OutsideForm,
    PlanForm,
    PublishForm,
    ReceiptForm,
    SendForm,
    VoteForm,
)
from reports.models import Dispatch, RunKind
from reports.publishing import concerns
from reports.services import RunRefused, start_files
from reports.telling import tell
from reports.versions import MoveRefused
from reports.views.common import readable, reader, writer
from reports.views.reports import handed_out, refused
from reports.wording import wording

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
SIMPLE_MOVES = {MoveCode.SHARE, MoveCode.TAKE_BACK}
BEGUN = gettext_lazy("The next version begins with the text and the figures of the last one.")


@require_POST
def simple_move(request: HttpRequest, report_id: UUID, code: str) -> HttpResponse:
    """Open a version for comments, or take it back."""
    actor = writer()
    if code not in SIMPLE_MOVES:
        raise Http404
    version = readable(report_id)
    try:
        versions.move(
            version.pk,
            MoveCode(code),
            role=actor.role,
            user_id=actor.user_id,
            now=timezone.now(),
        )
    except MoveRefused as why:
        return refused(request, report_id, why)
    if code == MoveCode.SHARE:
        tell(version, "report_shared")
        messages.success(
            request, _("The members of the working group can read and comment on it now.")
        )
    else:
        messages.success(request, _("It is a draft again. Comments that were made stay."))
    return redirect("reports:detail", report_id)


@require_POST
def make_files(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Make the files anew from the text as it stands."""
    actor = writer()
    version = readable(report_id)
    try:
        start_files(version.pk, user_id=actor.user_id, now=timezone.now())
    except RunRefused as why:
        return refused(request, report_id, why)
    return redirect("reports:detail", report_id)


@GET_OR_POST
def put_to_vote(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Put the version to the working group by written procedure."""
    actor = writer()
    version = readable(report_id)
    form = VoteForm(request.POST or None, today=timezone.localdate())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                adoption.put_to_vote(
                    version.pk,
                    answer_by=form.cleaned_data["answer_by"],
                    by=actor,
                    now=timezone.now(),
                )
            except MoveRefused as why:
                form.add_error(None, str(why))
                status = 409
            else:
                messages.success(request, _("The countries have been told."))
                return redirect("reports:detail", report_id)
    return _form_page(
        request,
        version.report,
        form,
        _("Put it to the working group"),
        status,
        _("From then on its text stays as it is. Each country is asked to approve it."),
    )


@GET_OR_POST
def send(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send the adopted version by mail, or record that it was sent by hand."""
    actor = writer()
    version = readable(report_id)
    by_hand = "by_hand" in request.POST
    form = SendForm(request.POST if request.method == "POST" and not by_hand else None)
    hand = ByHandForm(
        request.POST if by_hand else None,
        request.FILES if by_hand else None,
        today=timezone.localdate(),
        prefix="hand",
    )
    status = 200
    if request.method == "POST":
        status = 422
        asked = hand if by_hand else form
        try:
            if asked.is_valid():
                if by_hand:
                    proof = hand.cleaned_data["proof"]
                    sending.record_by_hand(
                        version.pk,
                        sent_on=hand.cleaned_data["sent_on"],
                        data=proof.read(),
                        user_id=actor.user_id,
                        now=timezone.localtime(),
                    )
                    messages.success(request, _("It is recorded that the report was sent."))
                else:
                    sending.queue_mail(
                        version.pk,
                        address=form.cleaned_data["address"],
                        user_id=actor.user_id,
                        now=timezone.now(),
                    )
                    messages.success(
                        request, _("The mail is on its way. This page says when it has gone.")
                    )
                return redirect("reports:detail", report_id)
        except FileRefused as why:
            asked.add_error("proof", str(why))
        except MoveRefused as why:
            asked.add_error(None, str(why))
            status = 409
    context = {"report": version.report, "version": version, "form": form, "hand": hand}
    return render(request, "reports/send.html", context, status=status)


@GET_OR_POST
def receipt(request: HttpRequest, report_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Record what the Committee's secretariat answered."""
    writer()
    version = readable(report_id)
    dispatch = get_object_or_404(Dispatch.objects.defer("proof"), pk=dispatch_id, version=version)
    form = ReceiptForm(
        request.POST or None,
        today=timezone.localdate(),
        initial={"received_on": dispatch.received_on, "receipt": dispatch.receipt},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                sending.record_receipt(dispatch_id, now=timezone.now(), **form.cleaned_data)
            except MoveRefused as why:
                form.add_error(None, str(why))
                status = 409
            else:
                messages.success(request, _("The receipt is recorded."))
                return redirect("reports:detail", report_id)
    return _form_page(request, version.report, form, _("Record the receipt"), status)


@require_GET
def proof(request: HttpRequest, report_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """The file that proves a sending by hand."""
    writer()
    version = readable(report_id)
    dispatch = get_object_or_404(Dispatch, pk=dispatch_id, version=version, by_hand=True)
    kind = CONTENT_TYPES[dispatch.proof_name.rpartition(".")[2]]
    return handed_out(request, report_id, dispatch.proof_name, bytes(dispatch.proof or b""), kind)


@GET_OR_POST
def publish(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask for each block with typed numbers whether the public may read them; POST makes the files
    for the public. The version is published once they are made.
    """
    actor = writer()
    version = readable(report_id)
    if request.method != "POST" and version.state != VersionState.SENT:
        raise Http404
    found = concerns(version) if version.state == VersionState.SENT else []
    titles = wording(get_language() if get_language() in LANGUAGES else LANGUAGES[0]).titles
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        blocks=[(one.key, f"{titles[one.key]}: {', '.join(one.numbers)}") for one in found],
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            confirmed = form.cleaned_data["confirmed"]
            try:
                start_files(
                    version.pk,
                    user_id=actor.user_id,
                    now=timezone.now(),
                    kind=RunKind.PUBLIC,
                    confirmed=confirmed,
                )
            except RunRefused as why:
                return refused(request, report_id, why)
            for key in confirmed:
                record(
                    "report_number_confirmed",
                    subject="report",
                    subject_id=str(report_id),
                    detail={"block": key},
                )
            messages.success(
                request, _("The files for the public are being made. Then the report is published.")
            )
            return redirect("reports:detail", report_id)
    context = {"report": version.report, "form": form, "concerns": found}
    return render(request, "reports/publish.html", context, status=status)


@GET_OR_POST
def correct(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Begin a corrigendum of an adopted version, or the version after one not adopted."""
    actor = writer()
    version = readable(report_id)
    form = CorrectionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                versions.new_version(
                    report_id, user_id=actor.user_id, now=timezone.now(), **form.cleaned_data
                )
            except MoveRefused as why:
                form.add_error(None, str(why))
                status = 409
            else:
                messages.success(request, BEGUN)
                return redirect("reports:detail", report_id)
    return _form_page(request, version.report, form, _("Begin a corrigendum"), status)


@require_POST
def try_again(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The version after one that was not adopted."""
    actor = writer()
    readable(report_id)
    try:
        versions.new_version(report_id, user_id=actor.user_id, now=timezone.now())
    except MoveRefused as why:
        return refused(request, report_id, why)
    messages.success(request, BEGUN)
    return redirect("reports:detail", report_id)


@GET_OR_POST
def newer_figures(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """What would change with the offered figures; POST takes or leaves them."""
    actor = writer()
    version = readable(report_id)
    if version.offered is None or version.run is None:
        raise Http404
    if request.method == "POST":
        try:
            if request.POST.get("action") == "take":
                versions.take_figures(version.pk, user_id=actor.user_id, now=timezone.now())
                messages.success(request, _("The report has the new figures."))
            else:
                versions.leave_figures(version.pk)
                messages.success(request, _("The report keeps its figures."))
        except MoveRefused as why:
            return refused(request, report_id, why)
        return redirect("reports:detail", report_id)
    context = {
        "report": version.report,
        "version": version,
        "changes": selectors.changed_figures(version, get_language() or "nl"),
    }
    return render(request, "reports/newer_figures.html", context)


@require_GET
def difference(request: HttpRequest, report_id: UUID, number: int) -> HttpResponse:
    """What reads otherwise in this version than in the one before, in both languages."""
    after = readable(report_id, number)
    if number < 2:
        raise Http404
    before = readable(report_id, number - 1)
    changes = []
    for language in LANGUAGES:
        titles = wording(language).titles
        old = selectors.texts_of(before, language)
        changed = [
            {"label": titles[key], "pieces": pieces(old.get(key, ""), text)}
            for key, text in selectors.texts_of(after, language).items()
            if old.get(key, "") != text
        ]
        changes.append({"language": language, "changes": changed})
    context = {"report": after.report, "before": before, "after": after, "groups": changes}
    return render(request, "reports/difference.html", context)


@GET_OR_POST
def plan(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The cut-off and due dates, and the steps between them."""
    writer()
    report = readable(report_id).report
    form = PlanForm(request.POST or None, initial={"cut_off": report.cut_off, "due": report.due})
    if request.method == "POST" and form.is_valid():
        planning.set_plan(report_id, **form.cleaned_data)
        messages.success(request, _("The plan is saved."))
        return redirect("reports:plan", report_id)
    context = {"report": report, "form": form, "steps": planning.steps_of(report)}
    return render(request, "reports/plan.html", context, status=422 if form.errors else 200)


@GET_OR_POST
def outside(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """National figures from outside the portal: the list, and the form that adds one."""
    actor = writer()
    report = readable(report_id).report
    countries = [(c.code, c.name) for c in Country.objects.filter(in_portal=True)]
    form = OutsideForm(request.POST or None, countries=countries)
    if request.method == "POST" and form.is_valid():
        planning.add_outside(
            report_id, user_id=actor.user_id, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Saved. It appears with the next figures of this report."))
        return redirect("reports:outside", report_id)
    context = {
        "report": report,
        "form": form,
        "figures": planning.outside_lines(report_id, get_language() or "", dict(countries)),
    }
    return render(request, "reports/outside.html", context, status=422 if form.errors else 200)


@require_POST
def remove_outside(request: HttpRequest, report_id: UUID, figure_id: int) -> HttpResponse:
    """Take a figure from outside off the list; what is frozen keeps it."""
    writer()
    readable(report_id)
    planning.remove_outside(report_id, figure_id)
    messages.success(request, _("The figure is off the list."))
    return redirect("reports:outside", report_id)


def _form_page(
    request: HttpRequest, report: Any, form: Any, title: str, status: int, explanation: str = ""
) -> HttpResponse:
    """A page with one form."""
    reader()
    context = {"report": report, "form": form, "heading": title, "explanation": explanation}
    return render(request, "reports/form.html", context, status=status)
