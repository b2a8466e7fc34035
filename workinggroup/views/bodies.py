"""The first page, and the bodies: who sits in them and by which rules."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import codes
from protection.actor import require_actor
from workinggroup import seats
from workinggroup.codes import TO_COME, Silence
from workinggroup.forms import RulesForm, SeatForm
from workinggroup.meetings.following import open_for
from workinggroup.models import Body, Meeting, Procedure, Seat
from workinggroup.permissions import can_run_bodies
from workinggroup.views.common import for_part_takers, for_secretariat

RECENT = 5


@require_safe
@for_part_takers
def home(request: HttpRequest) -> HttpResponse:
    """The two bodies, what waits for the reader's country, and the way to each part."""
    actor = require_actor()
    own = seats.bodies_of(actor.organisation_id)
    visible = Procedure.objects.visible_to(actor)
    context = {
        "bodies": [(body, body.pk in own) for body in Body.objects.select_related("parent")],
        "meetings": Meeting.objects.visible_to(actor)
        .filter(state__in=TO_COME, starts_at__gte=timezone.now())
        .defer("search_vector")
        .order_by("starts_at", "pk")[:RECENT],
        "actions": open_for(actor)[:RECENT],
        "procedures": visible.filter(closed_at=None).select_related("body")[:RECENT],
        "runs": can_run_bodies(actor),
    }
    return render(request, "workinggroup/home.html", context)


@require_safe
@for_part_takers
def body_page(request: HttpRequest, body: str) -> HttpResponse:
    """One body: its task, its rules and its seats by country."""
    return _body_page(request, _body(body))


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def rules(request: HttpRequest, body: str) -> HttpResponse:
    """What silence means in this body, and how long a country has to answer."""
    found = _body(body)
    initial = {"silence": found.silence, "answer_days": found.answer_days}
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        silence = Silence(form.cleaned_data["silence"])
        seats.set_rules(found, silence=silence, answer_days=form.cleaned_data["answer_days"])
        messages.success(request, _("The rules hold for procedures that are opened from now on."))
        return redirect("workinggroup:body", found.pk)
    context = {"body": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "workinggroup/rules.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def seat_add(request: HttpRequest, body: str) -> HttpResponse:
    """Give an organisation a seat."""
    found = _body(body)
    form = SeatForm(found, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                seats.add_seat(
                    found, given["organisation"], votes=given["votes"], since=given["since"]
                )
            except seats.SeatRefused:
                status = 409
                form.add_error(
                    None,
                    _(
                        "It has a seat already, has no country, or another organisation answers "
                        "for its country."
                    ),
                )
            else:
                messages.success(request, _("The organisation has a seat."))
                return redirect("workinggroup:body", found.pk)
    context = {"body": found, "form": form}
    return render(request, "workinggroup/seat_add.html", context, status=status)


@require_POST
@for_secretariat
def seat_end(request: HttpRequest, seat_id: int) -> HttpResponse:
    """End a seat from today."""
    try:
        seat = seats.end_seat(seat_id, on=timezone.localdate())
    except Seat.DoesNotExist:
        raise Http404 from None
    except seats.SeatRefused:
        messages.error(request, _("This seat has ended already."))
        body = Seat.objects.values_list("body_id", flat=True).get(pk=seat_id)
        return _body_page(request, _body(body), status=409)
    messages.success(request, _("The seat has ended. What was answered from it stays."))
    return redirect("workinggroup:body", seat.body_id)


def _body_page(request: HttpRequest, found: Body, *, status: int = 200) -> HttpResponse:
    lines = seats.seats_of(found)
    context = {
        "body": found,
        "lines": [(line, codes.label("org_type", line.kind)) for line in lines],
        "silence": Silence(found.silence).label,
        "runs": can_run_bodies(require_actor()),
    }
    return render(request, "workinggroup/body.html", context, status=status)


def _body(code: str) -> Body:
    found = Body.objects.select_related("parent").filter(pk=code).first()
    if found is None:
        raise Http404
    return found
