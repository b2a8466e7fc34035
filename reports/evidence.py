"""Reasons for declining and requests without an answer, as they were last released: a fragment.

The working group's inquiry shows it beside its questions, by the name of this address. Nothing is
counted here, and a table that was withheld as a whole is left out.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from protection.actor import current_actor
from reports.definitions import definition
from reports.figures import LANGUAGES
from reports.models import Audience
from reports.permissions import can_read_reports
from reports.releases import figures_of, releases
from reports.text import Composer

TABLES = ("reasons", "waiting")


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The tables of the newest release for the working group; 404 while there is none, and for
    who does not read released figures."""
    actor = current_actor()
    if actor is None or not can_read_reports(actor):
        raise Http404
    newest = releases(Audience.INSIDE).order_by("-period_to", "-released_at").first()
    if newest is None:
        raise Http404
    language = get_language() or ""
    composer = Composer(figures_of(newest), language if language in LANGUAGES else LANGUAGES[0])
    known = {table.key for table in composer.figures.tables}
    tables: list[dict[str, Any]] = [
        {
            "title": definition(key).title.in_language(composer.language),
            "rows": [
                (label, composer.number(value)) for _cell, label, value in composer.series(key)
            ],
        }
        for key in TABLES
        if key in known
    ]
    context = {"release": newest, "tables": tables, "language": composer.language}
    return render(request, "reports/evidence.html", context)
