"""The register of breaches: list, one breach, writing it down, and taking it along."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.step_up import step_up_for_download
from contacts import codes
from documents.tables import harmless
from protection.actor import require_actor
from protection.audit import record
from referrals.papers.paper import make_pdf
from rights import breaches as service
from rights.codes import AUTHORITIES, BreachKind, DataCategory
from rights.deadlines import notify_by
from rights.forms import BreachForm, first_values
from rights.models import Breach
from rights.permissions import can_keep_registers, is_officer
from rights.registers import Refused, page_after
from rights.requests import controllers

from .common import download, for_those

MOST_ROWS = 5000
GROUPS = {
    "open": pgettext_lazy("several", "Open"),
    "closed": pgettext_lazy("several", "Closed"),
    "all": pgettext_lazy("several", "All"),
}


def _rows() -> Any:
    sealed = Breach.objects.defer(*service.SEALED)
    return sealed.select_related("organisation")


@require_safe
@for_those(can_keep_registers)
def breaches(request: HttpRequest) -> HttpResponse:
    """The register, the newest discovery first."""
    group = request.GET.get("group", "open")
    group = group if group in GROUPS else "open"
    rows = _rows()
    if group != "all":
        rows = rows.filter(closed_at__isnull=group == "open")
    found, following = page_after(rows, "discovered_at", request.GET.get("after", ""))
    now = timezone.now()
    lines = [{"row": row, "late": row.is_late(now)} for row in found]
    context = {"lines": lines, "following": following, "group": group, "groups": GROUPS.items()}
    return render(request, "rights/breaches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(can_keep_registers)
def report(request: HttpRequest) -> HttpResponse:
    """Write down a breach: when it was discovered is enough to begin."""
    actor, now = require_actor(), timezone.now()
    among = controllers(actor)
    form = BreachForm(
        request.POST if request.method == "POST" else None,
        controllers=among if is_officer(actor) else None,
        now=now,
        late_from=_late_from(actor.country),
        initial={"discovered_at": timezone.localtime(now)},
    )
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data.get("organisation") or among.first()
        if organisation is None:
            raise Http404
        row = service.report(organisation, form.cleaned_data, now=now)
        messages.success(request, _("Written down. The clock runs from the discovery."))
        return redirect("rights:breach", row.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "rights/breach_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those(can_keep_registers)
def change(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Write down what is known by now."""
    row, now = service.read(breach_id), timezone.now()
    form = BreachForm(
        request.POST if request.method == "POST" else None,
        controllers=None,
        now=now,
        late_from=_late_from(row.country),
        initial=first_values(row, service.texts(row)) if request.method != "POST" else None,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                service.change(breach_id, form.cleaned_data, now=now)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("Recorded."))
                return redirect("rights:breach", breach_id)
    return render(request, "rights/breach_form.html", {"form": form, "row": row}, status=status)


def _named_in_the_directory(country: str) -> tuple[tuple[str, str], ...]:
    """The authority of a country that was added later, in its own name, whose language is open."""
    name = codes.attribute("country", country, "authority", "")
    return (("", name),) if name else ()


@require_safe
@for_those(can_keep_registers)
def one(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One breach, with its clock and what is left to do."""
    row, now = service.read(breach_id), timezone.now()
    hours = int((row.due_at - now).total_seconds() // 3600)
    context = {
        "row": row,
        "lines": _lines(row),
        "late": row.is_late(now),
        "hours": abs(hours),
        "authority": AUTHORITIES.get(row.country) or _named_in_the_directory(row.country),
        "may_close": not row.clock_runs and row.closed_at is None,
    }
    return render(request, "rights/breach.html", context)


@require_POST
@for_those(can_keep_registers)
def close(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Nothing is left to do; or open it again."""
    moves: dict[bool, tuple[Callable[[], object], str]] = {
        True: (lambda: service.close(breach_id, now=timezone.now()), _("Closed.")),
        False: (lambda: service.open_again(breach_id), _("Open again.")),
    }
    perform, done = moves["again" not in request.POST]
    try:
        perform()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("rights:breach", breach_id)


@require_safe
@for_those(can_keep_registers)
@step_up_for_download
def sheet(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One breach on paper, for the file or the authority."""
    row, now = service.read(breach_id), timezone.now()
    record("breaches_exported", subject="breach", subject_id=str(row.pk))
    title = _("Data breach %(reference)s") % {"reference": row.reference}
    data = {
        "reference": row.reference,
        "body": row.organisation.name,
        "made_at": _moment(now),
        "introduction": [],
        "parts": [
            {
                "heading": _("What is in the register"),
                "sections": [{"heading": _("Data breach"), "lines": _lines(row)}],
            }
        ],
        "foot": f"{row.organisation.name} – {row.reference}",
    }
    pdf = make_pdf("sheet.typ", data, language=get_language() or "en", title=title, now=now)
    return download(pdf, f"{row.reference}.pdf", "application/pdf")


@require_safe
@for_those(can_keep_registers)
@step_up_for_download
def register(request: HttpRequest) -> HttpResponse:
    """The whole register as CSV, with its texts: what art. 33(5) lets the authority ask for."""
    record("breaches_exported", subject="breach", subject_id="register")
    rows = list(Breach.objects.select_related("organisation", "recorded_by")[:MOST_ROWS])
    file = io.StringIO()
    writer = csv.writer(file)
    for number, row in enumerate(rows):
        lines = _lines(row, all_of_them=True)
        if number == 0:
            writer.writerow([_("Reference"), *(label for label, _text in lines)])
        writer.writerow([row.reference, *(harmless(text) for _label, text in lines)])
    data = b"\xef\xbb\xbf" + file.getvalue().encode()
    return download(data, "register.csv", "text/csv; charset=utf-8")


def _lines(row: Breach, *, all_of_them: bool = False) -> list[tuple[str, str]]:
    """What is filled in, in words; with `all_of_them` what is empty as well."""
    texts = service.texts(row)
    lines = [
        (_("Organisation that is responsible"), f"{row.organisation.name} ({row.country})"),
        (_("Discovered on"), _moment(row.discovered_at)),
        (_("Began"), _moment(row.began_at)),
        (_("Authority to be told by"), _moment(row.due_at)),
        (_("Kind of breach"), _named(BreachKind, row.kinds)),
        (_("What happened, in words"), texts["description"]),
        (_("Which data"), _named(DataCategory, row.categories)),
        (_("Persons"), _number(row.persons)),
        (_("Records"), _number(row.records)),
        (_("What it may mean for these persons"), texts["consequences"]),
        (_("Measures"), texts["measures"]),
        (_("Risk"), str(row.get_risk_display()) if row.risk else ""),
        (_("Authority told on"), _moment(row.notified_at)),
        (_("Its reference"), row.authority_reference),
        (_("Why later than 72 hours"), texts["delay_reason"]),
        (_("Persons told on"), date_format(row.informed_on) if row.informed_on else ""),
        (
            _("Why persons were not told one by one"),
            str(row.get_not_informed_display()) if row.not_informed else "",
        ),
        (_("Written down on"), _moment(row.recorded_at)),
        (_("Last changed on"), _moment(row.changed_at)),
        (_("Closed on"), _moment(row.closed_at)),
    ]
    return lines if all_of_them else [line for line in lines if line[1]]


def _late_from(country: str) -> Callable[[dict[str, Any]], datetime]:
    """After which moment a notification is late, by what a form says."""

    def late_from(data: dict[str, Any]) -> datetime:
        organisation = data.get("organisation")
        of = country or (organisation.country_id if organisation else "") or ""
        return notify_by(of, data["discovered_at"])

    return late_from


def _named(choices: Any, chosen: list[str]) -> str:
    labels: dict[str, str | Promise] = dict(choices.choices)
    return "; ".join(str(labels.get(code, code)) for code in chosen)


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
