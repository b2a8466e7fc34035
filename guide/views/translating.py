"""The workbench of translations: how far it is, what is missing, one text beside its source."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.presenters import named_language
from guide.permissions import can_translate
from guide.selectors import countries_of_portal
from guide.term_forms import NAMES
from guide.translating import reading, writing
from guide.translating.forms import TranslationForm
from guide.translating.reading import (
    DEMANDED,
    PAGE,
    PROPOSED,
    SAME,
    SOURCES,
    STALE,
    Filters,
    Unit,
)
from guide.translating.streams import AREAS, area_label, streams
from protection.actor import Actor, current_actor

WANTED: dict[str, tuple[str, ...]] = {
    "": reading.OPEN,
    "missing": (reading.MISSING,),
    "stale": (STALE,),
    "same": (SAME,),
    "proposed": (PROPOSED,),
}


@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """Progress by area and language. Others get 404."""
    translator()
    context = {
        "overview": reading.overview(),
        "languages": [(code, NAMES[code], code in DEMANDED) for code in SOURCES],
    }
    return render(request, "guide/translations/overview.html", context)


@require_safe
def translation_list(request: HttpRequest, to: str) -> HttpResponse:
    """What is missing or out of date in a language, filtered, a page at a time."""
    translator()
    filters, query = asked(request, to)
    after = request.GET.get("after", "")
    found = reading.units(filters, after=after[:300], limit=PAGE + 1)
    shown = found[:PAGE]
    more = {**query, "after": shown[-1].place} if len(found) > PAGE else {}
    context = {
        "to": to,
        "language": NAMES[to],
        "units": [(unit, _address(unit, query)) for unit in shown],
        "areas": sorted(((area, area_label(area)) for area in _areas()), key=lambda pair: pair[1]),
        "countries": countries_of_portal(),
        "states": [
            ("", _("Missing and out of date")),
            ("missing", _("Missing")),
            ("stale", _("Out of date")),
            ("same", _("The same as the source")),
            ("proposed", _("Waiting for a contact point")),
        ],
        "query": query,
        "export": f"{reverse('guide:translation_export', args=[to])}?{urlencode(query)}",
        "next": f"?{urlencode(more)}" if more else "",
        "first": f"?{urlencode(query)}" if after else "",
    }
    return render(request, "guide/translations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def translation(request: HttpRequest, to: str, stream: str, row: str) -> HttpResponse:
    """One text: its source, the other languages' state, and the field to write in.

    422 when it cannot be saved as typed, 409 when somebody changed one of the two meanwhile.
    """
    actor = translator()
    filters, query = asked(request, to)
    unit = reading.unit(stream, row, to)
    if unit is None:
        raise Http404
    if request.method != "POST":
        return _unit_page(request, unit, TranslationForm(unit=unit), query)
    typed = request.POST.copy()
    if "same" in typed:
        typed["text"] = unit.source
    form = TranslationForm(typed, unit=unit)
    if not form.is_valid():
        return _unit_page(request, unit, form, query, status=422)
    if unit.state == PROPOSED or not form.is_of(unit):
        waits = _("Other words for this text wait for a decision, so nothing was saved.")
        changed = _(
            "The source or the translation was changed meanwhile, so nothing was saved. What you "
            "typed is kept: compare, and save again."
        )
        form.add_error(None, waits if unit.state == PROPOSED else changed)
        typed |= form.digests(unit)
        return _unit_page(request, unit, form, query, status=409)
    try:
        holds = writing.save(
            unit,
            form.cleaned_data["text"],
            actor=actor,
            now=timezone.now(),
            same="same" in typed,
        )
    except ValidationError as error:
        form.add_error("text", error)
        return _unit_page(request, unit, form, query, status=422)
    if holds:
        messages.success(request, _("The translation was saved."))
    else:
        messages.success(
            request, _("The change was proposed. It holds once a contact point agrees to it.")
        )
    following = reading.units(filters, after=unit.place, limit=1)
    if following:
        return redirect(_address(following[0], query))
    return redirect(f"{reverse('guide:translation_list', args=[to])}?{urlencode(query)}")


def translator() -> Actor:
    """Who reads this; Http404 for whoever is no content editor."""
    actor = current_actor()
    if actor is None or not can_translate(actor):
        raise Http404
    return actor


def _areas() -> set[str]:
    return {stream.area for stream in streams().values()} | {"sheet"} & set(AREAS)


def asked(request: HttpRequest, language: str) -> tuple[Filters, dict[str, str]]:
    """What was asked, and the same for an address; what nobody offers counts as nothing."""
    if language not in SOURCES:
        raise Http404
    typed = {name: request.GET.get(name, "") for name in ("area", "country", "state")}
    if typed["area"] not in _areas():
        typed["area"] = ""
    if typed["country"] not in {country.code for country in countries_of_portal()}:
        typed["country"] = ""
    if typed["state"] not in WANTED:
        typed["state"] = ""
    filters = Filters(language, typed["area"], typed["country"], WANTED[typed["state"]])
    return filters, {name: value for name, value in typed.items() if value}


def _address(unit: Unit, query: dict[str, str]) -> str:
    address = reverse("guide:translation", args=[unit.language, unit.stream, unit.key])
    return f"{address}?{urlencode(query)}" if query else address


def _unit_page(
    request: HttpRequest, unit: Unit, form: Any, query: dict[str, str], *, status: int = 200
) -> HttpResponse:
    back = reverse("guide:translation_list", args=[unit.language])
    known = streams().get(unit.stream)
    context = {
        "unit": unit,
        "form": form,
        "source_name": named_language(NAMES.get(unit.source_language, "")),
        "language": NAMES[unit.language],
        "back": f"{back}?{urlencode(query)}" if query else back,
        "waits": unit.state == PROPOSED,
        "is_shared": known is not None and bool(known.part),
        "becomes_draft": unit.stream.startswith(("guide.version.", "guide.section.")),
    }
    return render(request, "guide/translations/unit.html", context, status=status)
