"""Spreadsheets of what the reader sees."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from protection.actor import require_actor
from protection.files.checks import CONTENT_TYPES
from workinggroup.exports import TABLES, spreadsheet
from workinggroup.views.common import for_part_takers


@require_safe
@for_part_takers
def export(request: HttpRequest, table_name: str) -> HttpResponse:
    """Meetings, action points, signals or the programme, to be saved; 404 for another name."""
    if table_name not in TABLES:
        raise Http404
    content = spreadsheet(table_name, require_actor())
    response = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{table_name}.xlsx"'
    return response
