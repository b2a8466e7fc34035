"""The pages on which a further country is prepared, looked at and let in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import country_editing as editing
from contacts.country_forms import CountryForm
from contacts.models import Country
from contacts.permissions import (
    can_open_country,
    can_prepare_countries,
    can_propose_data,
    can_see_countries,
)
from protection.actor import Actor, current_actor


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    """The countries, and which of them take part. For editors, operators and contact points."""
    actor = _reader()
    context = {
        "countries": Country.objects.order_by("-in_portal", "order", "code"),
        "can_prepare": can_prepare_countries(actor),
    }
    return render(request, "contacts/countries/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def country_add(request: HttpRequest) -> HttpResponse:
    """A country to prepare; 422 keeps what was typed."""
    _preparer()
    form = CountryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        country = editing.add_country(form, now=timezone.now())
        messages.success(request, _("The country was added. It does not take part yet."))
        return redirect("contacts:country", country_code=country.pk)
    return _form(request, form, title=_("Add a country"))


@require_safe
def country_page(request: HttpRequest, country_code: str) -> HttpResponse:
    """All that the portal knows of a country, and what is missing before it can take part."""
    actor, country = _reader(), get_object_or_404(Country, pk=country_code)
    return render(request, "contacts/countries/page.html", _context(actor, country))


def _context(actor: Actor, country: Country) -> dict[str, Any]:
    preparing = not country.in_portal
    groups = [
        {"part": part, "rows": [(row.pk, part.shown(row)) for row in part.rows(country.pk)]}
        for part in editing.parts().values()
    ]
    return {
        "country": country,
        "groups": groups,
        "missing": editing.missing(country) if preparing else [],
        "can_change": preparing and can_prepare_countries(actor),
        "can_open": preparing and can_open_country(actor, country),
        "may_propose": country.in_portal and can_propose_data(actor),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def country_change(request: HttpRequest, country_code: str) -> HttpResponse:
    """The country's own data, while it is being prepared."""
    _preparer()
    country = get_object_or_404(Country, pk=country_code, in_portal=False)
    form = CountryForm(request.POST or None, instance=country)
    if request.method == "POST" and form.is_valid():
        try:
            editing.change_country(form)
        except editing.CountryRefusedError:
            return _refused(request, country_code)
        return redirect("contacts:country", country_code=country_code)
    return _form(request, form, title=_("Change the country"), code=country_code)


@require_http_methods(["GET", "HEAD", "POST"])
def part_edit(request: HttpRequest, country_code: str, part: str, row_id: int = 0) -> HttpResponse:
    """Add a row of a part, or change one."""
    _preparer()
    get_object_or_404(Country, pk=country_code, in_portal=False)
    kind = editing.parts().get(part)
    if kind is None:
        raise Http404
    row = get_object_or_404(kind.rows(country_code), pk=row_id) if row_id else None
    form = kind.form(request.POST or None, instance=row, country=country_code)
    if request.method == "POST" and form.is_valid():
        try:
            editing.save_part(country_code, kind, form)
        except editing.CountryRefusedError:
            return _refused(request, country_code)
        return redirect("contacts:country", country_code=country_code)
    return _form(request, form, title=str(kind.title if row else kind.add), code=country_code)


@require_POST
def part_remove(request: HttpRequest, country_code: str, part: str, row_id: int) -> HttpResponse:
    """Take a row of a part away; 409 where that cannot be done."""
    _preparer()
    kind = editing.parts().get(part)
    if kind is None:
        raise Http404
    row = get_object_or_404(kind.rows(country_code), pk=row_id)
    try:
        editing.remove_part(country_code, kind, row)
    except editing.CountryRefusedError:
        return _refused(request, country_code)
    return redirect("contacts:country", country_code=country_code)


@require_POST
def country_open(request: HttpRequest, country_code: str) -> HttpResponse:
    """Let the country take part; 409 while something is missing, and for who prepared it."""
    _reader()
    get_object_or_404(Country, pk=country_code)
    try:
        country = editing.open_country(country_code, now=timezone.now())
    except editing.CountryRefusedError:
        return _refused(request, country_code)
    messages.success(
        request, _("%(country)s takes part in the portal from now on.") % {"country": country.name}
    )
    return redirect("contacts:country", country_code=country_code)


def _form(request: HttpRequest, form: Any, *, title: str, code: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "code": code}
    status = 422 if form.is_bound else 200
    return render(request, "contacts/countries/form.html", context, status=status)


def _refused(request: HttpRequest, country_code: str) -> HttpResponse:
    messages.error(request, _("This cannot be done now. Nothing was changed."))
    country = get_object_or_404(Country, pk=country_code)
    context = _context(_reader(), country)
    return render(request, "contacts/countries/page.html", context, status=409)


def _reader() -> Actor:
    actor = current_actor()
    if actor is None or not can_see_countries(actor):
        raise Http404
    return actor


def _preparer() -> None:
    if not can_prepare_countries(current_actor()):
        raise Http404
