"""Pieces with figures that pages of the guide and the directory show, asked for by their address.

Those apps may not import this one, and hold no figures of their own about referrals.
"""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from protection.actor import Actor, current_actor
from reports.models import Release
from reports.monitoring.live import freshness_panel
from reports.monitoring.panels import panels_of
from reports.permissions import can_read_freshness, can_read_reports
from reports.releases import figures_of, newest_release

OF_GUIDE = ("adequacy", "gaps")
SECONDS = 24 * 3600  # a release never changes


@require_safe
def of_guide(request: HttpRequest) -> HttpResponse:
    """Whether the guide was enough and what was missing, as the newest release shows it.

    Empty where nothing of it was released; 404 for who reads no released figures.
    """
    actor = current_actor()
    if actor is None or not can_read_reports(actor):
        raise Http404
    newest = newest_release()
    return HttpResponse(_of_release(newest) if newest else "")


def _of_release(entry: Release) -> str:
    language = get_language() or "en"
    name = f"monitoring:of_guide:{entry.pk}:{entry.sha256}:{language}"
    found: str | None = cache.get(name)
    if found is None:
        panels = panels_of(figures_of(entry), language, families=OF_GUIDE)
        context = {"panels": panels, "chosen": entry}
        found = render_to_string("reports/monitoring/of_guide.html", context) if panels else ""
        cache.set(name, found, SECONDS)
    return found


@require_safe
def of_directory(request: HttpRequest) -> HttpResponse:
    """How many entries nobody confirmed lately: of all countries for who reads reports, of their
    own for contact points. It counts organisations, so that nothing is withheld; 404 for others.
    """
    actor = current_actor()
    if actor is None or not can_read_freshness(actor):
        raise Http404
    today = timezone.localdate()
    panel = freshness_panel(today, get_language() or "en", _country_of(actor))
    context = {"panel": panel, "today": today, "may_read_all": can_read_reports(actor)}
    return HttpResponse(render_to_string("reports/monitoring/of_directory.html", context))


def _country_of(actor: Actor) -> str:
    return "" if can_read_reports(actor) else actor.country or "-"
