"""The page on which a country's contact point keeps its rota: nights, weekends, deputies."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Role
from contacts import codes
from contacts.duty import answering_now
from contacts.models import DutyShift
from contacts.rota import Weekday
from contacts.selectors import contact_point_organisations
from protection.actor import Actor
from referrals.forms.duty import ShiftForm
from referrals.services import rota as service

from .common import case_worker, for_case_workers

MOST_SHOWN = 200


def _contact_point() -> Actor:
    actor = case_worker()
    if actor.role != Role.CONTACT_POINT:
        raise Http404
    service.rota_organisations(actor)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@for_case_workers
def rota(request: HttpRequest) -> HttpResponse:
    """The rota, who is on duty now, and a form for one more shift."""
    actor = _contact_point()
    now = timezone.now()
    organisations = contact_point_organisations(actor.country)
    form = ShiftForm(organisations, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            service.add_shift(form.shift())
            messages.success(request, _("The shift was added."))
            return redirect("referrals:duty")
    shifts = (
        DutyShift.objects.filter(country_id=actor.country)
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
        .select_related("organisation", "user")
        .order_by("deputy", "starts_at", "id")
    )
    names = dict(Weekday.choices)
    lines = [
        {
            "shift": shift,
            "who": str(shift.user) if shift.user else _("whoever is there"),
            "left": shift.user is not None and not shift.user.is_active,
            "days": ", ".join(str(names[day]) for day in shift.weekdays),
            "languages": " · ".join(codes.labels("language", list(shift.languages))),
        }
        for shift in shifts[:MOST_SHOWN]
    ]
    context = {
        "form": form,
        "lines": lines,
        "answering": answering_now(actor.country, now),
        "country": codes.label("country", actor.country),
    }
    return render(request, "referrals/team/duty.html", context, status=status)


@require_POST
@for_case_workers
def delete_shift(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Take a shift off the rota."""
    _contact_point()
    service.delete_shift(shift_id)
    messages.success(request, _("The shift was taken off the rota."))
    return redirect("referrals:duty")
