"""The directory's pages: search, an organisation, and its own entry form."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contacts import codes, selectors
from contacts.capacity_views import rooms_shown
from contacts.cards import square, vcards
from contacts.criteria import Criteria
from contacts.forms import DirectorySearch
from contacts.keeping import kept_among
from contacts.models import Organisation
from contacts.organisation_page import organisation_with_all, page_of
from contacts.permissions import can_edit_organisation, can_say_capacity, may_see_notes
from contacts.presenters import draw_rows, present_row, present_rule
from contacts.upkeep_views import FRESHNESS, upkeep_of
from protection.actor import current_actor
from protection.asking import fragment_of


@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Search the directory; 422 with a message when the question cannot be understood."""
    form = DirectorySearch(request.GET)
    if not form.is_valid():
        context = {"form": form, "open_filters": True, "freshness": ""}
        return render(request, "contacts/list.html", context, status=422)
    criteria, asked = form.criteria(), form.asked()
    page = form.cleaned_data["page"] or 1
    results = selectors.search_organisations(criteria, page=page)
    filters = set(asked) - {"q", "sort"}
    beginning = not asked and page == 1
    kept = kept_among([one.pk for one in results.organisations], current_actor())
    context = {
        "form": form,
        "results": results,
        "rows": draw_rows(results.organisations, kept),
        "page": page,
        "previous": _address(asked, page - 1) if 1 < page <= results.pages + 1 else "",
        "next": _address(asked, page + 1) if page < results.pages else "",
        "asked": _address(asked, 1) if asked else "",
        "here": _address(asked, page)[1:],
        "open_filters": bool(filters),
        "filtered": bool(filters),
        "without_filters": _address({k: v for k, v in asked.items() if k == "q"}, 1),
        "rotas": _rotas(criteria.country) if beginning or not results.count else [],
        "freshness": fragment_of(request, FRESHNESS) if beginning else "",
    }
    if not results.count:
        context |= _help(form, criteria, results)
    return render(request, "contacts/list.html", context)


@require_GET
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: how to reach it, what it does, what is not confirmed, its country."""
    organisation = organisation_with_all(slug)
    if organisation is None:
        raise Http404
    now = timezone.now()
    rule = None
    if organisation.country_id:
        today = timezone.localdate()
        rule = selectors.rule_in_force(organisation.country_id, "reflection_period", today)
    context = {
        "organisation": page_of(organisation, now),
        "rule": present_rule(rule) if rule else None,
        "can_edit": can_edit_organisation(getattr(request, "membership", None), organisation),
        "favourite": bool(kept_among([organisation.pk], current_actor())),
        **upkeep_of(organisation),
        "rooms": rooms_shown(organisation, now),
        "may_see_notes": may_see_notes(getattr(request, "membership", None), organisation),
        "can_say_room": can_say_capacity(getattr(request, "membership", None), organisation),
    }
    return render(request, "contacts/detail.html", context)


@require_GET
def organisation_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation and its contact points as vCards; the file's name says nothing."""
    found = vcards(_organisation(slug))
    headers = {"Content-Disposition": 'attachment; filename="contact.vcf"'}
    return HttpResponse(found, content_type="text/vcard; charset=utf-8", headers=headers)


@require_GET
def organisation_square(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation's own card as a QR code."""
    return HttpResponse(square(_organisation(slug)), content_type="image/svg+xml")


def _organisation(slug: str) -> Organisation:
    organisation = selectors.organisation_page(slug)
    if organisation is None:
        raise Http404
    return organisation


def _address(asked: dict[str, Any], page: int) -> str:
    """This list with the same filters, on another page."""
    return f"?{urlencode({**asked, 'page': page} if page > 1 else asked)}"


def _help(
    form: DirectorySearch, criteria: Criteria, results: selectors.Results
) -> dict[str, object]:
    """What to do when nothing is found: other words, one filter less."""
    asked = form.asked()
    found = selectors.found_without(criteria, results.words)
    mean = results.did_you_mean
    return {
        "mean": mean,
        "mean_url": _address({**asked, "q": mean}, 1),
        "drop": [
            {
                "label": form[name].label,
                "value": form.chosen_label(name),
                "count": number,
                "url": _address({k: v for k, v in asked.items() if k != name}, 1),
            }
            for name, number in found.items()
        ],
    }


def _rotas(country: str) -> list[dict[str, Any]]:
    """The national contact points, grouped by country; with a `country` those of that one."""
    countries: dict[str, dict[str, Any]] = {}
    for place in selectors.national_contact_points():
        if country and place.country_id != country:
            continue
        rota = countries.setdefault(
            place.country_id,
            {"country": codes.label("country", place.country_id), "organisations": []},
        )
        rota["organisations"].append(vars(present_row(place.organisation)))
    return list(countries.values())
