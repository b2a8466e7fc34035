"""Figures on pages: the working group reads what was released, case workers count their own cases.

The secretariat and members choose among releases, whose tables are fixed: a free filter over raw
counts would undo what was withheld. Case workers filter freely, under their own actor.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.step_up import step_up_for_download
from contacts.models import Country
from protection.actor import Actor, current_actor
from protection.audit import record
from reports import releases
from reports.figures import Figures
from reports.models import Audience, Release
from reports.monitoring.drawing import Around, png_of, svg_of
from reports.monitoring.files import CONTENT_TYPES, csv_of, xlsx_of
from reports.monitoring.live import LIVE, live_panels
from reports.monitoring.own import Asked, OwnFiguresForm, this_year
from reports.monitoring.panel import Panel
from reports.monitoring.panels import panel_of, panels_of, sections_of
from reports.monitoring.summary import headlines
from reports.permissions import can_count_own_cases, can_read_reports

CHART_SECONDS = 24 * 3600
PAGE_SECONDS = 600  # the directory in it is today's, and a new version of the portal shows soon
MOST_RELEASES = 60


def _reader() -> Actor:
    """The actor, if figures are for them. Raises Http404 otherwise."""
    actor = current_actor()
    if actor is None or not (can_read_reports(actor) or can_count_own_cases(actor)):
        raise Http404
    return actor


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Released figures for the working group; for case workers those of their own cases."""
    if can_read_reports(_reader()):
        return _released(request)
    return _own(request)


def _released(request: HttpRequest) -> HttpResponse:
    entries = list(releases.releases(Audience.INSIDE, None)[:MOST_RELEASES])
    newest: dict[tuple[dt.date, dt.date, str], Release] = {}
    for entry in entries:
        newest.setdefault((entry.period_from, entry.period_to, entry.scope), entry)
    asked = request.GET.get("release", "")
    chosen = next((e for e in newest.values() if str(e.pk) == asked), None)
    # What nobody chose yet: the newest figures of all countries.
    chosen = chosen or next((e for e in newest.values() if not e.scope), None)
    chosen = chosen or next(iter(newest.values()), None)
    names = dict(Country.objects.filter(in_portal=True).values_list("code", "name"))
    context: dict[str, Any] = {
        "entries": [(entry, names.get(entry.scope, entry.scope)) for entry in newest.values()],
        "chosen": chosen,
    }
    if chosen is not None:
        whole = len(entries) < MOST_RELEASES
        before = releases.period_before(chosen, entries if whole else None)
        context |= {"before": before, "country": names.get(chosen.scope, chosen.scope)}
        context["shown"] = _frozen(request, chosen, before)
    return render(request, "reports/monitoring/released.html", context)


def _frozen(request: HttpRequest, chosen: Release, before: Release | None) -> str:
    """The tables of a release as a piece of the page, which is drawn once for all its readers.

    Nothing in it depends on who reads, and a release never changes.
    """
    language = get_language() or "en"
    today = timezone.localdate()
    parts = (chosen.pk, chosen.sha256, before.sha256 if before else "", today, language)
    name = "monitoring:page:" + ":".join(map(str, parts))
    found = cache.get(name)
    if found is None:
        figures = releases.figures_of(chosen)
        earlier = releases.figures_of(before) if before else None
        live = live_panels(chosen.period, today, language, chosen.scope)
        context = {"chosen": chosen, **_shown(figures, earlier, live)}
        found = render_to_string("reports/monitoring/figures.html", context)
        cache.set(name, found, PAGE_SECONDS)
    return mark_safe(found)  # noqa: S308 - a template's own answer


def _own(request: HttpRequest) -> HttpResponse:
    form, asked = _asked(request)
    context: dict[str, Any] = {"form": form, "query": request.GET.urlencode()}
    if asked is not None:
        now = timezone.now()
        figures, before = asked.figures(now), asked.before()
        context |= _shown(figures, before.figures(now))
        context |= {"period": asked.period, "before": before.period}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reports/monitoring/own.html", context, status=status)


def _asked(request: HttpRequest) -> tuple[OwnFiguresForm, Asked | None]:
    """The form, and what it asks for: this year before anybody asked, None where it is wrong."""
    today = timezone.localdate()
    period = this_year(today)
    typed = request.GET.copy()
    typed.setdefault("period_from", period.first.isoformat())
    typed.setdefault("period_to", period.last.isoformat())
    form = OwnFiguresForm(typed, today=today)
    return form, form.asked() if form.is_valid() else None


def _shown(figures: Figures, before: Figures | None, live: Sequence[Panel] = ()) -> dict[str, Any]:
    language = get_language() or "en"
    panels = panels_of(figures, language, before, live)
    return {
        "figures": figures,
        "headlines": headlines(figures, language, before),
        "sections": sections_of(panels, language),
    }


@require_GET
def released_file(
    request: HttpRequest, release_id: UUID, table: str, file_kind: str
) -> HttpResponse:
    """One released table as a chart or a file."""
    if not can_read_reports(_reader()):
        raise Http404
    entry = get_object_or_404(
        Release.objects.defer(*releases.LARGE), pk=release_id, audience=Audience.INSIDE
    )
    panel = _live(entry, table) if table in LIVE else _panel(releases.figures_of(entry), table)
    if file_kind == "svg" and table in LIVE and "download" not in request.GET:
        return HttpResponse(svg_of(panel, get_language() or "en"), content_type="image/svg+xml")
    if file_kind == "svg" and "download" not in request.GET:
        return _chart(panel, f"{entry.sha256}:{table}")
    period = _period(entry.period_from, entry.period_to)
    if entry.scope:
        country = Country.objects.filter(code=entry.scope).first()
        period = f"{period}, {country.name if country else entry.scope}"
    return _handed_out(request, panel, file_kind, period)


@require_GET
def own_file(request: HttpRequest, table: str, file_kind: str) -> HttpResponse:
    """One table over the reader's own cases as a chart or a file, with the filters of the page."""
    if not can_count_own_cases(_reader()):
        raise Http404
    _form, asked = _asked(request)
    if asked is None:
        raise Http404
    panel = _panel(asked.figures(timezone.now()), table)
    if file_kind == "svg" and "download" not in request.GET:
        return HttpResponse(svg_of(panel, get_language() or "en"), content_type="image/svg+xml")
    return _handed_out(request, panel, file_kind, _period(asked.period.first, asked.period.last))


def _panel(figures: Figures, key: str) -> Panel:
    panel = panel_of(figures, key, get_language() or "en")
    if panel is None:
        raise Http404
    return panel


def _live(entry: Release, key: str) -> Panel:
    found = live_panels(entry.period, timezone.localdate(), get_language() or "en", entry.scope)
    return next(panel for panel in found if panel.key == key)


def _chart(panel: Panel, frozen: str) -> HttpResponse:
    """A chart of frozen figures is drawn once a language."""
    language = get_language() or "en"
    name = f"monitoring:{frozen}:{language}"
    svg = cache.get(name)
    if svg is None:
        svg = svg_of(panel, language)
        cache.set(name, svg, CHART_SECONDS)
    return HttpResponse(svg, content_type="image/svg+xml")


def _period(first: dt.date, last: dt.date) -> str:
    return f"{date_format(first, 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"


@step_up_for_download
def _handed_out(request: HttpRequest, panel: Panel, kind: str, period: str) -> HttpResponse:
    language = get_language() or "en"
    if kind in {"svg", "png"} and not panel.drawn:
        raise Http404
    content: bytes | str
    around = Around(panel.title, [text for text in (period, panel.remark, panel.note) if text])
    match kind:
        case "csv":
            content = csv_of(panel, period)
        case "xlsx":
            content = xlsx_of(panel, period)
        case "svg":
            content = svg_of(panel, language, around)
        case _:
            content = png_of(panel, language, around)
    record("figures_downloaded", subject="figures", subject_id=panel.key, detail={"kind": kind})
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    name = panel.key.replace("@", "-").replace("_", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
