"""Other ways into the directory: suggestions while typing, the map, who answers tonight, two beside
each other."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contacts import codes, region_map
from contacts.comparing import compare
from contacts.forms import DirectorySearch, TonightForm
from contacts.search import MAX_QUESTION
from contacts.selectors import search_organisations
from contacts.suggestions import suggest
from contacts.tonight import tonight

MOST_CHOSEN = 20  # ticked boxes that are read


@require_GET
def suggestions(request: HttpRequest) -> JsonResponse:
    """Suggestions for what is typed in the search field; none for what cannot be asked."""
    typed = request.GET.get("q", "")[:MAX_QUESTION].replace("\x00", "")
    return JsonResponse({"suggestions": [asdict(one) for one in suggest(typed)]})


@require_GET
def map_page(request: HttpRequest) -> HttpResponse:
    """How many of those found help in each province, canton and Euregion; 422 as the list."""
    form = DirectorySearch(request.GET)
    if not form.is_valid():
        context = {"form": form, "open_filters": True}
        return render(request, "contacts/map.html", context, status=422)
    criteria, asked = form.criteria(), form.asked()
    results = search_organisations(criteria)
    here = reverse("contacts:list")

    def address(region: str) -> str:
        return f"{here}?{urlencode({**asked, 'region': region})}"

    areas = region_map.count_areas(criteria, results, address)
    context = {
        "form": form,
        "results": results,
        "open_filters": bool(set(asked) - {"q", "sort"}),
        "asked": f"?{urlencode(asked)}" if asked else "",
        "map": region_map.draw(areas),
        "groups": region_map.groups(areas),
    }
    return render(request, "contacts/map.html", context)


@require_GET
def tonight_page(request: HttpRequest) -> HttpResponse:
    """Who answers the phone now, by country; 422 for a language or country that is not known."""
    form = TonightForm(request.GET)
    now = timezone.now()
    if not form.is_valid():
        return render(request, "contacts/tonight.html", {"form": form}, status=422)
    chosen = form.cleaned_data
    context = {
        "form": form,
        "now": now,
        "countries": tonight(now, language=chosen["language"], country=chosen["country"]),
        "language": codes.label("language", chosen["language"]),
    }
    return render(request, "contacts/tonight.html", context)


@require_GET
def compare_page(request: HttpRequest) -> HttpResponse:
    """Two organisations side by side; without exactly two, how to choose them."""
    slugs = [slug.replace("\x00", "") for slug in request.GET.getlist("o")[:MOST_CHOSEN]]
    return render(request, "contacts/compare.html", {"comparison": compare(slugs)})
